import { entriesOf } from '../../src/inventory/entry.ts'
import { oneOf, quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import { clusterNamesIn } from './cluster-names.ts'
import type { Commands } from './named-commands.ts'
import type { CommandRule } from './rule.ts'

/** Of two objects with one name it could be another, so it is asked for. */
export const unknownPort = {
  code: 'commands/unknown-port',
  severity: 'off',
  isOptIn: true,
  summary: 'A port that a service of Kubernetes does not have',
  why: `
\`kubectl port-forward svc/NAME\` leads to a port that no \`Service\` of this name has in the manifests. Overlays and charts change ports, so this is off until \`checks.commands.severity\` turns it on.
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\n```sh\nkubectl port-forward svc/shop 8080:8000\n```\n',
    'manifests/shop.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  ports:\n    - port: 80\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\n```sh\nkubectl port-forward svc/shop 8080:80\n```\n',
    'manifests/shop.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  ports:\n    - port: 80\n',
  },
  beside: { 'waymark.yaml': 'checks:\n  commands:\n    severity: { unknown-port: warning }\n' },
  check: ({ inventory, pages, isIgnored }: Commands): RawFinding[] => {
    const services = entriesOf(inventory.entries, 'resource').filter(({ type }) => type === 'Service')
    const byName = Map.groupBy(services, ({ name }) => name)
    return pages.flatMap((page) =>
      page.commands.flatMap((command): RawFinding[] =>
        (command.isElsewhere ? [] : clusterNamesIn(command).ports).flatMap(({ word, port }): RawFinding[] => {
          const known = (byName.get(word.value) ?? []).flatMap(({ ports = [] }) => ports)
          if (known.length === 0 || known.includes(port.value) || word.isOpen || port.isOpen) return []
          if (isIgnored(word.value) || page.isExcused(port, command.isFenced)) return []
          const { line, column, endLine, endColumn } = port
          return [
            {
              code: unknownPort.code,
              message: `Unexpected port ${quote(port.value)} of ${quote(word.value)}, expected ${oneOf([...new Set(known)].slice(0, 6))}`,
              hint: `${quote(`${byName.get(word.value)?.[0]?.file}:${byName.get(word.value)?.[0]?.line}`)} says what it has`,
              ...{ file: page.file, line, column, endLine, endColumn },
            },
          ]
        }),
      ),
    )
  },
} as const satisfies CommandRule
