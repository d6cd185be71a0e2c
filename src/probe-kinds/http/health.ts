import { isRecord } from '../../schema/settings.ts'
import type { Answer, DefaultState } from '../context.ts'

/** Words of `application/health+json` by what they mean: draft-inadarei-api-health-check-06, section 3.1. */
const words: Readonly<Record<string, 'up' | 'degraded' | 'down'>> = {
  pass: 'up',
  ok: 'up',
  up: 'up',
  warn: 'degraded',
  fail: 'down',
  error: 'down',
  down: 'down',
}

const anyJson = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i
const plainText = /^text\/plain\s*(?:;|$)/i
const health = /^application\/health\+json\s*(?:;|$)/i
const problem = /^application\/problem\+json\s*(?:;|$)/i

/** Statuses from here on are errors, whose body mostly says why. */
const firstError = 400

/** Whether an answer is JSON in which services tell of themselves: health, problems of RFC 9457, and errors. */
export function isSelfReport(status: number, headers: Headers): boolean {
  const type = typeOf(headers)
  return health.test(type) || problem.test(type) || (status >= firstError && anyJson.test(type))
}

type Headers = ReadonlyMap<string, string>

/** What a service says of its health; `undefined` when it says nothing, or that it is well. */
export function healthState(headers: Headers, json: unknown): DefaultState | undefined {
  if (!health.test(typeOf(headers)) || !isRecord(json) || typeof json.status !== 'string') return undefined
  const word = json.status.toLowerCase()
  const state = Object.hasOwn(words, word) ? words[word] : undefined
  if (state === undefined || state === 'up') return undefined
  const reason = `Health is ${word}, expected pass`
  return { state, fault: { code: state === 'degraded' ? 'degraded' : 'unfit-answer', reason, blame: 'service' } }
}

/** An answer that may say something of its own trouble. */
interface SelfReport {
  status: number
  headers: Headers
  json: unknown
  text: string
}

/**
 * What a service tells of its trouble: `output` of its health, else that of a failing check; `detail` of a problem;
 * `error` or `message` of another error in JSON, as Prometheus and many others write it; an error in plain text. Not
 * bounded, and with secrets.
 */
export function reportedTrouble(report: SelfReport): Pick<Answer, 'message' | 'isMessageOfLines'> {
  const { status, headers, json, text } = report
  const isOfLines = status >= firstError && plainText.test(typeOf(headers)) && textOf(text) !== undefined
  if (isOfLines) return { message: text, isMessageOfLines: true }
  const message = isRecord(json) ? troubleIn(json, report) : undefined
  return message === undefined ? {} : { message }
}

function troubleIn(json: Record<string, unknown>, { status, headers }: SelfReport): string | undefined {
  const type = typeOf(headers)
  if (problem.test(type)) return textOf(json.detail) ?? textOf(json.title)
  if (health.test(type)) return textOf(json.output) ?? outputOfCheck(json.checks)
  return status >= firstError ? errorIn(json) : undefined
}

/** Prometheus has its kind in `errorType`; others have an object in `error`. */
function errorIn({ error, errorType, message }: Record<string, unknown>): string | undefined {
  const text = textOf(error) ?? (isRecord(error) ? textOf(error.message) : undefined) ?? textOf(message)
  const kind = textOf(errorType)
  return text !== undefined && kind !== undefined ? `${kind}: ${text}` : text
}

/** Of the checks that do not pass the first that says why, with its name. */
function outputOfCheck(checks: unknown): string | undefined {
  for (const [name, results] of isRecord(checks) ? Object.entries(checks) : []) {
    for (const result of [results].flat()) {
      if (!isRecord(result) || result.status === 'pass') continue
      const output = textOf(result.output)
      if (output !== undefined) return `${name}: ${output}`
    }
  }
  return undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function typeOf(headers: Headers): string {
  return headers.get('content-type') ?? ''
}
