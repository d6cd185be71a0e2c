import { oneOf, quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { Hosts } from './named-hosts.ts'
import type { HostRule } from './rule.ts'

/** A service says so itself. */
export const retired = {
  code: 'hosts/retired',
  severity: 'warning',
  summary: 'A host that its service has retired',
  why: `
A \`services.yaml\` lists the host under \`retired\`: it must no longer answer. A page may name it where the text says so: in a section about what is decommissioned, struck through, with *was*, *old*, *no longer* or an arrow beside it. Anywhere else a reader would try it.
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\nOpen <https://old-shop.acme.dev/> and sign in.\n',
    'guidebooks/services.yaml': 'services:\n  shop:\n    hosts: [shop.acme.dev]\n    retired: [old-shop.acme.dev]\n',
  },
  right: {
    'guidebooks/README.md':
      '# Shop\n\nOpen <https://shop.acme.dev/> and sign in. Until March it was at old-shop.acme.dev.\n',
    'guidebooks/services.yaml': 'services:\n  shop:\n    hosts: [shop.acme.dev]\n    retired: [old-shop.acme.dev]\n',
  },
  check: ({ retired: named, index }: Hosts): RawFinding[] =>
    named.map(({ host, file, line, column, endLine, endColumn }) => {
      const service = index.retired.get(host)
      const { id = '', hosts = [] } = service ?? {}
      const expected = hosts.length > 0 ? `, expected ${oneOf(hosts)}` : ', expected a text that says so'
      return {
        code: retired.code,
        message: `Unexpected host ${quote(host)}, which ${quote(id)} has retired${expected}`,
        hint: 'Say beside it that it is gone, if that is what the page tells',
        ...{ file, line, column, endLine, endColumn },
      }
    }),
} as const satisfies HostRule
