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

/** One tag; a value may hold any character but its quote. */
const tag = /<(\/?)([a-z][\w:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/gi
const attribute = /\s+([^\s"'=/]+)\s*=\s*("[^"]*"|'[^']*')/g

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
/** What may stand before a bracket in a value. A browser reads `\75rl(` and `&#117;rl(` as an address, too. */
const functions =
  /^(?:[^(&\\]|&(?:lt|gt|quot|amp|#39);|\b(?:matrix|translate|scale|rotate|skew[XY]|light-dark|rgba?|hsla?)\(|\burl\((?:&quot;)?#)*$/

/**
 * Looks at each tag of an SVG once: undefined where there is one that must not stand in a page. The maker has made it
 * safe; but it comes from a cache, which is a file like others. Nodes get their services, and links their addresses.
 */
export function vettedSvg(svg: string, rules: SvgRules): VettedSvg | undefined {
  const parts = svg.split(tag)
  // Each tag gives three parts, and the text behind it a fourth.
  const tags = Array.from({ length: (parts.length - 1) / 4 }, (_, index) => {
    const [slash = '', name = '', attributes = '', text = ''] = parts.slice(4 * index + 1, 4 * index + 5)
    const kept = elements.has(name.toLowerCase()) ? keptAttributes(name, attributes, rules) : undefined
    return kept === undefined || text.includes('<') ? undefined : `<${slash}${name}${kept}>${text}`
  })
  if (parts[0] !== '' || tags.includes(undefined) || !isOneElement(parts)) return undefined
  const prefix = /\sid="(d-[0-9a-f]+)/.exec(svg)?.[1]
  return {
    svg: tags.join(''),
    hasLinks: tags.some((one) => /^<a\b[^>]* href=/.test(one ?? '')),
    ...(prefix !== undefined && { prefix }),
  }
}

/** Whether each tag is closed, in turn, and the last one is the first: nothing of it is left open or stands behind it. */
function isOneElement(parts: readonly string[]): boolean {
  const open: string[] = []
  for (let at = 1; at + 2 < parts.length; at += 4) {
    const [slash, name = '', attributes = ''] = parts.slice(at, at + 3)
    if (open.length === 0 && (at > 1 || name !== 'svg')) return false
    if (slash === '/') {
      if (open.pop() !== name) return false
    } else if (!attributes.trimEnd().endsWith('/')) open.push(name)
  }
  return open.length === 0 && parts.at(-1) === ''
}

/** The attributes of a tag as they stay; undefined where one must not be. */
function keptAttributes(element: string, text: string, rules: SvgRules): string | undefined {
  const found = [...text.matchAll(attribute)]
  const end = /^\s*(\/?)\s*$/.exec(text.replace(attribute, ''))?.[1]
  const kept = found.map(([, name = '', quoted = '']) =>
    keptAttribute(element, { name, value: quoted.slice(1, -1) }, rules),
  )
  return end === undefined || kept.includes(undefined) ? undefined : kept.join('') + end
}

/** An attribute as it stays, empty where it goes, undefined where it must not be. */
function keptAttribute(
  element: string,
  { name: written, value }: { name: string; value: string },
  { link, service }: SvgRules,
): string | undefined {
  const name = written.toLowerCase()
  if (name === 'data-node') return given('data-service', service(unescaped(value)))
  if (name === 'href' || name === 'xlink:href') {
    if (element !== 'a') return /^#d-[\w-]+$/.test(value) ? given(name, value) : undefined
    const target = link(unescaped(value))
    return target ? given('href', target.href) + given('rel', target.rel?.join(' ')) : ''
  }
  if (!attributes.has(name) || !functions.test(value)) return undefined
  if (name === 'id' && !/^d-[0-9a-f]/.test(value)) return undefined
  return ` ${written}="${value.replaceAll('"', '&quot;')}"`
}

function given(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${escaped(value)}"`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
