import { isRecord } from '../../src/config/settings.ts'
import type { Answer } from './answer.ts'

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

const health = /^application\/health\+json\s*(?:;|$)/i
const problem = /^application\/problem\+json\s*(?:;|$)/i

/** Whether an answer is in a form in which services tell of themselves: health, or problems of RFC 9457. */
export function speaksForItself(headers: Headers): boolean {
  return health.test(typeOf(headers)) || problem.test(typeOf(headers))
}

type Headers = ReadonlyMap<string, string>

/** What a service says of its health; `undefined` when it says nothing, or that it is well. */
export function healthOf(headers: Headers, json: unknown): Answer['byDefault'] {
  if (!health.test(typeOf(headers)) || !isRecord(json) || typeof json.status !== 'string') return undefined
  const word = json.status.toLowerCase()
  const state = Object.hasOwn(words, word) ? words[word] : undefined
  if (state === undefined || state === 'up') return undefined
  const reason = `Unexpected health \`${word}\`, expected \`pass\``
  return { state, fault: { what: state === 'degraded' ? 'degraded' : 'unfit-answer', reason, blame: 'service' } }
}

/** The sentence in which a service tells its trouble: `output` of its health, else that of a failing check; `detail` of a problem. */
export function saysItself(headers: Headers, json: unknown): string | undefined {
  if (!isRecord(json)) return undefined
  if (problem.test(typeOf(headers))) return textOf(json.detail) ?? textOf(json.title)
  return health.test(typeOf(headers)) ? (textOf(json.output) ?? outputOfCheck(json.checks)) : undefined
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
