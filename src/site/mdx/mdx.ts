import { fileURLToPath } from 'node:url'
import { satteri } from '@astrojs/markdown-satteri'
import type { Root as HastRoot } from 'hast'
import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import { defineHastPlugin, defineMdastPlugin } from 'satteri'
import { headingText } from '../../guidebook/parts/heading.ts'
import { hasCode, splitDocument } from '../markdown/document.ts'
import { replaceElements } from '../markdown/element.ts'
import { markMdxTree, transformMdxTree } from '../markdown/render.ts'
import type { Site } from '../site.ts'

/** A component on lines of its own. */
type FlowElement = Extract<Nodes, { type: 'mdxJsxFlowElement' }>

/**
 * Gives `.mdx` pages the same breadcrumbs, title, head, links and code as the others. Their HTML is not
 * sanitized: they are code already, and read only when the configuration says `mdx: true`.
 */
export function mdxProcessor(current: () => Site) {
  const pageOf = ({ fileURL }: { fileURL: URL | undefined }) =>
    fileURL && current().codePages.get(fileURLToPath(fileURL))
  const takeOut = defineMdastPlugin({
    name: 'waymark:document',
    options: { position: true },
    before(root, context) {
      const tree = copyOf(root)
      const { title, body } = splitDocument(tree)
      const page = pageOf(context)
      // Only here it is known where each part stands in the text.
      if (page) markMdxTree(body, tree, current().context(page))
      context.data.title = title.length > 0 ? headingText({ type: 'paragraph', children: title }) : undefined
      context.replaceNode(root, hasCode(title) ? inParts(title, body) : body)
    },
  })
  const addParts = defineHastPlugin({
    name: 'waymark:parts',
    before(root, context) {
      const page = pageOf(context)
      const title = typeof context.data.title === 'string' ? context.data.title : undefined
      if (page) context.replaceNode(root, withoutRaw(transformMdxTree(copyOf(root), title, current().context(page))))
    },
  })
  return satteri({ mdastPlugins: [takeOut], hastPlugins: [addParts] })
}

/** A title that only code can tell is a part of its own: the layout renders the one or the other. */
function inParts(title: PhrasingContent[], body: Root): Root {
  const isModule = (node: RootContent) => node.type === 'mdxjsEsm' || node.type === 'yaml'
  const rest = body.children.filter((node): node is FlowElement['children'][number] => !isModule(node))
  return {
    ...body,
    children: [
      ...body.children.filter(isModule),
      { type: 'mdxJsxTextElement', name: 'PageTitle', attributes: [], children: title },
      { type: 'mdxJsxFlowElement', name: 'PageBody', attributes: [], children: rest },
    ],
  }
}

/** Raw HTML of our own is no code: the element around it, which holds nothing else, is told to print it. */
function withoutRaw(root: HastRoot): HastRoot {
  replaceElements(root, (element) => {
    const [raw] = element.children
    if (raw?.type !== 'raw') return element
    const attributes: [string, string][] = [
      ['class', String(element.properties.className)],
      ['set:html', raw.value],
    ]
    return [
      {
        type: 'mdxJsxFlowElement',
        name: element.tagName,
        attributes: attributes.map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value })),
        children: [],
      },
    ]
  })
  return root
}

/** Sätteri's nodes read from its own memory when they are asked for; what is changed must be an ordinary tree. */
function copyOf<T>(root: Readonly<T>): T {
  const isOwn = (key: string) => !key.startsWith('_')
  return JSON.parse(JSON.stringify(root, (key, value: unknown) => (isOwn(key) ? value : undefined)))
}
