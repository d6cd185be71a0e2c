import type { Element, Nodes } from 'hast'
import type { PageText } from '../../widgets/search/text-index.ts'
import { spaced } from '../../widgets/search/unspaced-script.ts'
import type { PageTree } from '../markdown/render.ts'
import { notText } from './not-text.ts'

/** Elements that stand in a line of text: others part the words on both sides of them. */
const inline = new Set(
  'a abbr b bdi bdo code del dfn em i ins kbd mark q s samp small span strong sub sup u var wbr'.split(' '),
)

/** What the index of search would have of a page: its words in their order, and where its headings stand among them. */
export function pageTextOf(title: string, { body }: Pick<PageTree, 'body'>): PageText {
  const parts: string[] = [title]
  const anchors: PageText['anchors'] = []
  let words = countWords(title)
  const add = (text: string) => {
    parts.push(text)
    words += countWords(text)
  }
  // Inline elements do not part words, so the words are counted where a block ends.
  let line = ''
  const endLine = () => {
    if (line.trim() !== '') add(spaced(line))
    line = ''
  }
  const visit = (node: Nodes): void => {
    if (node.type === 'text') {
      line += node.value
      return
    }
    if (!('children' in node) || (node.type === 'element' && isNoText(node))) return
    const isBlock = node.type === 'element' && !inline.has(node.tagName)
    if (isBlock) endLine()
    if (node.type === 'element' && /^h[2-6]$/.test(node.tagName) && typeof node.properties.id === 'string')
      anchors.push({ element: node.tagName, id: node.properties.id, text: spaced(textOf(node)), location: words })
    for (const child of node.children) visit(child)
    if (isBlock) endLine()
  }
  visit(body)
  endLine()
  return { content: parts.map((part) => part.trim()).join(' '), anchors }
}

function isNoText({ tagName, properties }: Element): boolean {
  const classes = Array.isArray(properties.className) ? properties.className : []
  return notText.includes(tagName) || classes.some((name) => notText.includes(`.${name}`))
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

function countWords(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/).length
}
