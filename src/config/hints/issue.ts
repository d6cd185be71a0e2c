import type { z } from 'zod'
import { isRecord } from '../../schema/settings.ts'
import { oneOf, quote } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'
import type { Path } from '../../yaml/path.ts'
import { hintForKey, hintForType } from './hint.ts'
import { keysAt } from './schema-path.ts'

/** One thing wrong with a value, by the path to it. */
export interface Issue {
  code: 'config/unknown-key' | 'config/invalid-value'
  message: string
  hint?: string | undefined
  path: Path
  /** What is wrong: the key, or what stands under it. */
  side: 'key' | 'value'
}

/** What holds secrets is never shown, wherever it stands. */
const secretKeys: readonly PropertyKey[] = ['headers', 'variables', 'body']

/** Messages for what zod finds itself, to be passed to its `safeParse` as `error`; a schema's own messages go first. */
export function issueMessage(issue: z.core.$ZodRawIssue): string {
  const where = issue.path?.length ? ` in \`${pathText(issue.path)}\`` : ''
  if (issue.code === 'invalid_type') return describeType(issue, where)
  const shown = shownValue(issue.input, issue.path ?? [])
  if (issue.code === 'invalid_value')
    return `Unexpected ${quoted(issue) ? `text ${shown}` : shown}${where}, expected ${oneOf(issue.values)}`
  if (issue.code === 'too_small' && issue.origin === 'string') return `Unexpected empty text${where}, expected some`
  if (issue.code === 'too_small') return `Unexpected ${shown}${where}, expected at least ${issue.minimum}`
  if (issue.code === 'too_big') return `Unexpected ${shown}${where}, expected at most ${issue.maximum}`
  return `Unexpected ${shown}${where}, expected another value`
}

/** The issues of a failed parse, one for each unknown key. */
export function issuesOf(error: z.ZodError, schema: z.ZodType): Issue[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, issue.path, schema))
    return [invalid(issue)]
  })
}

function unknownKey(key: string, path: Path, schema: z.ZodType): Issue {
  const known = keysAt(schema, path)
  const where = path.length > 0 ? ` in \`${pathText(path)}\`` : ''
  const message = `Unexpected key ${quote(key)}${where}, expected ${oneOf(known)}`
  const hint = hintForKey(key, known)
  return { code: 'config/unknown-key', message, hint, path: [...path, key], side: 'key' }
}

function invalid(issue: z.core.$ZodIssue): Issue {
  const { path } = issue
  if (issue.code === 'invalid_key') {
    return { code: 'config/invalid-value', message: issue.issues[0]?.message ?? issue.message, path, side: 'key' }
  }
  const told = issue.code === 'custom' ? issue.params : undefined
  const hint = typeof told?.hint === 'string' ? told.hint : hintOf(issue)
  return {
    code: 'config/invalid-value',
    message: issue.message,
    hint,
    path,
    side: told?.at === 'key' ? 'key' : 'value',
  }
}

function hintOf(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'invalid_value' && quoted(issue)) return 'Remove the quotes'
  if (issue.code === 'invalid_value') return suggestion(String(issue.input), issue.values.map(String))
  if (issue.code !== 'invalid_type') return undefined
  const unquoted = typeof issue.input === 'number' || typeof issue.input === 'boolean'
  // Where a text of a certain form is expected, its schema says so, and quotes alone would not help.
  if (issue.message.endsWith(`expected ${kinds.string}`) && unquoted)
    return 'Put it in quotes, so that it is read as text'
  return hintForType(issue, isSecret(issue.path))
}

/** Whether a number was written as a text: `"4"`. */
function quoted({ input, values }: { input?: unknown; values: readonly unknown[] }): boolean {
  return typeof input === 'string' && values.some((value) => typeof value !== 'string' && String(value) === input)
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a map',
  record: 'a map',
}

function describeType(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>, where: string): string {
  const expected = kinds[issue.expected] ?? issue.expected
  const path = issue.path ?? []
  if (issue.input === undefined)
    return `Unexpected map without \`${String(path.at(-1))}\`, expected ${expected} under it`
  // Where a map is expected, a text may hold all that the map would, secrets too.
  const shown = expected === 'a map' ? kindOf(issue.input) : shownValue(issue.input, path)
  return `Unexpected ${shown}${where}, expected ${expected}`
}

function shownValue(input: unknown, path: Path): string {
  const scalar = typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean'
  return scalar && !isSecret(path) ? quote(input) : kindOf(input)
}

function isSecret(path: Path): boolean {
  return path.some((key) => secretKeys.includes(key))
}

function kindOf(input: unknown): string {
  if (Array.isArray(input)) return 'list'
  if (isRecord(input)) return 'map'
  if (input === null) return 'empty value'
  return typeof input === 'string' ? 'text' : typeof input
}

/** `services.erp.hosts[0]`. */
function pathText(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1, 200)
}
