import type { List, Nodes, Root } from 'mdast'
import { walk } from '../../../src/guidebook/parse/node.ts'
import type { LintFile } from '../lint-file.ts'

/**
 * Lists whose file shows another number than their readers see. The number of the first item, written again, asks for
 * whatever comes next, as everywhere in Markdown: where it stands, nothing was skipped.
 */
export function skippedNumbers(tree: Root, file: LintFile): void {
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'list' || !node.ordered) return
    const skipped = firstSkipped(node, String(file.value))
    if (!skipped) return
    const { number, seen, place } = skipped
    file.message(`Unexpected number \`${number}\`, expected \`${seen}\`, which readers see`, {
      place,
      ruleId: 'ordered-list-marker-value',
      source: 'remark-lint',
    })
  })
}

/** The first item whose number is not what readers see, and the place of its number. */
function firstSkipped({ children, start }: List, text: string) {
  const first = start ?? 1
  for (const [index, { position }] of children.entries()) {
    const written = /^\d+/.exec(text.slice(position?.start.offset, (position?.start.offset ?? 0) + 10))?.[0]
    if (!position || written === undefined) continue
    const [number, seen] = [Number(written), first + index]
    if (number === seen || number === first) continue
    const { line, column } = position.start
    const end = { line, column: column + written.length }
    return { number: written, seen, place: { start: { line, column }, end } }
  }
  return undefined
}
