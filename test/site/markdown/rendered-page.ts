import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { Guidebooks } from '../../../src/guidebook/guidebooks.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { resolve } from '../../../src/guidebook/paths/target.ts'
import { createHighlighter } from '../../../src/site/markdown/highlight.ts'
import { type RenderContext, renderPage } from '../../../src/site/markdown/render.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

const guidebooks = new Guidebooks({ pages: [], files: [], inRepository: '' }, { drafts: false })
const page = readPage('page.md', new Uint8Array())

/** A site that has every page and image, at the address that is written; a scheme leads elsewhere or nowhere. */
export const plainContext: RenderContext = {
  links: {
    link: (url) => {
      const target = resolve(guidebooks, page, url)
      if (target.kind === 'status') return { kind: 'status', id: target.id, status: { state: 'unknown' } }
      if (target.kind === 'external') return { kind: 'external', href: target.url }
      return target.kind === 'unsafe' ? { kind: 'none', reason: `No ${target.scheme}` } : { kind: 'link', href: url }
    },
    image: (url) => {
      const target = resolve(guidebooks, page, url)
      if (target.kind === 'external') return { kind: 'external', href: target.url }
      return target.kind === 'unsafe'
        ? { kind: 'none', reason: 'No image' }
        : { kind: 'image', src: url, width: 4, height: 3 }
    },
  },
  highlighter: createHighlighter(),
  block: () => undefined,
}

/** The body of a page as HTML. */
export function bodyOf(text: string, context: RenderContext = plainContext): string {
  return renderPage(text, 'md', context).body
}

/** Every element of a piece of HTML as a browser reads it, in the order of the page. */
export function elementsOf(html: string): Element[] {
  const below = (nodes: Node[]): Element[] =>
    nodes.flatMap((node) =>
      'tagName' in node ? [node, ...below('content' in node ? node.content.childNodes : node.childNodes)] : [],
    )
  return below(parseFragment(html).childNodes)
}

/** The value of an attribute. */
export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((candidate) => candidate.name === name)?.value
}

/** The text that stands in an element, as a reader sees it. */
export function textOf(node: Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}
