import { safeValue } from '../../svg/css.ts'
import { rewriteSvg, type SvgAttribute, type SvgElement } from '../../svg/rewrite.ts'
import { fragmentUrl } from '../../svg/url.ts'

/** What is made of parts of an SVG on its way into a page. */
export interface SvgRules {
  /** Where a link of the diagram leads, as it is written there; undefined for nowhere. */
  link: (url: string) => { href: string; rel?: string[] } | undefined
  /** The id of the service that a node stands for, by the node's id. */
  service: (node: string) => string | undefined
}

export interface VettedSvg {
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
export function vettedSvg(svg: string, rules: SvgRules): VettedSvg | undefined {
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
