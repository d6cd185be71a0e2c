import type { Environment, ParseError, TypeCheckResult } from '@marcbachmann/cel-js'
import { certificateFields } from '../../../src/probe-kinds/connection/certificate.ts'
import type { ProbeKind } from '../../../src/probe-kinds/registry.ts'
import { oneOf, quote } from '../../../src/text/quote.ts'
import { suggestion } from '../../../src/text/suggestion.ts'
import { matchesName, namesOfKind } from './language.ts'

/** What is wrong with a condition, before anything is probed. */
export interface ConditionMistake {
  message: string
  hint?: string
  /** Offsets in the condition, in UTF-16 units. */
  start: number
  end: number
}

/** An error of the library that a condition could not be read with, or that its types are against. */
export type LanguageError = Pick<ParseError | NonNullable<TypeCheckResult['error']>, 'code' | 'summary' | 'range'>

/** Says an error of the library in the words of Waymark. */
export function mistakeOf(
  error: LanguageError,
  expression: string,
  kind: ProbeKind,
  language: Environment,
): ConditionMistake {
  const start = Math.min(error.range?.start ?? 0, expression.length)
  const last = Math.max(start, Math.min(error.range?.end ?? expression.length, expression.length))
  // The library counts halves of characters.
  const end = expression.slice(start, last).isWellFormed() ? last : last + 1
  const words = wordsFor(error, expression.slice(start, end), { kind, language })
  return { ...words, start, end }
}

interface ConditionContext {
  kind: ProbeKind
  language: Environment
}

type Words = Pick<ConditionMistake, 'message' | 'hint'>

function wordsFor(error: LanguageError, written: string, place: ConditionContext): Words {
  const summary = error.summary.replaceAll(matchesName, 'matches')
  switch (error.code) {
    case 'unknown_variable':
      return unknown(written, namesOfKind(place.kind), `in conditions of \`${place.kind}\``)
    case 'no_such_key':
      return unknown(written, Object.keys(certificateFields), 'as field of a certificate')
    case 'no_such_overload':
      return noOperation(summary.replace(/^no such overload: /, ''))
    case 'no_matching_overload':
      return noFunction(summary.replace(/^found no matching overload for '(.*)'$/s, '$1'), place)
    case 'unexpected_character':
      return written === '=' ? equals : noOperator(written)
    case 'unterminated_string':
      return { message: 'Unexpected quote that nothing closes, expected the same quote after the text' }
    case 'limit_exceeded':
      return { message: `Unexpected size of the condition (${summary}), expected less`, hint: 'Make two of it' }
    default:
      return /EOF/.test(summary) ? ended : { message: `Unexpected condition (${plain(summary)}), expected CEL` }
  }
}

const equals: Words = { message: 'Unexpected `=`, expected `==`' }

const ended: Words = { message: 'Unexpected end of the condition, expected a value' }

/** Operators of other languages. */
const operators: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!' }

function noOperator(written: string): Words {
  const isUnit = /^(?:ms|s|m|h)$/.test(written)
  const meant = isUnit ? "duration('1s')" : Object.hasOwn(operators, written) ? operators[written] : undefined
  const message = `Unexpected ${quote(written)}, expected an operator or nothing more`
  return { message, ...(meant !== undefined && { hint: `Write \`${meant}\`` }) }
}

function unknown(name: string, known: readonly string[], where: string): Words {
  const meant = nameMeant(name, known)
  const hint = meant === undefined ? suggestion(name, known) : `Did you mean \`${meant}\`?`
  return { message: `Unexpected ${quote(name)} ${where}, expected ${oneOf(known)}`, ...(hint && { hint }) }
}

function noOperation(operation: string): Words {
  const isNumberAsText = /\b(?:int|double)\b/.test(operation) && /\bstring\b/.test(operation)
  const isDuration = /Duration/.test(operation) && !/Duration.*Duration/.test(operation)
  const hints: [boolean, string][] = [
    [isDuration, "Write the other side as a duration, such as `duration('1s')`"],
    [isNumberAsText, 'Write a number without quotes, and a text with them'],
    [/\blist</.test(operation), inList],
  ]
  const hint = hints.find(([fits]) => fits)?.[1]
  const message = `Unexpected operation ${quote(plain(operation))}, expected two sides that can be compared`
  return { message, ...(hint && { hint }) }
}

const inList = "For what is in a list, write `'192.0.2.10' in answers`"

function noFunction(call: string, { language }: ConditionContext): Words {
  const name = /([A-Za-z_]\w*)\(/.exec(call)?.[1] ?? call
  const known = [...new Set(language.getDefinitions().functions.map((one) => one.name))]
  const names = known.map((one) => (one === matchesName ? 'matches' : one)).filter((one) => /^[a-z]\w*$/i.test(one))
  const hint = /^list\b[^(]*\.contains\(/.test(plain(call)) ? inList : functionHint(name, names)
  const what = names.includes(name) ? 'arguments of' : 'function'
  return { message: `Unexpected ${what} ${quote(plain(call))}, expected what CEL has`, ...(hint && { hint }) }
}

function functionHint(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) return undefined
  const meant = functionMeant(name)
  return meant === undefined ? suggestion(name, known) : `Did you mean \`${meant}\`?`
}

/** The library's names of types in the words of the manual. */
function plain(text: string): string {
  return text.replaceAll('google.protobuf.', '').replaceAll(/dyn<([^<>]*)>/g, '$1')
}

/** What other monitors and other languages call a name or a function of conditions. */
const nameSynonyms: Readonly<Record<string, readonly string[]>> = {
  addresses: ['answers'],
  cert: ['certificate'],
  code: ['status', 'rcode'],
  content: ['body', 'received'],
  data: ['json', 'received'],
  ips: ['answers'],
  latency: ['duration'],
  records: ['answers'],
  response: ['body', 'received', 'answers'],
  response_time: ['duration'],
  statuscode: ['status'],
  status_code: ['status'],
  text: ['body', 'received'],
  time: ['duration'],
}

const functionSynonyms: Readonly<Record<string, string>> = {
  any: 'exists',
  every: 'all',
  includes: 'contains',
  len: 'size',
  length: 'size',
  lower: 'lowerAscii',
  match: 'matches',
  some: 'exists',
  test: 'matches',
  toLowerCase: 'lowerAscii',
  toUpperCase: 'upperAscii',
  upper: 'upperAscii',
}

/** The name that is known here for what was written, when it is called so elsewhere. */
function nameMeant(written: string, known: readonly string[]): string | undefined {
  const word = written.toLowerCase()
  const meant = Object.hasOwn(nameSynonyms, word) ? (nameSynonyms[word] ?? []) : []
  return [word, ...meant].find((name) => known.includes(name))
}

/** The same of a function. */
function functionMeant(written: string): string | undefined {
  return Object.hasOwn(functionSynonyms, written) ? functionSynonyms[written] : undefined
}
