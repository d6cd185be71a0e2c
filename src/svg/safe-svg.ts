import { animatedAttributes, animationElements, htmlAttributes, plainAttributes, svgAttributes } from './allow-list.ts'
import { safeDeclarations, safeStyleSheet, safeValue } from './css.ts'
import { type RewriteRules, type RewrittenSvg, rewriteSvg, type SvgAttribute, type SvgElement } from './rewrite.ts'
import { sourceText } from './source-text.ts'
import { dataFont, dataImage, fragmentUrl, linkUrl } from './url.ts'

/** A picture as it is published. */
export interface SafeSvg {
  kind: 'picture'
  svg: string
  /** What a browser would have run or loaded, each once: it is not in it. */
  dropped: string[]
}

/** Why a file is not published. */
export interface UnreadableSvg {
  kind: 'unreadable'
  reason: string
}

/** How deep pictures may stand in the addresses of pictures. */
const deepest = 3

/** How many things that were left out are told, and how many characters of each: names are a stranger's. */
const mostTold = 5
const longest = 120

/**
 * A picture that runs nothing and loads nothing, wherever it is opened: what an allow-list keeps of an SVG file. The
 * file may be packed by gzip.
 */
export function safeSvg(file: Uint8Array): SafeSvg | UnreadableSvg {
  try {
    const { svg, dropped } = rewritten(file, deepest)
    return { kind: 'picture', svg, dropped: [...dropped].slice(0, mostTold).map((what) => what.slice(0, longest)) }
  } catch (error) {
    return { kind: 'unreadable', reason: (error instanceof Error ? error.message : String(error)).slice(0, longest) }
  }
}

function rewritten(file: Uint8Array, depth: number): RewrittenSvg {
  return rewriteSvg(sourceText(file), rulesFor(depth))
}

function rulesFor(depth: number): RewriteRules {
  const image = (url: string) => dataImage(url, (bytes) => nested(bytes, depth))
  const paint = (url: string) => fragmentUrl(url) ?? image(url)
  const judge = { image, paint }
  return {
    attributes: (element, drop) => keptAttributes(element, judge, drop),
    style: (css, drop) => {
      const { css: kept, dropped } = safeStyleSheet(css, paint, dataFont)
      for (const what of dropped) drop(what)
      return kept
    },
  }
}

function nested(bytes: Uint8Array, depth: number): string | undefined {
  if (depth <= 1) return undefined
  try {
    return rewritten(bytes, depth - 1).svg
  } catch {
    return undefined
  }
}

interface UrlRules {
  image: (url: string) => string | undefined
  paint: (url: string) => string | undefined
}

type Drop = (what: string) => void

function keptAttributes(element: SvgElement, urls: UrlRules, drop: Drop): SvgAttribute[] | undefined {
  const { name, attributes } = element
  const said = (attribute: string) => attributes.find(({ name }) => name === attribute)?.value
  if (animationElements.has(name) && !mayAnimate(said('attributeName'))) return undefined
  // A style sheet in another language is none to a browser.
  if (name === 'style' && !/^(?:text\/css)?$/i.test(said('type')?.trim() ?? '')) return undefined
  const tell = (attribute: string) => drop(`${attribute}\` of \`<${name}>`)
  const hasOwn = said('href') !== undefined
  return attributes.flatMap(({ name: written, value }): SvgAttribute[] => {
    const isAddress = /^(?:(?:xlink:)?href|src|xml:base)$/.test(written)
    if (isAddress && written.startsWith('xlink:') && hasOwn) return []
    const kept = isAddress
      ? keptUrl(element, written, value, urls)
      : keptValue(element, written, value, urls.paint, tell)
    if (kept === undefined && (isAddress || /^on/i.test(written))) tell(written)
    return kept === undefined ? [] : [{ name: written.replace(/^xlink:/, ''), value: kept }]
  })
}

/** An animation without a name of its own moves its parent. */
function mayAnimate(attribute: string | undefined): boolean {
  return attribute === undefined || animatedAttributes.has(attribute.trim())
}

function keptUrl(element: SvgElement, attribute: string, value: string, { image }: UrlRules): string | undefined {
  if (attribute === 'xml:base') return undefined
  if (element.isHtml) {
    if (element.name === 'img') return attribute === 'src' ? image(value) : undefined
    return element.name === 'a' && attribute === 'href' ? linkUrl(value) : undefined
  }
  if (attribute === 'src') return undefined
  if (element.name === 'a') return linkUrl(value)
  return fragmentUrl(value) ?? (/^(?:image|feImage)$/.test(element.name) ? image(value) : undefined)
}

function keptValue(
  { isHtml }: SvgElement,
  name: string,
  value: string,
  paint: UrlRules['paint'],
  tell: (attribute: string) => void,
): string | undefined {
  if (name === 'style') {
    const { css, dropped } = safeDeclarations(value, paint)
    if (dropped.length > 0) tell('style')
    return css === '' ? undefined : css
  }
  if (plainAttributes.test(name)) return value
  if (name === 'xml:space') return value
  if (!(isHtml ? htmlAttributes : svgAttributes).has(name)) return undefined
  // Only what has a bracket, or hides one, can name something else.
  if (!/[(\\]/.test(value)) return value
  const kept = safeValue(value, paint)
  if (kept === undefined && /url/i.test(value)) tell(name)
  return kept
}
