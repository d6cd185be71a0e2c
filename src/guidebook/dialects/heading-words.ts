import type { Heading, Nodes, PhrasingContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { parse } from '../parse/syntax.ts'

/** Stands for `&` while a heading is read whose entities count as they are written. */
const ampersand = '\uE000'

/** What stands in a heading, from how it is written; entities stay as they are. References to definitions are text. */
export function contentOf(written: string, { keepsEntities = false } = {}): PhrasingContent[] {
  const line = written.replace(/\s*\n\s*/g, ' ')
  const [heading] = parse(`# ${keepsEntities ? line.replaceAll('&', ampersand) : line}`, 'md').children
  return isHeading(heading) ? heading.children : []
}

function isHeading(node: Nodes | undefined): node is Heading {
  return node?.type === 'heading'
}

/** The words of such content, without HTML; `hasAlternatives` says whether images count by theirs. */
export function wordsOf(
  content: readonly PhrasingContent[],
  { hasAlternatives }: { hasAlternatives: boolean },
): string {
  const words = content.map((node) => textOf(node, { includeImageAlt: hasAlternatives, includeHtml: false })).join('')
  return words.replaceAll(ampersand, '&')
}
