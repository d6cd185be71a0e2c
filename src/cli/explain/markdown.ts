import type { Nodes, Parents, RootContent } from 'mdast'
import { parse } from '../../guidebook/parse/syntax.ts'
import { wrap } from '../../text/wrap.ts'

const codeIndent = '    '

/**
 * Markdown as a terminal shows it: text in lines of at most so many columns, code as it is. Of links the text is left,
 * and the address where it leads to the web: the others lead to pages of the manual.
 */
export function markdownLines(markdown: string, columns: number): string[] {
  return blockLines(parse(markdown, 'md'), columns)
}

function blockLines(parent: Parents, columns: number): string[] {
  const blocks = parent.children.map((node) => linesOf(node, columns)).filter((lines) => lines.length > 0)
  return blocks.flatMap((lines, index) => (index > 0 ? ['', ...lines] : lines))
}

function linesOf(node: RootContent, columns: number): string[] {
  switch (node.type) {
    case 'code':
      return node.value.split('\n').map((line) => (line === '' ? '' : `${codeIndent}${line}`))
    case 'list':
      return node.children.flatMap((item, index) => {
        const marker = node.ordered ? `${(node.start ?? 1) + index}. ` : '- '
        return blockLines(item, columns - marker.length).map((line, at) =>
          `${at === 0 ? marker : ' '.repeat(marker.length)}${line}`.trimEnd(),
        )
      })
    case 'table':
      // Its head says what the two columns are, which their texts say as well.
      return node.children
        .slice(1)
        .flatMap((row) =>
          wrap(row.children.map(textOf).join(': '), columns - 2).map((line, at) => `${at === 0 ? '- ' : '  '}${line}`),
        )
    case 'html':
    case 'definition':
      return []
    default:
      return wrap(textOf(node).replace(/\s+/g, ' ').trim(), columns)
  }
}

function textOf(node: Nodes): string {
  if (node.type === 'inlineCode') return codeText(node.value)
  if (node.type === 'break') return ' '
  if (node.type === 'link') {
    const text = node.children.map(textOf).join('')
    return /^https?:/.test(node.url) && text !== node.url ? `${text} (${node.url})` : text
  }
  if ('children' in node) return node.children.map(textOf).join('')
  return 'value' in node ? node.value : ''
}

/** In backticks, as messages have it; of a code that holds some, these are enough. */
function codeText(value: string): string {
  return value.includes('`') ? value : `\`${value}\``
}
