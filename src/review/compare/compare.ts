import { diffArrays } from 'diff'
import type { ElementContent, Root, RootContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { Change, CompareOptions, Comparison } from './comparison.ts'

export type { Change, CompareOptions, Comparison } from './comparison.ts'

/** Compares what readers see of two moments of a page. Changes neither tree. */
export function compareTrees(before: Root, after: Root, _options: CompareOptions = {}): Comparison {
  const changes: Change[] = []
  const marked: Root = { type: 'root', children: [] }
  const parts = diffArrays(before.children, after.children, { comparator: (one, other) => html(one) === html(other) })
  for (const { value, added, removed } of parts) {
    const content = value.filter((node): node is ElementContent => node.type !== 'doctype' && node.type !== 'mdxjsEsm')
    if (!(added || removed)) {
      marked.children.push(...content)
      continue
    }
    const kind = added ? 'added' : 'removed'
    const id = changes.length + 1
    changes.push({ id, kind, block: 'block', count: content.length })
    const properties = { className: ['change'], dataChange: String(id), dataChangeKind: kind }
    marked.children.push({ type: 'element', tagName: added ? 'ins' : 'del', properties, children: content })
  }
  return { marked, changes, isCoarse: false }
}

function html(node: RootContent): string {
  return toHtml(node, { allowDangerousHtml: true })
}
