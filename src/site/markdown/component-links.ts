import { type Component, isComponent, type Parent } from './element.ts'
import { type Destination, type ImageSource, type LinkResolver, relationOf, statusContent } from './links.ts'

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
