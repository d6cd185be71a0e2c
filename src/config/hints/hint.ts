import type { z } from 'zod'
import { probeKindNames } from '../../probe-kinds/registry.ts'
import { isRecord } from '../../schema/settings.ts'
import { quote } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'
import { commonKeys } from '../schema/probe.ts'

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

/** What other monitors and other words call a key of ours; several where it depends on the map. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  address: ['http', 'hosts'],
  assertions: ['expect'],
  ca: ['certificateAuthority'],
  checks: ['probes'],
  conditions: ['expect'],
  days: ['every'],
  domains: ['hosts'],
  duration: ['for'],
  end: ['until'],
  endpoints: ['probes'],
  failures: ['down'],
  frequency: ['every'],
  interval: ['every'],
  label: ['name'],
  method: ['http'],
  monitors: ['probes'],
  nameservers: ['resolvers'],
  period: ['every'],
  playbook: ['runbook'],
  start: ['from'],
  status: ['expect'],
  successes: ['up'],
  title: ['name'],
  tz: ['timezone'],
  uri: ['http'],
  url: ['http'],
  vars: ['variables'],
}

/** The key that is known here for what was written, when it has another name elsewhere. */
function synonymOf(written: string, known: readonly string[]): string | undefined {
  const meant = Object.hasOwn(synonyms, written) ? (synonyms[written] ?? []) : []
  return meant.find((key) => known.includes(key))
}
