import { createHash } from 'node:crypto'
import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { isDiagram } from '../../diagrams/fence.ts'
import type { Drawing, Drawn } from '../../diagrams/page/drawing.ts'
import { needsTurnedSheet } from '../../diagrams/page/readable-size.ts'
import { namedIn } from '../../diagrams/page/service.ts'
import type { Finding } from '../../finding/finding.ts'
import type { Fence } from '../../guidebook/parts/block.ts'
import { escapedText } from '../../svg/rewrite.ts'
import { type PictureOptions, pictureHtml } from './diagram-picture.ts'
import { element } from './element.ts'
import type { Destination } from './links.ts'

/** What the diagrams of one page are shown with. */
export interface DiagramContext extends Pick<PictureOptions, 'services' | 'links' | 'known'> {
  /** The page's fences, in its order. */
  fences: readonly Fence[]
  /** The picture of a fence's value, where there is one. */
  drawn: (source: string) => Drawn | undefined
  /** The document in which a reader's browser draws what is not drawn yet. */
  frame: string
  /** In `dev` alone: why diagrams of the page cannot be drawn, by their check. */
  errors?: readonly Finding[]
}

/**
 * Shows the diagrams of one page, one after another: returns the element for a fence's text, or undefined for a text
 * that no fence has. Remembers which it has shown: ids must be unique on a page.
 */
export function diagramBlocks(world: DiagramContext): (text: string) => Element | undefined {
  const left = world.fences.filter(isDiagram)
  const shown = new Map<string, number>()
  return (text) => {
    const index = left.findIndex(({ value }) => withoutBlankEnds(value) === withoutBlankEnds(text))
    const [fence] = index < 0 ? [] : left.splice(index, 1)
    if (!fence) return undefined
    const occurrence = (shown.get(fence.value) ?? 0) + 1
    shown.set(fence.value, occurrence)
    return versioned(diagram(fence, occurrence, world), world)
  }
}

/** On the way to HTML a text gains an end of line and may lose a blank first line. */
function withoutBlankEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim()
}

function diagram(fence: Fence, occurrence: number, world: DiagramContext): Element {
  const source = fence.value
  const { services, links, known, errors = [] } = world
  const drawn = world.drawn(source)
  const problems = errors.flatMap((error) => errorIn(fence, error))
  if (problems.length > 0) return widget([errorFigure(source, 'There is an error in this diagram', problems)])
  if (!drawn) return undrawn(source, world)
  if (drawn.kind === 'undrawable') return widget([errorFigure(source, cannot, [drawn])])
  const picture = pictureHtml(drawn, { services, links, occurrence, ...(known && { known }) })
  return widget([picture === undefined ? errorFigure(source, cannot, [notPublished]) : figure(source, drawn, picture)])
}

const cannot = 'This diagram cannot be drawn'
const notPublished: DiagramError = { message: 'Unexpected parts in its picture, expected shapes and text' }

/** The source, for a reader's browser to draw. */
function undrawn(source: string, { frame, links, services }: DiagramContext): Element {
  const targets = linksIn(source, links)
  const named = namedIn(source, services).map(({ id, name }) => ({ id, name }))
  const properties = {
    dataFrame: frame,
    ...(targets !== '{}' && { dataLinks: targets }),
    ...(named.length > 0 && { dataServices: JSON.stringify(named) }),
  }
  return element('waymark-diagram', properties, [codeFigure(source)])
}

function widget(children: Element[]): Element {
  return element('waymark-diagram', {}, children)
}

/** The picture in a box that scrolls; the source is there for readers and for search, which does not look at pictures. */
function figure(source: string, drawing: Drawing, picture: string): Element {
  const { title } = drawing
  // What the picture shows itself is not said again under it.
  const isShown = title === undefined || picture.replaceAll('&quot;', '"').includes(`>${escapedText(title)}</text>`)
  const caption = isShown ? [] : [element('figcaption', {}, [title])]
  const className = needsTurnedSheet(drawing) ? ['diagram', 'is-turned'] : ['diagram']
  return element('figure', { className }, [
    element('div', { className: ['diagram-box'] }, [{ type: 'raw', value: picture }]),
    ...caption,
    element('details', { className: ['diagram-source'] }, [
      element('summary', {}, ['Source']),
      element('pre', {}, [element('code', {}, [source])]),
    ]),
  ])
}

function codeFigure(source: string): Element {
  return element('figure', { className: ['code'] }, [
    element('figcaption', {}, ['mermaid']),
    element('pre', {}, [element('code', {}, [source])]),
  ])
}

/** No link is on a longer line. */
const longestLink = 2_000

/** Where the links of a diagram lead that a reader's browser draws: it knows them as they are written. JSON. */
function linksIn(source: string, links: PictureOptions['links']): string {
  const lines = source.split('\n').filter((line) => line.length <= longestLink && /^\s*(?:click|links?)\s/.test(line))
  const urls = lines.flatMap((line) => line.match(/(?<=")[^"\s]+(?=")|(?<=@\s*)\S+$/g) ?? [])
  return JSON.stringify(Object.fromEntries(urls.flatMap((url) => pair(url, links.link(url)))))
}

function pair(url: string, destination: Destination): [string, string][] {
  return destination.kind === 'link' || destination.kind === 'external' ? [[url, destination.href]] : []
}

/** A finding within a fence; the first line of the fence itself stands for the whole diagram. */
function errorIn({ line, endLine, firstLine, value }: Fence, finding: Finding): DiagramError[] {
  if (finding.line < line || finding.line > endLine) return []
  const { message, hint } = finding
  const own = finding.line - firstLine + 1
  const isInside = own >= 1 && own <= value.split('\n').length
  return [
    {
      message,
      ...(hint !== undefined && { hint }),
      ...(isInside && { at: { line: own, pageLine: finding.line } }),
    },
  ]
}

/** In `dev` a page that is open takes the figures that differ from its own. */
function versioned(shown: Element, { errors }: DiagramContext): Element {
  if (!errors) return shown
  const digest = createHash('sha256')
    .update(toHtml(shown, { allowDangerousHtml: true }))
    .digest('hex')
  return { ...shown, properties: { ...shown.properties, dataVersion: digest.slice(0, 12) } }
}

/** What is wrong with a diagram, as its author reads it. */
export interface DiagramError {
  message: string
  hint?: string
  /** The line of the source, from 1, and of the page; absent where it is about the whole diagram. */
  at?: { line: number; pageLine: number }
}

/** What stands in the place of a picture: what is wrong, and the source with its lines marked. */
export function errorFigure(source: string, title: string, problems: readonly DiagramError[]): Element {
  const marked = new Set(problems.flatMap(({ at }) => (at ? [at.line] : [])))
  const lines = source.split('\n')
  const code = lines.flatMap((line, index): (ElementContent | string)[] => {
    const end = index === lines.length - 1 ? '' : '\n'
    return marked.has(index + 1) ? [element('mark', {}, [line === '' ? ' ' : line]), end] : [line + end]
  })
  return element('figure', { className: ['diagram', 'diagram-fault'] }, [
    element('div', { className: ['alert', 'alert-caution'] }, [
      element('p', { className: ['alert-title'] }, [title]),
      ...problems.flatMap(errorText),
    ]),
    element('pre', {}, [element('code', {}, code)]),
  ])
}

function errorText({ message, hint, at }: DiagramError): Element[] {
  const place = at ? [element('strong', {}, [`Line ${at.pageLine}`]), ': '] : []
  return [
    element('p', {}, [...place, ...withCode(message)]),
    ...(hint === undefined ? [] : [element('p', { className: ['diagram-hint'] }, withCode(hint))]),
  ]
}

/** A message's values stand in backticks. */
function withCode(text: string): (ElementContent | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, [part]) : part))
}
