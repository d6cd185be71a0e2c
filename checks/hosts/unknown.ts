import { isIPv4 } from 'node:net'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { RawFinding } from '../check.ts'
import { conflictsIn } from './conflict.ts'
import { isElsewhere } from './host-words.ts'
import type { Hosts, NamedHost } from './named-hosts.ts'
import type { HostRule } from './rule.ts'
import { zoneOf } from './zones.ts'

/** That something is absent says little: about half of these are true, so it is asked for. */
export const unknown = {
  code: 'hosts/unknown',
  severity: 'off',
  isOptIn: true,
  summary: 'A host of our own domains that no configuration names',
  why: `
A page names a host in a domain of yours, or an IPv4 address in a network of yours, and nothing in the repository does. A domain is yours when three of its hosts are declared, or when \`checks.hosts.zones\` names it. A network is when a file of Compose or Terraform declares it, when three of its addresses are declared, or when \`zones\` names its range. It may be served by what another repository declares: on real repositories about half of these findings were true, so they are off until \`checks.hosts.severity\` turns them on.
`,
  wrong: {
    'guidebooks/README.md': '# Platform\n\nMetrics are at metircs.acme.dev.\n',
    'proxy/Caddyfile': 'shop.acme.dev {\n}\nwiki.acme.dev {\n}\nmetrics.acme.dev {\n}\n',
  },
  right: {
    'guidebooks/README.md': '# Platform\n\nMetrics are at metrics.acme.dev.\n',
    'proxy/Caddyfile': 'shop.acme.dev {\n}\nwiki.acme.dev {\n}\nmetrics.acme.dev {\n}\n',
  },
  beside: { 'waymark.yaml': 'checks:\n  hosts:\n    severity: { unknown: warning }\n' },
  check: (hosts: Hosts): RawFinding[] => {
    const told = new Set(conflictsIn(hosts).map(({ mention }) => mention))
    return hosts.doubtful.flatMap((mention) => {
      const { host, former, file, line, column, endLine, endColumn } = mention
      if (former || told.has(mention)) return []
      if (isIPv4(host)) return [addressFinding(mention)]
      if (isElsewhere(host)) return []
      const near = [...hosts.index.declared.keys()].filter((one) => zoneOf(one) === zoneOf(host))
      return [
        {
          code: unknown.code,
          message: `Unexpected host ${quote(host)}, expected one that is declared`,
          hint: suggestion(host, near) ?? 'No router, record or service of this repository has it',
          ...{ file, line, column, endLine, endColumn },
        },
      ]
    })
  },
} as const satisfies HostRule

function addressFinding({ host, file, line, column, endLine, endColumn }: NamedHost): RawFinding {
  return {
    code: unknown.code,
    message: `Unexpected address ${quote(host)}, expected one that is declared`,
    hint: 'Its network is one of yours, and no file of this repository has it',
    ...{ file, line, column, endLine, endColumn },
  }
}
