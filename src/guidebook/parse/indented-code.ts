import type { Code, Nodes, Root } from 'mdast'
import { walk } from './node.ts'

/**
 * Joins code that is indented to the one before it: two of them never touch (CommonMark 0.31, section 4.4), but the
 * parser cuts one in two behind what itself comes right after a list or a quote. Changes the tree.
 */
export function joinCode(tree: Root, text: string): void {
  walk<Nodes>(tree, (node) => {
    if (!('children' in node)) return
    const children: Nodes[] = node.children
    if (!children.some((child, index) => isRest(child, children[index - 1], text))) return
    const joined: Nodes[] = []
    for (const child of children) {
      const last = joined.at(-1)
      if (last?.type === 'code' && child.type === 'code' && isRest(child, last, text)) append(last, child, text)
      else joined.push(child)
    }
    Object.assign(node, { children: joined })
  })
}

function isRest(node: Nodes, previous: Nodes | undefined, text: string): boolean {
  return node.type === 'code' && previous?.type === 'code' && isIndented(node, text) && isIndented(previous, text)
}

function append(code: Code, rest: Code, text: string): void {
  if (!code.position || !rest.position) return
  const { end } = code.position
  const [lineEnd = '\n'] = /\r\n|\n|\r/.exec(text.slice(end.offset, rest.position.start.offset)) ?? []
  code.value += lineEnd.repeat(rest.position.start.line - end.line) + rest.value
  code.position = { start: code.position.start, end: rest.position.end }
}

/** Whether a block of code has no fences. */
function isIndented({ lang, position }: Code, text: string): boolean {
  const { offset = 0 } = position?.start ?? {}
  return lang == null && !text.startsWith('```', offset) && !text.startsWith('~~~', offset)
}
