import type { Definition, FootnoteDefinition, Nodes, Root } from 'mdast'
import { walk } from '../../../src/guidebook/parse/node.ts'
import { quote } from '../../../src/text/quote.ts'
import type { LintFile } from '../lint-file.ts'

/** Second definitions of a label that say something else than the first, which alone holds. */
export function lostDefinitions(tree: Root, file: LintFile): void {
  const first = new Map<string, Definition | FootnoteDefinition>()
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'definition' && node.type !== 'footnoteDefinition') return
    const key = `${node.type} ${node.identifier}`
    const known = first.get(key)
    if (!known) first.set(key, node)
    else if (!saysTheSame(known, node)) {
      const label = quote(`${node.type === 'definition' ? '' : '^'}${node.label ?? node.identifier}`)
      const line = known.position?.start.line ?? 1
      file.message(`Unexpected second definition of ${label}, expected the one at line ${line} alone, which holds`, {
        place: node.position,
        ruleId: 'no-duplicate-definitions',
        source: 'remark-lint',
      })
    }
  })
}

/** A footnote is shown once, so that the second text is lost whatever it is. */
function saysTheSame(one: Definition | FootnoteDefinition, other: Definition | FootnoteDefinition): boolean {
  return one.type === 'definition' && other.type === 'definition' && one.url.trim() === other.url.trim()
}

/** Footnotes that nothing refers to: neither a forge nor the site shows their text. */
export function lostFootnotes(tree: Root, file: LintFile): void {
  const defined: FootnoteDefinition[] = []
  const used = new Set<string>()
  walk<Nodes>(tree, (node) => {
    if (node.type === 'footnoteDefinition') defined.push(node)
    if (node.type === 'footnoteReference') used.add(node.identifier)
  })
  for (const { identifier, label, position } of defined) {
    if (used.has(identifier)) continue
    file.message(
      `Unexpected footnote ${quote(`^${label ?? identifier}`)} that nothing refers to, expected a reference`,
      {
        place: position,
        ruleId: 'no-unused-definitions',
        source: 'remark-lint',
      },
    )
  }
}
