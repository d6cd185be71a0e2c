import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import { inProject } from '../inventory/place.ts'
import type { Hosts } from './named-hosts.ts'
import type { HostRule } from './rule.ts'
import { missingFrom } from './undocumented.ts'

/** What is not declared is not probed. */
export const undeclared = {
  code: 'hosts/undeclared',
  severity: 'info',
  summary: 'A host with a router that no service declares, where services declare most of its domain',
  why: `
The configuration routes a host, and no \`services.yaml\` has it under \`hosts\`: nothing probes it, and no page shows how it is. It is told of domains of which services declare three hosts or more, and at least half. Add it to its service, or leave it out with \`checks.hosts.ignore\`.
`,
  wrong: {
    'guidebooks/README.md': '# Platform\n\nAt shop.acme.dev, wiki.acme.dev, orders.acme.dev and billing.acme.dev.\n',
    'guidebooks/services.yaml': 'services:\n  shop:\n    hosts: [shop.acme.dev, wiki.acme.dev, orders.acme.dev]\n',
    'proxy/Caddyfile': 'shop.acme.dev {\n}\nwiki.acme.dev {\n}\norders.acme.dev {\n}\nbilling.acme.dev {\n}\n',
  },
  right: {
    'guidebooks/README.md': '# Platform\n\nAt shop.acme.dev, wiki.acme.dev, orders.acme.dev and billing.acme.dev.\n',
    'guidebooks/services.yaml':
      'services:\n  shop:\n    hosts: [shop.acme.dev, wiki.acme.dev, orders.acme.dev]\n  billing:\n    hosts: [billing.acme.dev]\n',
    'proxy/Caddyfile': 'shop.acme.dev {\n}\nwiki.acme.dev {\n}\norders.acme.dev {\n}\nbilling.acme.dev {\n}\n',
  },
  check: (hosts: Hosts): RawFinding[] => {
    const known = new Set([...hosts.index.ofServices, ...hosts.index.retired.keys()])
    return missingFrom(hosts, known).map(({ host, file, line, column, endLine, endColumn }) => ({
      code: undeclared.code,
      message: `Unexpected host ${quote(host)} that no service declares, expected it in a \`services.yaml\``,
      hint: 'Add it to the `hosts` of its service',
      file: inProject(hosts.input.project, file),
      ...{ line, column, endLine, endColumn },
    }))
  },
} as const satisfies HostRule
