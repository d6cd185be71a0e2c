import type { Drawing, Drawn } from '../../diagrams/page/drawing.ts'
import type { DrawingWindow } from '../../diagrams/page/frame.ts'
import { leastWidth, needsTurnedSheet } from '../../diagrams/page/readable-size.ts'
import { type NamedService, serviceOf } from '../../diagrams/page/service.ts'
import { makeScrollable } from '../page/scrollable.ts'

/** Mermaid is large, and lines are slow; but nobody waits for ever. What cannot be loaded at all is told at once. */
const longestMs = 30_000

const unloaded = 'Mermaid could not be loaded. Its source is below; load the page again to see the picture'

/** Draws a diagram that stands in a page as its source. Returns whether there is a picture now; else its reader is told why. */
export async function drawInPlace(diagram: HTMLElement): Promise<boolean> {
  const { frame = '' } = diagram.dataset
  const source = (diagram.querySelector('pre code')?.textContent ?? '').replace(/\n$/, '')
  diagram.setAttribute('aria-busy', 'true')
  const drawn = await draw(source, frame).catch(
    (error: unknown): Drawn => ({ kind: 'undrawable', code: 'diagrams/undrawable', message: messageOf(error) }),
  )
  diagram.removeAttribute('aria-busy')
  delete diagram.dataset.frame
  if (!document.querySelector('waymark-diagram[data-frame]')) document.querySelector('.diagram-frame')?.remove()
  if (drawn.kind === 'drawing') diagram.replaceChildren(figureOf(drawn, source, surroundingsOf(diagram)))
  else diagram.prepend(notice(drawn.message))
  makeScrollable(diagram)
  return drawn.kind === 'drawing'
}

/** What a build knows of the page around a diagram. */
interface Surroundings {
  /** The addresses of links, as they are written in the diagram, with what they lead to. */
  links: ReadonlyMap<string, unknown>
  services: readonly NamedService[]
}

function surroundingsOf({ dataset }: HTMLElement): Surroundings {
  const links: unknown = JSON.parse(dataset.links ?? '{}')
  const services: unknown = JSON.parse(dataset.services ?? '[]')
  return {
    links: new Map(Object.entries(typeof links === 'object' && links !== null ? links : {})),
    services: Array.isArray(services) ? services : [],
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function draw(source: string, address: string): Promise<Drawn> {
  const frame = document.querySelector<HTMLIFrameElement>('iframe.diagram-frame') ?? newFrame(address)
  return (await drawingWindow(frame)).drawDiagram(source)
}

/** One frame draws all diagrams of the page, one after another. Mermaid needs styles there that a page does not allow. */
async function drawingWindow(frame: HTMLIFrameElement): Promise<DrawingWindow> {
  for (const end = performance.now() + longestMs; performance.now() < end; ) {
    const { contentDocument: loaded } = frame
    // In the place of what does not come stands a page of the browser's own, or of the server's.
    if (!loaded || (isReady(loaded) && !loaded.querySelector('script[src]'))) break
    const inside: unknown = frame.contentWindow
    if (isDrawing(inside)) return inside
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(unloaded)
}

/** Before an address is asked, an empty document stands there. */
function isReady({ readyState, URL: address }: Document): boolean {
  return readyState === 'complete' && address !== 'about:blank'
}

function isDrawing(window: unknown): window is DrawingWindow {
  return typeof window === 'object' && window !== null && 'drawDiagram' in window
}

function newFrame(address: string): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.className = 'diagram-frame'
  frame.title = 'Draws the diagrams of this page'
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  frame.src = address
  document.body.append(frame)
  return frame
}

/** The same as what a build makes (src/site/markdown/diagram.ts), but for what only a build knows. */
function figureOf(drawing: Drawing, source: string, around: Surroundings): HTMLElement {
  const figure = make('figure', needsTurnedSheet(drawing) ? 'diagram is-turned' : 'diagram')
  const box = make('div', 'diagram-box')
  const least = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  least.setAttribute('class', 'diagram-least')
  least.setAttribute('width', String(leastWidth(drawing)))
  least.setAttribute('height', '0')
  least.setAttribute('aria-hidden', 'true')
  box.append(least, picture(drawing.svg, drawing, around, drawing.dark === undefined ? '' : 'diagram-light'))
  if (drawing.dark !== undefined) box.append(picture(drawing.dark, drawing, around, 'diagram-dark'))
  figure.append(box)
  const isShown = [...box.querySelectorAll('text')].some(({ textContent }) => textContent === drawing.title)
  if (drawing.title !== undefined && !isShown) figure.append(make('figcaption', '', drawing.title))
  const details = make('details', 'diagram-source')
  const pre = make('pre', '')
  pre.append(make('code', '', source))
  details.append(make('summary', '', 'Source'), pre)
  figure.append(details)
  return figure
}

function make(name: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(name)
  if (className !== '') element.className = className
  element.textContent = text
  return element
}

function picture(svg: string, drawing: Drawing, { links, services }: Surroundings, className: string): Element {
  const { documentElement: root } = new DOMParser().parseFromString(withOwnIds(svg), 'image/svg+xml')
  if (className !== '') root.setAttribute('class', className)
  for (const link of root.querySelectorAll('a')) {
    const href = links.get(link.getAttribute('href') ?? '')
    link.removeAttribute('href')
    if (typeof href === 'string') link.setAttribute('href', href)
  }
  for (const marked of root.querySelectorAll('[data-node]')) {
    const node = drawing.nodes.find(({ id }) => id === marked.getAttribute('data-node'))
    const service = node && serviceOf(node, services)
    marked.removeAttribute('data-node')
    if (service) marked.setAttribute('data-service', service.id)
  }
  root.setAttribute('role', root.querySelector('a[href]') ? 'group' : 'img')
  if (drawing.title === undefined) nameByKind(root)
  return document.adoptNode(root)
}

/** A title is shown by browsers, too, where the pointer rests: the kind of a diagram is none. */
function nameByKind(root: Element): void {
  const title = root.querySelector(':scope > title')
  root.removeAttribute('aria-labelledby')
  root.setAttribute('aria-label', title?.textContent || 'Diagram')
  title?.remove()
}

/** The same diagram may stand on the page already. */
function withOwnIds(svg: string): string {
  const prefix = /\sid="(d-[0-9a-f]+)/.exec(svg)?.[1]
  if (prefix === undefined) return svg
  const pictures = [...document.querySelectorAll('.diagram-box > svg')]
  const same = pictures.filter((picture) => picture.querySelector(`[id^="${prefix}"]`)).length
  return same === 0 ? svg : svg.replaceAll(prefix, `${prefix}-${same + 1}`)
}

function notice(message: string): HTMLElement {
  const notice = make('div', 'alert alert-caution')
  notice.append(make('p', 'alert-title', 'This diagram cannot be drawn'), make('p', '', message))
  return notice
}
