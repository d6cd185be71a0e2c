import type { Nodes } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { DialectName, DialectSettings } from '../../../src/guidebook/dialects/dialect.ts'
import { parsePage } from '../../../src/guidebook/dialects/parse.ts'

export interface Given {
  file?: string
  /** Whether each block begins with its first line in the page. */
  hasLines?: boolean
  settings?: DialectSettings
  includes?: Record<string, string>
}

/** A page of a dialect as nested lines: what each block is, and its words. */
export function outline(
  name: DialectName,
  text: string,
  { file = 'page.md', hasLines = true, settings = {}, includes = {} }: Given = {},
): string[] {
  const lines: string[] = []
  const show = (node: Nodes, depth: number): void => {
    const holdsWords = /^(?:paragraph|heading|tableCell|descriptionTerm)$/.test(node.type)
    const line = hasLines ? `${node.position?.start.line} ` : ''
    lines.push(`${'  '.repeat(depth)}${line}${nameOf(node)}${holdsWords ? `: ${wordsOf(node)}` : ''}`)
    if (!holdsWords && 'children' in node) for (const child of node.children) show(child, depth + 1)
  }
  const tree = parsePage({
    file,
    text,
    format: 'md',
    dialect: { name, settings },
    includes: new Map(Object.entries(includes)),
  })
  for (const node of tree.children) show(node, 0)
  return lines
}

function nameOf(node: Nodes): string {
  switch (node.type) {
    case 'admonition':
      return ['box', node.kind, node.fold, JSON.stringify(node.title.map(wordsOf).join(''))].filter(Boolean).join(' ')
    case 'tab':
      return `tab ${JSON.stringify(node.label.map(wordsOf).join(''))}`
    case 'code':
      return `code ${node.lang ?? '-'}${node.meta ? ` {${node.meta}}` : ''} ${JSON.stringify(node.value)}`
    case 'include':
      return `include ${node.file}`
    case 'unknownBlock':
      return `unknown ${node.name}`
    case 'html':
      return `html ${node.value}`
    case 'heading':
      return `h${node.depth}${node.data?.anchor === undefined ? '' : `#${node.data.anchor}`}`
    default:
      return node.type
  }
}

/** Words as they are shown, with marks that tell what stands out. */
function wordsOf(node: Nodes): string {
  const inside = () => ('children' in node ? node.children.map(wordsOf).join('') : textOf(node))
  switch (node.type) {
    case 'styled': {
      const { hName, hProperties } = node.data
      const said = hProperties?.id ?? hProperties?.title
      return `<${hName}${said === undefined ? '' : `:${said}`} ${inside()}>`
    }
    case 'break':
      return '\\n'
    case 'unknownText':
      return `<? ${node.value}>`
    case 'delete':
      return `<del ${inside()}>`
    case 'strong':
      return `*${inside()}*`
    case 'link':
      return `[${inside()}](${node.url})`
    case 'image':
      return `![${node.alt}](${node.url})`
    case 'inlineCode':
      return `\`${node.value}\``
    default:
      return inside()
  }
}
