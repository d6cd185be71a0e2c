import type { Nodes, Root } from 'mdast'
import type { Place } from '../../finding/finding.ts'
import { placeOf, walk } from '../parse/node.ts'
import type { Link } from './link.ts'

const targets = new Set(['href', 'src', 'to'])

/** Tags of HTML whose `src` is no image. */
const otherSources = new Set(['video', 'audio', 'source', 'track', 'iframe', 'embed', 'script'])

interface Property {
  name: string
  value: string
}

/** A property of a component that names no target by itself; the project may say that it does. */
export interface ComponentProperty extends Place {
  /** Of the component: `Card`. */
  component: string
  name: string
  value: string
  /** Where the property is written, when that is certain. */
  written?: Place
}

/** The other properties of components in MDX, as far as they are plain texts. */
export function readComponentProperties(tree: Root, text: string): ComponentProperty[] {
  const found: ComponentProperty[] = []
  walk<Nodes>(tree, (node) => {
    const component = 'name' in node && typeof node.name === 'string' ? node.name : ''
    if (!/^[A-Z]/.test(component)) return
    for (const { name, value } of propertiesOf(node)) {
      if (targets.has(name) || (component === 'Status' && name === 'of')) continue
      const written = placeOfProperty(node, name, value, text)
      found.push({ component, name, value, ...(written ?? placeOf(node)), ...(written && { written }) })
    }
  })
  return found
}

/** Targets that properties of components and tags name in MDX, as far as they are plain texts; `<Status of>` names a service. */
export function readComponentLinks(tree: Root, text: string): Link[] {
  const links: Link[] = []
  walk<Nodes>(tree, (node) => {
    for (const { name, value } of propertiesOf(node)) {
      const isStatus = name === 'of' && 'name' in node && node.name === 'Status'
      if (!targets.has(name) && !isStatus) continue
      const written = placeOfProperty(node, name, value, text)
      const isImage = name === 'src' && !('name' in node && otherSources.has(String(node.name)))
      const kind = isImage ? 'html-image' : 'component'
      links.push({
        kind,
        url: isStatus ? `status:${value}` : value,
        text: '',
        ...(written ?? placeOf(node)),
        ...(written && { written }),
      })
    }
  })
  return links
}

/** The anchors that components and tags make in MDX. */
export function readComponentAnchors(tree: Root): string[] {
  const anchors: string[] = []
  walk<Nodes>(tree, (node) => {
    for (const { name, value } of propertiesOf(node)) if (name === 'id' || name === 'name') anchors.push(value)
  })
  return anchors
}

function propertiesOf(node: Nodes): Property[] {
  const found: object = node
  if (!/^mdxJsx(?:Flow|Text)Element$/.test(node.type) || !('attributes' in found)) return []
  const attributes: unknown = found.attributes
  return Array.isArray(attributes) ? attributes.filter(isProperty) : []
}

function isProperty(attribute: unknown): attribute is Property {
  if (typeof attribute !== 'object' || attribute === null) return false
  if (!('name' in attribute) || !('value' in attribute)) return false
  return typeof attribute.name === 'string' && typeof attribute.value === 'string'
}

/** The tree says where an element stands; its property is found when it is written there in one way only. */
function placeOfProperty(node: Nodes, name: string, value: string, text: string): Place | undefined {
  const { start, end } = node.position ?? {}
  if (start?.offset === undefined || end?.offset === undefined) return undefined
  const element = text.slice(start.offset, Math.min(end.offset, start.offset + 10_000))
  const candidates = [`${name}="${value}"`, `${name}='${value}'`].map((written) => element.indexOf(written))
  const at = candidates.find((index) => index >= 0)
  if (at === undefined) return undefined
  const before = element.slice(0, at).split(/\r\n|\n|\r/)
  const line = start.line + before.length - 1
  const column = (before.at(-1) ?? '').length + (before.length === 1 ? start.column : 1)
  if (/[\r\n]/.test(value)) return undefined
  return { line, column, endLine: line, endColumn: column + name.length + value.length + 3 }
}
