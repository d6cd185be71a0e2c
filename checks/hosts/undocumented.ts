import type { EntryOf } from '../../src/inventory/entry.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import { inProject } from '../inventory/place.ts'
import { conflictsIn } from './conflict.ts'
import { isDocumentationName } from './host-words.ts'
import type { Hosts } from './named-hosts.ts'
import type { HostRule } from './rule.ts'
import { zoneOf } from './zones.ts'

/** With fewer hosts on pages, a guidebook does not list them. */
const fewest = 3

/** Where pages name most of a domain's hosts, the one that is missing was forgotten. */
export const undocumented = {
  code: 'hosts/undocumented',
  severity: 'info',
  summary: 'A host with a router that no page names, where pages name most of its domain',
  why: `
The configuration routes a host to something that runs, and no page has its name: whoever meets it at night finds nothing. It is told of domains of which the guidebooks name three hosts or more, and at least half: elsewhere a missing one says nothing. Name it on a page, or leave it out with \`checks.hosts.ignore\`.
`,
  wrong: {
    'guidebooks/README.md':
      '# Platform\n\nThe shop is at shop.acme.dev, the wiki at wiki.acme.dev, orders at orders.acme.dev.\n',
    'proxy/Caddyfile':
      'shop.acme.dev {\n}\nwiki.acme.dev {\n}\norders.acme.dev {\n}\nbilling.acme.dev {\n  reverse_proxy billing:80\n}\n',
  },
  right: {
    'guidebooks/README.md':
      '# Platform\n\nThe shop is at shop.acme.dev, the wiki at wiki.acme.dev, orders at orders.acme.dev, bills at billing.acme.dev.\n',
    'proxy/Caddyfile':
      'shop.acme.dev {\n}\nwiki.acme.dev {\n}\norders.acme.dev {\n}\nbilling.acme.dev {\n  reverse_proxy billing:80\n}\n',
  },
  check: (hosts: Hosts): RawFinding[] => {
    // A page that has a wrong host in its place is told by that.
    const expected = conflictsIn(hosts).flatMap(({ service }) => service.hosts)
    return missingFrom(hosts, hosts.documented).flatMap((entry) =>
      expected.includes(entry.host) ? [] : [finding(hosts, entry)],
    )
  },
} as const satisfies HostRule

function finding({ input }: Hosts, { host, file, line, column, endLine, endColumn }: EntryOf<'host'>): RawFinding {
  return {
    code: undocumented.code,
    message: `Unexpected host ${quote(host)} that no page names, expected one`,
    hint: 'Name it where its service is described',
    file: inProject(input.project, file),
    ...{ line, column, endLine, endColumn },
  }
}

/** Routed hosts that are missing from a set which has most of their domain. */
export function missingFrom({ index, input }: Hosts, known: ReadonlySet<string>) {
  const { ignore } = input.project.config.checks.hosts
  const byZone = Map.groupBy(
    [...index.routes.values()].filter(({ host }) => !isDocumentationName(host) && !ignore.includes(host)),
    ({ host }) => zoneOf(host) ?? '',
  )
  return [...byZone].flatMap(([zone, entries]) => {
    const missing = entries.filter(({ host }) => !known.has(host) && !known.has(host.replace(/^www\./, '')))
    const count = entries.length - missing.length
    return zone !== '' && count >= fewest && count >= entries.length / 2 ? missing : []
  })
}
