import { oneOf, quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import { conflictsIn } from './conflict.ts'
import type { Hosts } from './named-hosts.ts'
import type { HostRule } from './rule.ts'

/** Git's own word: it was declared here once, and is gone. */
export const removed = {
  code: 'hosts/removed',
  severity: 'warning',
  summary: 'A host that the configuration declared once, and does not any more',
  why: `
A router or a record of this repository had this host, a commit took it out, and no file of configuration names it since. The finding says which commit, and when. Whoever follows the page reaches nothing, or somebody else. Write where the service is now, or say that it is gone.

An IPv4 address is told where the file that had it gives its machine or name another one of the same network now, or lists three others of that network and neither it nor its machine any more, and where no file besides pages has it: not a script, not a variable, not a comment.

It is \`info\` where a file that is no page names the host still, such as a program, a test or a comment of the configuration: it may be there for all that. So it is on a page that was written at one time and that is no runbook, where it says of which day it is (\`Date: 2026-01-10\`) or where no other page and no file names it: such pages are accounts of their day more often than not.

It takes the history: in a shallow clone nothing of this kind is told, and the report says so once. In GitHub Actions that is \`fetch-depth: 0\`.
`,
  history: {
    before: {
      'guidebooks/README.md': '# Shop\n\nOrders are at <https://orders.acme.dev/>.\n',
      'ingress.yaml':
        'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec:\n  rules:\n    - host: orders.acme.dev\n',
    },
    days: ['2026-01-10', '2026-02-10'],
  },
  wrong: {
    'guidebooks/README.md': '# Shop\n\nOrders are at <https://orders.acme.dev/>.\n',
    'ingress.yaml':
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec:\n  rules:\n    - host: sales.acme.dev\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\nOrders are at <https://sales.acme.dev/>.\n',
    'ingress.yaml':
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec:\n  rules:\n    - host: sales.acme.dev\n',
  },
  check: (hosts: Hosts): RawFinding[] => {
    const told = new Set(conflictsIn(hosts).map(({ mention }) => mention))
    return hosts.doubtful.flatMap((mention) => {
      const { former, service, isInText, host, file, line, column, endLine, endColumn } = mention
      if (!former || told.has(mention)) return []
      const when = former.commit === undefined ? 'not committed yet' : `${former.commit.slice(0, 8)}, ${former.day}`
      return [
        {
          code: removed.code,
          message: `Unexpected host ${quote(host)}, expected one that is declared; ${quote(former.file)} declared it until ${when}`,
          ...(isInText && { severity: 'info' }),
          hint: former.now
            ? `${quote(former.owner)} has ${quote(former.now)} now`
            : service
              ? `${quote(service.name)} is at ${oneOf(service.hosts)} now`
              : isInText
                ? 'Other files of the repository name it still, such as programs and tests: it may be there for all that'
                : `\`git show ${former.commit?.slice(0, 8) ?? ''}\` tells what became of it`,
          ...{ file, line, column, endLine, endColumn },
        },
      ]
    })
  },
} as const satisfies HostRule
