import type { Probe } from '../../../src/config/inventory.ts'
import { expand, type Lookup, variablesOf } from '../../../src/config/schema/variables.ts'

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
  return { probe: withTexts(probe, put), missing: [...missing], used }
}

/** The texts of a probe that may hold variables, with what leads to each of them in `services.yaml`. */
export function templatesOf(probe: Probe): { path: (string | number)[]; text: string }[] {
  const found: { path: (string | number)[]; text: string }[] = [{ path: [probe.kind], text: probe.target }]
  if (probe.kind === 'http') {
    found.push(...Object.entries(probe.headers).map(([name, text]) => ({ path: ['headers', name], text })))
    if (probe.body !== undefined) found.push({ path: ['body'], text: probe.body })
  }
  if (probe.kind === 'dns') found.push(...probe.resolvers.map((text, index) => ({ path: ['resolvers', index], text })))
  if (probe.kind === 'tcp' && probe.send !== undefined) found.push({ path: ['send'], text: probe.send })
  if ('connect' in probe && probe.connect !== undefined) found.push({ path: ['connect'], text: probe.connect })
  return found
}

function withTexts(probe: Probe, put: (text: string) => string): Probe {
  const target = put(probe.target)
  switch (probe.kind) {
    case 'http': {
      const headers = Object.fromEntries(Object.entries(probe.headers).map(([name, value]) => [name, put(value)]))
      const body = probe.body === undefined ? {} : { body: put(probe.body) }
      return { ...probe, target, headers, ...body, ...connectOf(probe, put) }
    }
    case 'dns':
      return { ...probe, target, resolvers: probe.resolvers.map(put) }
    case 'tcp':
      return { ...probe, target, ...(probe.send !== undefined && { send: put(probe.send) }), ...connectOf(probe, put) }
    case 'tls':
      return { ...probe, target, ...connectOf(probe, put) }
    case 'ping':
      return { ...probe, target }
  }
}

function connectOf({ connect }: { connect?: string }, put: (text: string) => string): { connect?: string } {
  return connect === undefined ? {} : { connect: put(connect) }
}
