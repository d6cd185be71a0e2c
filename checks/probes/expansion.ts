import type { Probe } from '../../src/config/services.ts'
import { type ProbeKind, probeKinds } from '../../src/probe-kinds/registry.ts'
import { expand, type Lookup, variablesOf } from '../../src/schema/variables.ts'

/** A probe whose texts hold values in place of their variables. */
export interface Expanded {
  probe: Probe
  /** Variables without a value and without a default. */
  missing: string[]
  /** Values that came from variables, by the names. */
  used: ReadonlyMap<string, string>
}

/** Puts the values of variables into all that a probe sends, and into where it sends it. */
export function expandProbe(probe: Probe, lookup: Lookup): Expanded {
  const missing = new Set<string>()
  const used = new Map<string, string>()
  const put = (text: string) => {
    for (const name of variablesOf(text)) {
      const value = lookup(name)
      if (value) used.set(name, value)
    }
    const expansion = expand(text, lookup)
    for (const name of expansion.missing) missing.add(name)
    return expansion.text
  }
  const expanded = { ...probe }
  for (const key of keysOf(probe.kind)) {
    const value: unknown = Reflect.get(probe, key)
    if (value !== undefined) Reflect.set(expanded, key, withTexts(value, put))
  }
  return { probe: expanded, missing: [...missing], used }
}

/** A text of a probe that may hold variables. */
export interface Template {
  /** What leads to it in `services.yaml`. */
  path: (string | number)[]
  text: string
}

/** The texts of a probe that may hold variables. */
export function templatesOf(probe: Probe): Template[] {
  return keysOf(probe.kind).flatMap((key) => {
    const written = key === 'target' ? probe.kind : key
    return textsIn(Reflect.get(probe, key), [written])
  })
}

/** What a kind reads by itself: in `expect` and the other keys of all kinds, `${` is no variable. */
function keysOf(kind: ProbeKind): string[] {
  return ['target', ...Object.keys(probeKinds[kind].keys)]
}

function textsIn(value: unknown, path: Template['path']): Template[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value !== 'object' || value === null) return []
  const inner: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return inner.flatMap(([key, one]) => textsIn(one, [...path, key]))
}

function withTexts(value: unknown, put: (text: string) => string): unknown {
  if (typeof value === 'string') return put(value)
  if (Array.isArray(value)) return value.map((one) => withTexts(one, put))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTexts(one, put)]))
}
