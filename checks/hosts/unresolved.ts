import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import { conflictsIn } from './conflict.ts'
import type { Hosts, NamedHost } from './named-hosts.ts'
import type { HostRule } from './rule.ts'

/** DNS's own word, where it is asked: nothing has this name. */
export const unresolved = {
  code: 'hosts/unresolved',
  severity: 'warning',
  needs: 'dns',
  summary: 'A host of our own domains that does not exist in DNS',
  why: `
A page names a host in [a domain of yours](#where-hosts-are-read), and DNS knows no such name (\`NXDOMAIN\`): nobody who follows the page gets anywhere. Mend the name, bring the record back, or say beside it that the host is gone or planned.

It is told of declared hosts too: a router without a record is reached by nobody. A name that exists without an address is not told, nor is what another rule of this check says already.
`,
  wrong: {
    'guidebooks/README.md': '# Platform\n\nThe shop is at <https://shop.acme.dev/>.\n',
    'proxy/Caddyfile': 'shop.acme.dev {\n}\nwiki.acme.dev {\n}\nmetrics.acme.dev {\n}\n',
  },
  right: {
    'guidebooks/README.md': '# Platform\n\nThe wiki is at <https://wiki.acme.dev/>.\n',
    'proxy/Caddyfile': 'shop.acme.dev {\n}\nwiki.acme.dev {\n}\nmetrics.acme.dev {\n}\n',
  },
  check: (hosts: Hosts): RawFinding[] => {
    const told = new Set(conflictsIn(hosts).map(({ mention }) => mention))
    const isTold = (mention: NamedHost) => told.has(mention) || (mention.former && hosts.doubtful.includes(mention))
    return hosts.unresolved.flatMap((mention) => {
      if (isTold(mention)) return []
      const { host, file, line, column, endLine, endColumn } = mention
      return [
        {
          code: unresolved.code,
          message: `Unexpected host ${quote(host)} that does not exist in DNS, expected one that does`,
          hint: 'If only another network knows it, run this there, or name its DNS servers in `checks.hosts.resolvers`',
          ...{ file, line, column, endLine, endColumn },
        },
      ]
    })
  },
} as const satisfies HostRule
