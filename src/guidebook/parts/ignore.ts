import type { Nodes, Root } from 'mdast'
import type { Place } from '../../finding/finding.ts'
import { placeOf } from '../parse/node.ts'

/** A comment that asks for findings not to be told: `<!-- waymark-ignore links/missing-file -->`. */
export interface Ignore extends Place {
  /** Codes as written. */
  codes: string[]
  /** The lines that it holds for, both included: its own, or those of the block that follows. */
  from: number
  to: number
}

const htmlComment = /<!--\s*waymark-ignore\b([^>]*?)-->/g
const mdxComment = /^\/\*\s*waymark-ignore\b([\s\S]*?)\*\/$/

/** The comments of a page that ask for findings not to be told, in the order of the page. */
export function readIgnores(tree: Root, text: string): Ignore[] {
  return text.includes('waymark-ignore') ? ignoresIn(tree) : []
}

function ignoresIn(parent: Nodes): Ignore[] {
  if (!('children' in parent)) return []
  const covered = nextShown(parent.children)
  return parent.children.flatMap((node, index): Ignore[] => {
    if (!isHidden(node)) return ignoresIn(node)
    const asked = codesIn(node.value)
    if (asked.length === 0) return []
    const place = placeOf(node)
    const isBlock = parent.type !== 'paragraph' && parent.type !== 'heading' && parent.type !== 'tableCell'
    const shown = isBlock ? covered[index] : node
    const lines = shown ? { from: placeOf(shown).line, to: lastLine(placeOf(shown)) } : { from: 0, to: 0 }
    return asked.map((codes) => ({ codes, ...place, ...lines }))
  })
}

/** By index: the first of the nodes behind it that a reader sees. */
function nextShown(nodes: Nodes[]): (Nodes | undefined)[] {
  const found: (Nodes | undefined)[] = new Array(nodes.length)
  let next: Nodes | undefined
  for (let index = nodes.length - 1; index >= 0; index--) {
    found[index] = next
    const node = nodes[index]
    if (node && !isHidden(node)) next = node
  }
  return found
}

/** A comment's own node; raw HTML may hold other things as well. */
function isHidden(node: Nodes): node is Extract<Nodes, { type: 'html' | 'mdxFlowExpression' | 'mdxTextExpression' }> {
  if (node.type === 'html') return /^\s*<!--/.test(node.value)
  return (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') && mdxComment.test(node.value.trim())
}

/** The codes of each comment; what follows `--` says why, to people. */
function codesIn(value: string): string[][] {
  const inMdx = mdxComment.exec(value.trim())?.[1]
  const written = inMdx === undefined ? [...value.matchAll(htmlComment)].map(([, codes = '']) => codes) : [inMdx]
  return written.map((codes) =>
    codes
      .replace(/\s--\s.*$/s, '')
      .split(/[\s,]+/)
      .filter(Boolean),
  )
}

function lastLine({ line, endLine, endColumn }: Place): number {
  return endColumn === 1 ? Math.max(line, endLine - 1) : endLine
}
