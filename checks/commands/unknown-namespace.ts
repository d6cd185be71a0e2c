import { entriesOf } from '../../src/inventory/entry.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { RawFinding } from '../check.ts'
import { clusterNamesIn } from './cluster-names.ts'
import { type Commands, isPlaceholder } from './named-commands.ts'
import type { CommandRule } from './rule.ts'

/** Every cluster has them. */
const own = /^(?:default|kube-(?:system|public|node-lease)|openshift(?:-.+)?)$/

/** Charts and operators make namespaces that no file of the repository has, so it is asked for. */
export const unknownNamespace = {
  code: 'commands/unknown-namespace',
  severity: 'off',
  isOptIn: true,
  summary: 'A namespace of Kubernetes that no manifest has',
  why: `
\`kubectl\`, \`helm\` or a program like them is given a namespace that no manifest of the repository is in or declares. Charts and other repositories have namespaces of their own, so this is off until \`checks.commands.severity\` turns it on; \`checks.commands.ignore\` names theirs. What every cluster has, and what a page itself makes, is known.
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\n```sh\nkubectl -n shops get pods\n```\n',
    'manifests/shop.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\n```sh\nkubectl -n shop get pods\n```\n',
    'manifests/shop.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n',
  },
  beside: {
    'waymark.yaml': 'checks:\n  commands:\n    severity: { unknown-namespace: warning }\n    ignore: [istio-*]\n',
  },
  check: ({ inventory, pages, isIgnored }: Commands): RawFinding[] => {
    const resources = entriesOf(inventory.entries, 'resource')
    const known = new Set(
      resources.flatMap(({ type, name, namespace }) => [
        ...(/^(?:Namespace|Project|ProjectRequest)$/.test(type) ? [name] : []),
        ...(namespace === undefined ? [] : [namespace]),
      ]),
    )
    if (known.size === 0) return []
    const names = [...known]
    const named = pages.flatMap((page) =>
      page.commands.map((command) => ({ page, command, cluster: clusterNamesIn(command) })),
    )
    for (const { cluster } of named) if (cluster.isMaking) for (const { value } of cluster.namespaces) known.add(value)
    return named.flatMap(({ page, command, cluster }) =>
      (command.isElsewhere ? [] : cluster.namespaces).flatMap((word): RawFinding[] => {
        const { value, isOpen, line, column, endLine, endColumn } = word
        if (isOpen || !/^[a-z0-9][a-z0-9-]*$/.test(value) || own.test(value) || known.has(value)) return []
        if (isPlaceholder(value) || isIgnored(value) || page.isExcused(word, command.isFenced)) return []
        return [
          {
            code: unknownNamespace.code,
            message: `Unexpected namespace ${quote(value)}, expected one that a manifest has`,
            hint: suggestion(value, names) ?? 'No manifest of the repository is in it',
            ...{ file: page.file, line, column, endLine, endColumn },
          },
        ]
      }),
    )
  },
} as const satisfies CommandRule
