import { hostName } from './host-name.ts'

/** A host of a rule, and how it is written there. */
export interface RuleHost {
  host: string
  written: string
}

/**
 * The hosts of a Traefik rule: ``Host(`a.b`, `c.d`) || HostSNI(`e.f`)``, and the first version's `Host:a.b,c.d`. Those
 * that it denies are none, and neither are regular expressions.
 */
export function hostsOfRule(rule: string): RuleHost[] {
  if (rule.length > 10_000) return []
  const found: RuleHost[] = []
  for (const [, denied, list = ''] of rule.matchAll(/(!?)\bHost(?:SNI|Header)?\(([^()]*)\)/g)) {
    if (denied) continue
    for (const [, , written = ''] of list.matchAll(/(["'`])([^"'`]+)\1/g)) add(written)
  }
  const [, legacy = ''] = /(?:^|[;=\s"'])Host:\s*([^;"']+)/.exec(rule) ?? []
  for (const written of legacy.split(',')) add(written.trim())
  return found

  function add(written: string): void {
    const host = hostName(written)
    if (host !== undefined) found.push({ host, written })
  }
}
