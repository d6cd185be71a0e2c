import type { Nodes, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Place } from './finding.ts'
import { attributeOf, type HtmlTag } from './html-tag.ts'
import { placeOf } from './syntax.ts'
import { walk } from './walk.ts'

/** How a target is written down. */
export type LinkKind =
  | 'link'
  | 'image'
  | 'reference'
  | 'image-reference'
  | 'definition'
  | 'footnote'
  | 'html'
  | 'html-image'
  /** A value of the frontmatter. */
  | 'frontmatter'
  /** A property of a component, in MDX. */
  | 'component'

/** A target that a page names, with where it does. For a reference, `url` is its definition's. */
export interface Link extends Place {
  kind: LinkKind
  url: string
  text: string
  /** Where the attribute or the value stands that the target is written in, when it is not a link of Markdown. */
  written?: Place
}

/** Attributes of raw HTML that name a target. */
const htmlTargets = { href: 'html', src: 'html-image', poster: 'html-image' } as const

/** Every target in a page's text, in the order of the page. `tags` are those of its raw HTML. */
export function readLinks(tree: Root, tags: Map<Nodes, HtmlTag[]>): Link[] {
  const definitions = definitionsOf(tree)
  const links: Link[] = []
  walk<Nodes>(tree, (node) => {
    if (node.type === 'html') for (const tag of tags.get(node) ?? []) links.push(...htmlLinks(tag))
    else links.push(...linksOf(node, definitions))
  })
  return links
}

/** Targets of reference definitions by identifier; of two, the first one counts, as everywhere in Markdown. */
function definitionsOf(tree: Root): Map<string, string> {
  const definitions = new Map<string, string>()
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'definition') return
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node.url)
  })
  return definitions
}

function linksOf(node: Nodes, definitions: Map<string, string>): Link[] {
  const place = placeOf(node)
  switch (node.type) {
    case 'link':
      return [{ kind: 'link', url: node.url, text: textOf(node), ...place }]
    case 'image':
      return [{ kind: 'image', url: node.url, text: node.alt ?? '', ...place }]
    case 'linkReference':
      return [{ kind: 'reference', url: definitions.get(node.identifier) ?? '', text: textOf(node), ...place }]
    case 'imageReference':
      return [{ kind: 'image-reference', url: definitions.get(node.identifier) ?? '', text: node.alt ?? '', ...place }]
    case 'definition':
      return [{ kind: 'definition', url: node.url, text: node.label ?? node.identifier, ...place }]
    case 'footnoteReference':
      return [
        { kind: 'footnote', url: `#user-content-fn-${node.identifier}`, text: node.label ?? node.identifier, ...place },
      ]
    default:
      return []
  }
}

function htmlLinks(tag: HtmlTag): Link[] {
  const { line, column, endLine, endColumn } = tag
  const alt = attributeOf(tag, 'alt')
  const at = { line, column, endLine, endColumn }
  const links: Link[] = Object.entries(htmlTargets).flatMap(([name, kind]) => {
    const attribute = tag.attributes.find((candidate) => candidate.name === name)
    return attribute
      ? [{ kind, url: attribute.value, text: alt ?? tag.text, ...at, written: placeOfAttribute(attribute) }]
      : []
  })
  const srcset = tag.attributes.find((attribute) => attribute.name === 'srcset')
  const images = candidatesOf(srcset?.value ?? '').map(
    (url): Link => ({
      kind: 'html-image',
      url,
      text: alt ?? '',
      ...at,
      ...(srcset && { written: placeOfAttribute(srcset) }),
    }),
  )
  return [...links, ...images]
}

/** HTML, "parsing a srcset attribute": a URL goes up to white space, so commas in it are its own, but for those at its end. */
function candidatesOf(srcset: string): string[] {
  const candidate = /[\s,]*([^\s,]\S*?)(?:,+(?=\s|$)|(?=\s|$)[^,]*)/gy
  return [...srcset.matchAll(candidate)].map(([, url = '']) => url)
}

function placeOfAttribute({ line, column, endLine, endColumn }: Place): Place {
  return { line, column, endLine, endColumn }
}
