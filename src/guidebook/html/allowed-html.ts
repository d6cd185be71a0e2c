import { defaultSchema, type Schema } from 'hast-util-sanitize'
import type { Place } from '../../finding/finding.ts'
import type { HtmlPart } from './html.ts'
import { attributeOf, type HtmlTag, type HtmlTagAttribute } from './html-tag.ts'

type Definitions = NonNullable<NonNullable<Schema['attributes']>[string]>

const { '*': onAll = [], a: onLinks = [], ...others } = defaultSchema.attributes ?? {}

/** What GitHub lets through besides. Source: html-pipeline, `SanitizationFilter`. */
const further = ['abbr', 'bdo', 'caption', 'cite', 'dfn', 'figcaption', 'figure', 'mark', 'small', 'time', 'wbr']

/**
 * The HTML that GitHub lets through (hast-util-sanitize's default and what it lacks), with these differences: ids keep their names, so
 * that a link to one works without a script; `name` is kept on links alone, since on an image it would hide a property
 * of `document`; what stands inside elements that are not text is dropped with them; and targets of links and images
 * pass here with any scheme, since Waymark judges them when it resolves them.
 */
export const allowedHtml: Schema & { strip: string[] } = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), ...further],
  attributes: { ...others, a: [...onLinks, 'name'], '*': onAll.filter((name) => name !== 'name') },
  clobber: [],
  protocols: { cite: ['http', 'https'], longDesc: ['http', 'https'] },
  strip: ['script', 'style', 'iframe', 'noscript', 'template', 'object', 'svg', 'math', 'textarea', 'title', 'xmp'],
}

const allowedNames = new Set(allowedHtml.tagNames)

/** Ids that begin so are the layout's own. */
export const reservedId = /^wm-/i

/** A tag or an attribute of raw HTML that does not reach the site. */
export interface DroppedHtml extends Place {
  /** As a reader of the source knows it: `<script>`, or `onclick` of `<b>`. */
  what: string
  /** The name of an attribute; absent for a tag. */
  attribute?: string
}

/** Whether a reader misses it, as a tag that is gone, but not `target="_blank"`. */
export function isMissed({ attribute }: DroppedHtml): boolean {
  return attribute === undefined || /^(?:on|style$|srcdoc$)/.test(attribute)
}

/** What of a page's raw HTML is dropped, each at its place. */
export function readDroppedHtml(tags: Iterable<HtmlTag[]>): DroppedHtml[] {
  return [...tags].flatMap((ofNode) => withoutMediaParts(ofNode).flatMap(droppedOf))
}

/** A film or a sound is told once, and not its sources and subtitles too. */
function withoutMediaParts(tags: HtmlTag[]): HtmlTag[] {
  const first = tags.findIndex(({ name }) => /^(?:video|audio|object)$/.test(name))
  return first === -1 ? tags : tags.filter((tag, index) => index < first || !isMediaPart(tag))
}

function isMediaPart(tag: HtmlTag): boolean {
  return tag.name === 'track' || tag.name === 'param' || (tag.name === 'source' && !attributeOf(tag, 'srcset'))
}

/** The anchors that a page's raw HTML makes, beside those of the headings. */
export function readHtmlAnchors(tags: Iterable<HtmlTag[]>): string[] {
  return [...tags].flatMap((ofNode) => ofNode.flatMap(anchorsOf))
}

function anchorsOf(tag: HtmlTag): string[] {
  if (!isAllowedName(tag.name)) return []
  const anchors = tag.attributes.filter((attribute) => /^(?:id|name)$/.test(attribute.name) && isKept(tag, attribute))
  return anchors.map(({ value }) => value).filter((value) => value !== '')
}

function droppedOf(tag: HtmlTag): DroppedHtml[] {
  const { line, column, endLine, endColumn } = tag
  if (!isAllowedName(tag.name)) return [{ what: `<${tag.name}>`, line, column, endLine, endColumn }]
  return tag.attributes
    .filter((attribute) => !isKept(tag, attribute))
    .map(({ name, value: _, ...place }) => ({ what: `${name}\` of \`<${tag.name}>`, attribute: name, ...place }))
}

/** Whether elements of this name reach the site. */
export function isAllowedName(name: string): boolean {
  return allowedNames.has(name)
}

/** Whether an attribute of a tag, and the tag itself, reach the site. */
export function reachesSite(tag: HtmlTag, attribute: HtmlTagAttribute): boolean {
  return isAllowedName(tag.name) && isKept(tag, attribute)
}

/** Without what stands in elements that are dropped whole: those that are closed too. */
export function shownParts(parts: HtmlPart[]): HtmlPart[] {
  const ends = new Map(parts.map((part, index) => [part.kind === 'close' ? part.name : undefined, index]))
  let hidden: string | undefined
  return parts.filter((part, index) => {
    if (part.kind === 'close' && part.name === hidden) hidden = undefined
    const isShown = hidden === undefined
    if (isShown && part.kind === 'open' && isDroppedWhole(part.name) && (ends.get(part.name) ?? -1) > index)
      hidden = part.name
    return isShown
  })
}

/** Whether elements of this name are dropped with all that stands in them. */
export function isDroppedWhole(name: string): boolean {
  return allowedHtml.strip.includes(name)
}

function isKept(tag: HtmlTag, { name, value }: HtmlTagAttribute): boolean {
  if (/^(?:id|name)$/.test(name) && reservedId.test(value)) return false
  const own = allowedHtml.attributes?.[tag.name] ?? []
  const definitions = [...own, ...(allowedHtml.attributes?.['*'] ?? [])].filter((entry) => isNamed(entry, name))
  return definitions.some((definition) => allowsValue(definition, value))
}

/** Whether the sanitizer's name for a property, `dataFootnoteRef`, stands for an attribute, `data-footnote-ref`. */
function isNamed(definition: Definitions[number], attribute: string): boolean {
  const property = String(Array.isArray(definition) ? definition[0] : definition).toLowerCase()
  return property.replace(/^classname$/, 'class').replace(/^htmlfor$/, 'for') === attribute.replaceAll('-', '')
}

/** Of a list such as `class`, it is enough that one word is kept. */
function allowsValue(definition: Definitions[number], value: string): boolean {
  if (!Array.isArray(definition) || definition.length === 1) return true
  const [, ...allowed] = definition
  const words = value.split(/\s+/)
  return allowed.some((entry) => entry === true || words.some((word) => fits(entry, word)))
}

function fits(allowed: unknown, word: string): boolean {
  return allowed instanceof RegExp ? allowed.test(word) : allowed === word
}
