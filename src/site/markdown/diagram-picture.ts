import { createHash } from 'node:crypto'
import type { Drawing } from '../../diagrams/page/drawing.ts'
import { leastWidth } from '../../diagrams/page/readable-size.ts'
import { serviceOf } from '../../diagrams/page/service.ts'
import { safeValue } from '../../svg/css.ts'
import { escapedText, rewriteSvg, type SvgAttribute, type SvgElement } from '../../svg/rewrite.ts'
import { fragmentUrl } from '../../svg/url.ts'
import type { ServiceMention } from '../status/service.ts'
import { type LinkResolver, relationOf } from './links.ts'

export interface PictureOptions {
  services: readonly ServiceMention[]
  links: Pick<LinkResolver, 'link'>
  /** Which time this diagram stands on the page, from 1: ids differ. */
  occurrence: number
  /** The pictures that were made already, where they are the same on each page. */
  known?: KnownPictures
}

/** Pictures without links, as they stand in pages, by their drawings. */
export type KnownPictures = Map<Drawing, string>

/**
 * Another text after each change of what the HTML of a drawing depends on besides our code and the place where it stands;
 * undefined where links may stand in it. The picture need not be vetted for that.
 */
export function pictureState(drawing: Drawing, services: readonly ServiceMention[]): string | undefined {
  if ([drawing.svg, drawing.dark].some((svg) => svg !== undefined && /<a[\s>]|href/i.test(svg))) return undefined
  const named = drawing.nodes.map((node) => serviceOf(node, services)?.id ?? null)
  return createHash('sha256')
    .update(JSON.stringify([drawing, named]))
    .digest('hex')
}

/** More than these are not kept: they would take memory rather than save time. */
const mostKnown = 500

/**
 * A drawing as HTML, to be printed as it is: the SVG, or one for each theme, after an empty one that is as wide as the
 * picture must at least be, since a page has no inline style to say it. Undefined where the drawing is not one that
 * may stand in a page.
 */
export function pictureHtml(drawing: Drawing, options: PictureOptions): string | undefined {
  const { known, links, occurrence } = options
  const found = occurrence === 1 ? known?.get(drawing) : undefined
  if (found !== undefined) return found
  let hasLinks = false
  const link = (url: string) => {
    hasLinks = true
    return links.link(url)
  }
  const made = madePicture(drawing, { ...options, links: { link } })
  if (known && made !== undefined && occurrence === 1 && !hasLinks && known.size < mostKnown) known.set(drawing, made)
  return made
}

function madePicture(drawing: Drawing, options: PictureOptions): string | undefined {
  const suffix = options.occurrence > 1 ? `-${options.occurrence}` : ''
  const light = inlineSvg(drawing.svg, drawing, { ...options, suffix })
  const dark = drawing.dark === undefined ? '' : inlineSvg(drawing.dark, drawing, { ...options, suffix: `b${suffix}` })
  if (light === undefined || dark === undefined) return undefined
  const sizer = `<svg class="diagram-least" width="${leastWidth(drawing)}" height="0" aria-hidden="true"></svg>`
  return sizer + (dark === '' ? light : inTheme(light, 'light') + inTheme(dark, 'dark'))
}

/** Which of two pictures is shown is the style sheet's to say. */
function inTheme(svg: string, theme: 'light' | 'dark'): string {
  return svg.replace(/^<svg/, `<svg class="diagram-${theme}"`)
}

function inlineSvg(
  svg: string,
  drawing: Drawing,
  { services, links, suffix }: PictureOptions & { suffix: string },
): string | undefined {
  const { nodes } = drawing
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const rules: SvgRules = {
    link: (url) => {
      const destination = links.link(url)
      const isLink = destination.kind === 'link' || destination.kind === 'external'
      return isLink ? { href: destination.href, ...relationOf(destination.href) } : undefined
    },
    service: (id) => {
      const node = byId.get(id)
      return node && serviceOf(node, services)?.id
    },
  }
  const vetted = sanitizedSvg(svg, rules)
  if (!vetted) return undefined
  const prefix = vetted.prefix ?? `d-${createHash('sha256').update(svg).digest('hex').slice(0, 10)}`
  return named(vetted.svg, drawing, { prefix, isGroup: vetted.hasLinks }).replaceAll(prefix, `${prefix}${suffix}`)
}

/** The words that a drawing brings along, at the head of it. */
const ownWords = /^<svg([^>]*)>(?:<title[^>]*>([^<]*)<\/title>)?(?:<desc[^>]*>[^<]*<\/desc>)?/

/** Tells readers who do not see it what it shows. A picture is one thing to them, unless there are links to reach in it. */
function named(
  svg: string,
  { title, description }: Drawing,
  { prefix, isGroup }: { prefix: string; isGroup: boolean },
): string {
  const [name, text] = [`${prefix}-name`, `${prefix}-text`]
  const [details, tail] =
    description === ''
      ? ['', '']
      : [` aria-describedby="${text}"`, `<desc id="${text}">${escapedText(description)}</desc>`]
  return svg.replace(ownWords, (_head, attributes: string, kind: string | undefined) => {
    // A title is shown by browsers, too, where the pointer rests: the kind of a diagram is none.
    const [label, head] =
      title === undefined
        ? [`aria-label="${(kind || 'Diagram').replaceAll('"', '&quot;')}"`, '']
        : [`aria-labelledby="${name}"`, `<title id="${name}">${escapedText(title)}</title>`]
    const own = attributes.replace(/\s(?:role|aria-\w+)="[^"]*"/g, '')
    return `<svg${own} role="${isGroup ? 'group' : 'img'}" ${label}${details}>${head}${tail}`
  })
}

/** What is made of parts of an SVG on its way into a page. */
export interface SvgRules {
  /** Where a link of the diagram leads, as it is written there; undefined for nowhere. */
  link: (url: string) => { href: string; rel?: string[] } | undefined
  /** The id of the service that a node stands for, by the node's id. */
  service: (node: string) => string | undefined
}

export interface SanitizedSvg {
  svg: string
  /** What every id in it begins with; absent where there are none. */
  prefix?: string
  hasLinks: boolean
}

/** What src/diagrams/page writes, and nothing else. */
const elements = new Set(
  (
    'svg g defs symbol use path rect circle ellipse line polyline polygon text title desc a marker lineargradient ' +
    'radialgradient stop clippath mask pattern'
  ).split(' '),
)
const attributes = new Set(
  (
    'xmlns viewbox width height role aria-label aria-labelledby aria-describedby id x y x1 y1 x2 y2 cx cy r rx ry fx fy d ' +
    'points transform refx refy markerwidth markerheight markerunits orient offset pathlength gradienttransform ' +
    'gradientunits spreadmethod patterntransform patternunits patterncontentunits clippathunits maskunits ' +
    'maskcontentunits preserveaspectratio textlength lengthadjust font-family font-size font-weight font-style ' +
    'letter-spacing text-decoration fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray ' +
    'stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit paint-order marker-start marker-mid marker-end ' +
    'clip-rule opacity clip-path mask stop-color stop-opacity'
  ).split(' '),
)
/**
 * Reads an SVG and writes it anew: undefined where something in it must not stand in a page. The maker has made it safe;
 * but it comes from a cache, which is a file like others. Nodes get their services, and links their addresses.
 */
export function sanitizedSvg(svg: string, rules: SvgRules): SanitizedSvg | undefined {
  let hasLinks = false
  const attributes = (element: SvgElement): SvgAttribute[] => {
    if (element.isHtml || !elements.has(element.name.toLowerCase())) throw new Error(`Unexpected <${element.name}>`)
    const kept = element.attributes.flatMap((attribute) => keptAttribute(element.name, attribute, rules))
    hasLinks ||= element.name === 'a' && kept.some(({ name }) => name === 'href')
    return kept
  }
  try {
    const { svg: written, dropped } = rewriteSvg(svg, { attributes, style: () => '', isInline: true })
    if (dropped.size > 0) return undefined
    const prefix = /\sid="(d-[0-9a-f]+)/.exec(written)?.[1]
    return { svg: written, hasLinks, ...(prefix !== undefined && { prefix }) }
  } catch {
    return undefined
  }
}

/** An attribute as it stays, none where it goes. @throws where it must not be */
function keptAttribute(
  element: string,
  { name: written, value }: SvgAttribute,
  { link, service }: SvgRules,
): SvgAttribute[] {
  const name = written.toLowerCase()
  if (name === 'data-node') return given('data-service', service(value))
  if (name === 'href' || name === 'xlink:href') {
    if (element !== 'a') return /^#d-[\w-]+$/.test(value) ? given('href', value) : refuse(written)
    const target = link(value)
    return target ? [...given('href', target.href), ...given('rel', target.rel?.join(' '))] : []
  }
  const isSafe = attributes.has(name) && (!/[(\\]/.test(value) || safeValue(value, fragmentUrl) !== undefined)
  if (!isSafe || (name === 'id' && !/^d-[0-9a-f]/.test(value))) refuse(written)
  return [{ name: written, value }]
}

function refuse(attribute: string): never {
  throw new Error(`Unexpected ${attribute}`)
}

function given(name: string, value: string | undefined): SvgAttribute[] {
  return value === undefined ? [] : [{ name, value }]
}
