import { entriesOf } from '../../src/inventory/entry.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { RawFinding } from '../check.ts'
import { clusterNamesIn, kindOf } from './cluster-names.ts'
import { type Commands, isPlaceholder } from './named-commands.ts'
import type { CommandRule } from './rule.ts'

/** Charts and operators make objects that no file of the repository has, so it is asked for. */
export const unknownResource = {
  code: 'commands/unknown-resource',
  severity: 'off',
  isOptIn: true,
  summary: 'An object of Kubernetes that no manifest declares',
  why: `
\`kubectl\` or \`oc\` names an object by its kind, as in \`deploy/shop\`, and the manifests have objects of that kind, but none of that name; or \`helm\` names a release, and no \`HelmRelease\` is called so. Charts and operators make objects that no manifest has, so this is off until \`checks.commands.severity\` turns it on; \`checks.commands.ignore\` names theirs. Pods, nodes, secrets and whatever else a cluster makes by itself are never told, nor is what a page itself creates.
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\n```sh\nkubectl rollout restart deploy/shop-web\n```\n',
    'manifests/shop.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\n```sh\nkubectl rollout restart deploy/shop\n```\n',
    'manifests/shop.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\n',
  },
  beside: { 'waymark.yaml': 'checks:\n  commands:\n    severity: { unknown-resource: warning }\n' },
  check: ({ inventory, pages, isIgnored }: Commands): RawFinding[] => {
    const byKind = Map.groupBy(entriesOf(inventory.entries, 'resource'), ({ type }) => type)
    const names = new Map([...byKind].map(([kind, entries]) => [kind, new Set(entries.map(({ name }) => name))]))
    const objects = pages.flatMap((page) =>
      page.commands.flatMap((command) => {
        const { objects: all, isMaking } = clusterNamesIn(command)
        return all.flatMap(({ type, word }) => {
          const kind = kindOf(type, names.keys())
          return kind === undefined ? [] : [{ page, command, word, kind, isMaking }]
        })
      }),
    )
    const created = new Set(objects.flatMap(({ isMaking, kind, word }) => (isMaking ? `${kind} ${word.value}` : [])))
    return objects.flatMap(({ page, command, word, kind }): RawFinding[] => {
      const { value, isOpen, line, column, endLine, endColumn } = word
      const known = names.get(kind) ?? new Set()
      if (command.isElsewhere || isOpen || !/^[a-z0-9][a-z0-9.-]+$/.test(value)) return []
      if (known.has(value) || created.has(`${kind} ${value}`) || isPlaceholder(value) || isIgnored(value)) return []
      if (page.isExcused(word, command.isFenced)) return []
      return [
        {
          code: unknownResource.code,
          message: `Unexpected ${kind} ${quote(value)}, expected one that a manifest declares`,
          hint: suggestion(value, [...known]) ?? `No ${kind} of this name stands in the repository`,
          ...{ file: page.file, line, column, endLine, endColumn },
        },
      ]
    })
  },
} as const satisfies CommandRule
