import type { z } from 'zod'
import { probeKindNames } from '../../probe-kinds/registry.ts'
import { isRecord } from '../../schema/settings.ts'
import { quote } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'
import { commonKeys } from '../schema/probe.ts'
import { synonymOf } from './synonym.ts'

/** What to write in place of a key that nobody knows. */
export function hintForKey(key: string, known: readonly string[]): string | undefined {
  const meant = synonymOf(key, known)
  if (meant !== undefined) return `Did you mean \`${meant}\`?`
  const [only, ...others] = known
  return (
    suggestion(key, known) ?? (only !== undefined && others.length === 0 ? `Indent it below \`${only}:\`` : undefined)
  )
}

/** What to write in place of a list, or of what is none; `undefined` when the message says all. */
export function hintForType(
  { expected, input, path }: z.core.$ZodIssueInvalidType,
  isSecret: boolean,
): string | undefined {
  if (expected === 'array') return isSecret ? undefined : asList(input)
  if (expected === 'object' || expected === 'record') return asMap(input, path)
  if (expected === 'string' && isRecord(input)) return 'Put the whole of it in quotes, so that it is read as text'
  return undefined
}

function asList(input: unknown): string | undefined {
  if (typeof input === 'string') return `Write it as a list: ${quote(JSON.stringify([input]))}`
  return isRecord(input) ? 'Put it into `[ ]`, or on a line of its own with `- ` before it' : undefined
}

function asMap(input: unknown, path: readonly PropertyKey[]): string | undefined {
  if (Array.isArray(input)) return 'Write a name and a colon in place of each `- `'
  if (typeof input !== 'string') return undefined
  const [, , list, name] = path
  if (path[0] !== 'services' || list !== 'probes' || path.length !== 4) return undefined
  return kindOrKey.has(String(name))
    ? 'Probes have names: write one such as `health:` above it, and indent it below'
    : 'Write what it asks below its name, such as `http: GET https://erp.example.org/healthz`'
}

/** What stands where the name of a probe belongs, when that was left out. */
const kindOrKey = new Set<string>([...probeKindNames, ...Object.keys(commonKeys), 'headers'])
