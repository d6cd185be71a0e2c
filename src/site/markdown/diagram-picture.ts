import { createHash } from 'node:crypto'
import type { Drawing } from '../../diagrams/page/drawing.ts'
import { serviceOf } from '../../diagrams/page/service.ts'
import type { ServiceMention } from '../status/service.ts'
import { type SvgRules, vettedSvg } from './diagram-svg.ts'
import { type LinkResolver, relationOf } from './links.ts'

export interface PictureOptions {
  services: readonly ServiceMention[]
  links: Pick<LinkResolver, 'link'>
  /** Which time this diagram stands on the page, from 1: ids differ. */
  occurrence: number
}

/** No text of a diagram is shown smaller than at this part of its size, nearly 12 pixels; what is wider scrolls. */
const leastScale = 0.73

/**
 * A drawing as HTML, to be printed as it is: the SVG, or one for each theme, after an empty one that is as wide as the
 * picture must at least be, since a page has no inline style to say it. Undefined where the drawing is not one that
 * may stand in a page.
 */
export function pictureHtml(drawing: Drawing, options: PictureOptions): string | undefined {
  const suffix = options.occurrence > 1 ? `-${options.occurrence}` : ''
  const light = inlineSvg(drawing.svg, drawing, { ...options, suffix })
  const dark = drawing.dark === undefined ? '' : inlineSvg(drawing.dark, drawing, { ...options, suffix: `b${suffix}` })
  if (light === undefined || dark === undefined) return undefined
  const least = Math.ceil(Math.max(0, drawing.width || 0) * leastScale)
  const sizer = `<svg class="diagram-least" width="${least}" height="0" aria-hidden="true"></svg>`
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
  const vetted = vettedSvg(svg, rules)
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
    description === '' ? ['', ''] : [` aria-describedby="${text}"`, `<desc id="${text}">${escaped(description)}</desc>`]
  return svg.replace(ownWords, (_head, attributes: string, kind: string | undefined) => {
    // A title is shown by browsers, too, where the pointer rests: the kind of a diagram is none.
    const [label, head] =
      title === undefined
        ? [`aria-label="${(kind || 'Diagram').replaceAll('"', '&quot;')}"`, '']
        : [`aria-labelledby="${name}"`, `<title id="${name}">${escaped(title)}</title>`]
    const own = attributes.replace(/\s(?:role|aria-\w+)="[^"]*"/g, '')
    return `<svg${own} role="${isGroup ? 'group' : 'img'}" ${label}${details}>${head}${tail}`
  })
}

/** A text as SVG holds it. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
