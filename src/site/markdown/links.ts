import type { Element, ElementContent } from 'hast'
import type { ServiceStatus } from '../../status-model/rollup.ts'
import { statusElement } from '../status/badge.ts'
import { type Fact, factElement } from '../status/fact.ts'
import { type Component, element, isComponent, type Parent, replaceElements } from './element.ts'

/** Where a link leads on the site. */
export type Destination =
  | { kind: 'link'; href: string }
  | { kind: 'external'; href: string }
  /** A live status, as it was last known; with the value that a fragment asks of it. */
  | { kind: 'status'; id: string; status: ServiceStatus; fact?: Fact }
  /** Nowhere: the text stays, `reason` says why it is no link. */
  | { kind: 'none'; reason: string }

/** Where an image is loaded from. */
export type ImageSource =
  | { kind: 'image'; src: string; width?: number; height?: number }
  | { kind: 'external'; href: string }
  | { kind: 'none'; reason: string }

/** Finds the destinations of a page's links and images. */
export interface LinkResolver {
  link(url: string): Destination
  image(url: string): ImageSource
}

/** Rewrites one link of a page for the site. */
export function link(anchor: Element, resolver: LinkResolver): Element | ElementContent[] {
  const { href, ...properties } = anchor.properties
  if (typeof href !== 'string') return { ...anchor, properties }
  // Raw HTML can say that it is a footnote's link, too, but then it stays on the page.
  const isFootnote = 'dataFootnoteRef' in properties || 'dataFootnoteBackref' in properties
  if (isFootnote && href.startsWith('#')) return anchor
  const destination = resolver.link(href)
  switch (destination.kind) {
    case 'link':
      return outsideState({ ...anchor, properties: { ...properties, href: destination.href } })
    case 'external':
      return outsideState({
        ...anchor,
        properties: { ...properties, href: destination.href, ...relationOf(destination.href) },
      })
    case 'status':
      return statusContent(destination, anchor.children)
    case 'none':
      return element('span', { className: ['dead-link'], title: destination.reason }, anchor.children)
  }
}

/** Code that a probe asks may be a link, too: its state stands beside the link, which is not about the state. */
function outsideState(anchor: Element): Element {
  const [state] = anchor.children
  const isState = state?.type === 'element' && state.tagName === 'waymark-status'
  if (!isState || anchor.children.length > 1) return anchor
  const [code, ...sign] = state.children
  return code ? { ...state, children: [{ ...anchor, children: [code] }, ...sign] } : anchor
}

/** What a link to a status becomes: its text with the state beside it, or with the value that was found. */
export function statusContent(
  { id, status, fact }: Extract<Destination, { kind: 'status' }>,
  content: ElementContent[],
): Element {
  return fact ? factElement(id, status, fact, content) : statusElement(id, status, content)
}

/** Another site is marked as one; a letter or a call leaves no site. */
export function relationOf(href: string): { rel?: string[] } {
  return /^https?:/i.test(href) ? { rel: ['external', 'noreferrer'] } : {}
}

/** Rewrites one image. An image of another origin is not loaded: a link to it stands in its place. */
export function image(img: Element, resolver: LinkResolver): Element {
  const { src, srcSet: _, alt, ...properties } = img.properties
  const text = typeof alt === 'string' && alt !== '' ? alt : 'image'
  const source =
    typeof src === 'string' ? resolver.image(src) : { kind: 'none' as const, reason: 'The image has no source' }
  if (source.kind === 'external') {
    return element('a', { className: ['external-image'], href: source.href, rel: ['external', 'noreferrer'] }, [
      `Image: ${text}`,
    ])
  }
  if (source.kind === 'none')
    return element('span', { className: ['dead-link'], title: source.reason }, [`Image: ${text}`])
  const size =
    properties.width === undefined && properties.height === undefined
      ? { width: source.width, height: source.height }
      : {}
  return element('img', {
    ...properties,
    ...size,
    src: source.src,
    alt: typeof alt === 'string' ? alt : '',
    loading: 'lazy',
    decoding: 'async',
  })
}

/** A picture for one of two themes: only candidates of the site itself are kept. */
export function pictureSource(source: Element, resolver: LinkResolver): Element[] {
  const candidates = String(source.properties.srcSet ?? '').split(',')
  const kept = candidates.flatMap((candidate) => {
    const [url = '', ...size] = candidate.trim().split(/\s+/)
    const found = url === '' ? undefined : resolver.image(url)
    return found?.kind === 'image' ? [[found.src, ...size].join(' ')] : []
  })
  return kept.length === 0 ? [] : [{ ...source, properties: { ...source.properties, srcSet: kept.join(', ') } }]
}

/** An image inside a link may have become a link itself, which cannot stand in one. Changes the link. */
export function withoutInnerLinks(anchor: Element): Element {
  replaceElements(anchor, (inner) => (inner.tagName === 'a' ? element('span', {}, inner.children) : inner))
  return anchor
}

/** Plain values of properties, by name; undefined takes a property away. */
type Values = Record<string, string | undefined>

/** Rewrites the targets that properties of components and tags name in MDX, as far as they are plain texts. Changes the tree. */
export function resolveComponents(parent: Parent, resolver: LinkResolver): void {
  for (const child of parent.children) {
    if (isComponent(child)) resolveComponent(child, resolver)
    if (isComponent(child) || child.type === 'element') resolveComponents(child, resolver)
  }
}

function resolveComponent(component: Component, resolver: LinkResolver): void {
  const change = component.name === 'a' ? anchor : component.name === 'img' ? picture : properties
  change(component, resolver)
}

function anchor(tag: Component, resolver: LinkResolver): void {
  const href = propertyOf(tag, 'href')
  if (href === undefined) return
  const destination = resolver.link(href)
  if (destination.kind === 'none' || destination.kind === 'status') tag.name = 'span'
  if (destination.kind === 'status') tag.children = [statusContent(destination, tag.children)]
  set(tag, anchorValues(destination))
}

function anchorValues(destination: Destination): Values {
  switch (destination.kind) {
    case 'link':
      return { href: destination.href }
    case 'external':
      return { href: destination.href, rel: relationOf(destination.href).rel?.join(' ') }
    case 'status':
      return { href: undefined }
    case 'none':
      return { href: undefined, class: 'dead-link', title: destination.reason }
  }
}

function picture(tag: Component, resolver: LinkResolver): void {
  const src = propertyOf(tag, 'src')
  if (src === undefined) return
  const source = resolver.image(src)
  if (source.kind === 'image') set(tag, { src: source.src, ...sizeOf(tag, source), decoding: 'async' })
  else replacePicture(tag, source)
}

function sizeOf(tag: Component, { width, height }: { width?: number; height?: number }): Values {
  const hasSize = tag.attributes.some((attribute) => 'name' in attribute && /^(?:width|height)$/.test(attribute.name))
  return hasSize || !width || !height ? {} : { width: String(width), height: String(height) }
}

/** As in Markdown, an image of another origin is not loaded, and one that is not there is its text. */
function replacePicture(tag: Component, source: Exclude<ImageSource, { kind: 'image' }>): void {
  tag.children = [{ type: 'text', value: `Image: ${propertyOf(tag, 'alt') || 'image'}` }]
  tag.name = source.kind === 'external' ? 'a' : 'span'
  tag.attributes = []
  if (source.kind === 'none') set(tag, { class: 'dead-link', title: source.reason })
  else set(tag, { class: 'external-image', href: source.href, rel: 'external noreferrer' })
}

/** What leads nowhere is left to the component as it is written. */
function properties(component: Component, resolver: LinkResolver): void {
  for (const name of ['href', 'to', 'src']) {
    const written = propertyOf(component, name)
    if (written === undefined) continue
    const image = name === 'src' ? resolver.image(written) : undefined
    const link = image?.kind === 'image' ? undefined : resolver.link(written)
    if (image?.kind === 'image') set(component, { [name]: image.src })
    else if (link?.kind === 'link' || link?.kind === 'external') set(component, { [name]: link.href })
  }
}

function propertyOf({ attributes }: Component, name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.type === 'mdxJsxAttribute' && attribute.name === name)
  return typeof found?.value === 'string' ? found.value : undefined
}

function set(component: Component, values: Values): void {
  const kept = component.attributes.filter(
    (attribute) => !('name' in attribute && Object.hasOwn(values, attribute.name)),
  )
  const added = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ type: 'mdxJsxAttribute' as const, name, value }],
  )
  component.attributes = [...kept, ...added]
}
