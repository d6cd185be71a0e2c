import type { Nodes, Root } from 'mdast'
import type { Place } from './finding.ts'
import { placeOf } from './syntax.ts'

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
  return parent.children.flatMap((node, index): Ignore[] => {
    if (!isHidden(node)) return ignoresIn(node)
    const asked = codesIn(node.value)
    if (asked.length === 0) return []
    const place = placeOf(node)
    const isBlock = parent.type !== 'paragraph' && parent.type !== 'heading' && parent.type !== 'tableCell'
    const next = isBlock ? parent.children.slice(index + 1).find((sibling) => !isHidden(sibling)) : undefined
    const covered = isBlock ? (next ? placeOf(next) : undefined) : place
    const lines = covered ? { from: covered.line, to: lastLine(covered) } : { from: 0, to: 0 }
    return asked.map((codes) => ({ codes, ...place, ...lines }))
  })
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
