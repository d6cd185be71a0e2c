import type { Html, Nodes, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { once } from '../../concurrency/once.ts'
import type { Place } from '../../finding/finding.ts'
import { isDroppedWhole, reachesSite, shownParts } from '../html/allowed-html.ts'
import { htmlParts } from '../html/html.ts'
import { attributeOf, type HtmlTag, type HtmlTagAttribute } from '../html/html-tag.ts'
import { placeOf, walk } from '../parse/node.ts'

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

/** Every target in a page's text, in the order of the page. `tags` are those of its raw HTML. */
export function readLinks(tree: Root, tags: Map<Nodes, HtmlTag[]>): Link[] {
  const definitions = once(() => definitionsOf(tree))
  const links: Link[] = []
  const hidden = hiddenNodes(tree, tags)
  walk<Nodes>(tree, (node) => {
    if (hidden.has(node)) return
    const own =
      node.type === 'html' ? shownTags(node, tags.get(node) ?? []).flatMap(htmlLinks) : linksOf(node, definitions)
    for (const link of own) links.push(link)
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

function linksOf(node: Nodes, definitions: () => Map<string, string>): Link[] {
  const target = targetOf(node, definitions)
  return target ? [{ ...target, ...placeOf(node) }] : []
}

function targetOf(
  node: Nodes,
  definitions: () => Map<string, string>,
): Pick<Link, 'kind' | 'url' | 'text'> | undefined {
  switch (node.type) {
    case 'link':
      return { kind: 'link', url: node.url, text: textOf(node) }
    case 'image':
      return { kind: 'image', url: node.url, text: node.alt ?? '' }
    case 'linkReference':
      return { kind: 'reference', url: definitions().get(node.identifier) ?? '', text: textOf(node) }
    case 'imageReference':
      return { kind: 'image-reference', url: definitions().get(node.identifier) ?? '', text: node.alt ?? '' }
    case 'definition':
      return { kind: 'definition', url: node.url, text: node.label ?? node.identifier }
    case 'footnoteReference':
      return { kind: 'footnote', url: `#user-content-fn-${node.identifier}`, text: node.label ?? node.identifier }
    default:
      return undefined
  }
}

/** What stands between two tags of a paragraph that are dropped with all that is between them. */
function hiddenNodes(tree: Root, tags: Map<Nodes, HtmlTag[]>): Set<Nodes> {
  const hidden = new Set<Nodes>()
  if (![...tags.values()].flat().some(({ name }) => isDroppedWhole(name))) return hidden
  walk<Nodes>(tree, (parent) => {
    const children: Nodes[] = 'children' in parent ? parent.children : []
    const closes = new Map(children.map((node, index) => [node.type === 'html' ? closedName(node) : undefined, index]))
    let until = -1
    for (const [index, node] of children.entries()) {
      if (index < until) walk<Nodes>(node, (inner) => hidden.add(inner))
      const name = tags.get(node)?.at(-1)?.name ?? ''
      if (index >= until && isDroppedWhole(name)) until = closes.get(name) ?? -1
    }
  })
  return hidden
}

/** `svg` of `</svg>`. */
function closedName({ value }: Html): string | undefined {
  return /^<\/([a-z][a-z\d]*)/i.exec(value)?.[1]?.toLowerCase()
}

/** Without those that stand in an element that is dropped with all of it. */
function shownTags(node: Html, tags: HtmlTag[]): HtmlTag[] {
  if (!tags.some(({ name }) => isDroppedWhole(name))) return tags
  const parts = htmlParts(node.value)
  const shown = new Set(shownParts(parts))
  const opened = parts.filter(({ kind }) => kind === 'open')
  return tags.filter((_, index) => shown.has(opened[index] ?? { kind: 'text', value: '' }))
}

/** What the site leaves out leads nowhere: that it is left out is told by itself. */
function htmlLinks(tag: HtmlTag): Link[] {
  const { line, column, endLine, endColumn } = tag
  const at = { line, column, endLine, endColumn }
  const text = attributeOf(tag, 'alt') ?? tag.text
  return tag.attributes
    .filter((attribute) => reachesSite(tag, attribute))
    .flatMap((attribute) => {
      const written = placeOfAttribute(attribute)
      return targetsOf(attribute).map(({ kind, url }): Link => ({ kind, url, text, ...at, written }))
    })
}

/** The targets that an attribute of raw HTML names. */
function targetsOf({ name, value }: HtmlTagAttribute): Pick<Link, 'kind' | 'url'>[] {
  if (name === 'href') return [{ kind: 'html', url: value }]
  if (name === 'src') return [{ kind: 'html-image', url: value }]
  return name === 'srcset' ? candidatesOf(value).map((url) => ({ kind: 'html-image', url })) : []
}

/** HTML, "parsing a srcset attribute": a URL goes up to white space, so commas in it are its own, but for those at its end. */
function candidatesOf(srcset: string): string[] {
  const candidate = /[\s,]*([^\s,]\S*?)(?:,+(?=\s|$)|(?=\s|$)[^,]*)/gy
  return [...srcset.matchAll(candidate)].map(([, url = '']) => url)
}

function placeOfAttribute({ line, column, endLine, endColumn }: Place): Place {
  return { line, column, endLine, endColumn }
}
