import { fontFamily } from '../configuration.ts'
import type { DrawingProblem } from '../drawing.ts'
import type { Mermaid } from '../mermaid.ts'
import type { Part } from '../svg/part.ts'
import { renumbered, tidy } from '../svg/tidy.ts'
import { palettes, type Theme } from '../theme/palette.ts'
import { recolor } from '../theme/recolor.ts'
import { createBackgrounds } from './backgrounds.ts'
import { inFixedEnvironment } from './fixed-environment.ts'
import { flatten } from './flatten.ts'
import { Outlines } from './outlines.ts'

/** A diagram as it looks in one theme. */
export interface Picture {
  /** As Mermaid names it. */
  type: string
  parts: Part[]
  box: Box
  /** What can be read in it, in its order. */
  texts: string[]
  problems: DrawingProblem[]
}

/** In CSS pixels of the picture. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** As wide as a page's text is at most; what fills its width, such as a schedule, fills this one. */
const stageWidth = 760

export async function loadFonts(text: string): Promise<void> {
  const faces = ['', 'italic ', 'bold ', 'italic bold ']
  await Promise.all(faces.map((face) => document.fonts.load(`${face}16px ${fontFamily}`, text)))
}

/**
 * Draws with Mermaid, which was set up for this source, and reads the picture off the page, once in the colours of each theme: the
 * geometry is the same, and most of the time goes into it. Throws what Mermaid throws.
 */
export async function picturesOf(
  mermaid: Mermaid,
  source: string,
  ids: ReadonlySet<string>,
): Promise<Record<Theme, Picture>> {
  return mounted(mermaid, source, (svg, type) => {
    const outlines = new Outlines()
    const light = { type, ...read(svg, 'light', ids, outlines) }
    recolor(svg)
    return { light, dark: { type, ...read(svg, 'dark', ids, outlines) } }
  })
}

async function mounted<Result>(
  mermaid: Mermaid,
  source: string,
  look: (svg: SVGSVGElement, type: string) => Result,
): Promise<Result> {
  const stage = document.createElement('div')
  stage.style.cssText = `position:absolute;left:0;top:0;width:${stageWidth}px;font:16px/1.5 ${fontFamily}`
  document.body.append(stage)
  try {
    // It was set up to read the content of this very source; what that has set is forgotten.
    mermaid.mermaidAPI.reset()
    const { diagramType, svg } = await inFixedEnvironment(() => mermaid.render(drawingId, source, stage))
    stage.replaceChildren(...inert(svg))
    const drawn = stage.querySelector('svg')
    if (!drawn) throw new Error('Unexpected empty picture, expected an SVG')
    repair(drawn, diagramType)
    return look(drawn, diagramType)
  } finally {
    stage.remove()
  }
}

/** The picture as elements of a document that has loaded nothing, without what would load something once it is mounted. */
function inert(svg: string): ChildNode[] {
  const { body } = new DOMParser().parseFromString(svg, 'text/html')
  for (const element of body.querySelectorAll('img, image, feImage, iframe, object, embed, video, audio, link')) {
    for (const name of ['src', 'srcset', 'href', 'xlink:href', 'data']) element.removeAttribute(name)
  }
  return [...body.childNodes]
}

function read(svg: SVGSVGElement, theme: Theme, ids: ReadonlySet<string>, outlines: Outlines): Omit<Picture, 'type'> {
  const { x, y, width, height } = svg.viewBox.baseVal
  svg.setAttribute('width', String(width))
  svg.setAttribute('height', String(height))
  svg.style.maxWidth = 'none'
  const corner = svg.getBoundingClientRect()
  const texts: string[] = []
  const problems = new Map<string, DrawingProblem>()
  let box: Box = { x, y, width, height }
  const parts = flatten(svg, {
    backgrounds: createBackgrounds(theme),
    outlines,
    nodeOf: (element) => {
      const id = nodeOf(element)
      return id !== undefined && ids.has(id) ? id : undefined
    },
    reportProblem: (code, message, text) =>
      problems.set(message, { code, message, ...(text !== undefined && { text }) }),
    recordText: (text, letters) => {
      texts.push(text)
      box = enclosing(
        box,
        new DOMRect(letters.x - corner.x + x, letters.y - corner.y + y, letters.width, letters.height),
      )
    },
  })
  return { parts: renumbered(tidy(parts), 'p'), box: whole(box), texts, problems: [...problems.values()] }
}

/** Mermaid leaves the ends of some texts outside. */
function enclosing(box: Box, letters: DOMRect): Box {
  const left = Math.min(box.x, letters.left)
  const top = Math.min(box.y, letters.top)
  const right = Math.max(box.x + box.width, letters.right)
  return { x: left, y: top, width: right - left, height: Math.max(box.y + box.height, letters.bottom) - top }
}

function whole({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  return { x: left, y: top, width: Math.ceil(x + width - left), height: Math.ceil(y + height - top) }
}

/** The id in which the drawing is made; Mermaid's own ids begin with it. */
const drawingId = 'diagram'

const ids = [/^(?:flowchart|classId|state|entity)-(.+)-\d+$/s, /^(?:service|usecase)-(.+)$/s, /^(.+)$/s]
const classes = ['node', 'rough-node', 'cluster', 'architecture-service', 'statediagram-cluster']

/** The node of a diagram that an element stands for, by the ids and classes that Mermaid 12 gives. */
function nodeOf(element: Element): string | undefined {
  if (element.localName !== 'g') return undefined
  const actor = element.matches('.actor-man[name]') ? element : element.querySelector(':scope > .actor[name]')
  if (actor) return actor.getAttribute('name') ?? undefined
  const isNode = classes.some((name) => element.classList.contains(name))
  if (!isNode || !element.id.startsWith(`${drawingId}-`)) return undefined
  const id = element.id.slice(drawingId.length + 1)
  return element.getAttribute('data-usecase-id') ?? ids.map((pattern) => pattern.exec(id)?.[1]).find(Boolean)
}

/** In CSS pixels, between two days of a schedule. */
const tickGap = 4

/** Mends a picture, before it is read, where Mermaid draws what attributes cannot say or what fits no theme. */
function repair(svg: SVGSVGElement, type: string): void {
  if (type === 'sankey') lowerBands(svg)
  if (type === 'wardley') tintWhite(svg)
  if (type === 'xychart') rimLines(svg)
  if (type === 'gantt') for (const axis of svg.querySelectorAll('.grid')) thinTicks(axis)
}

/** The days of a long schedule are written over one another: of them every second is left, or every third, as they fit. */
function thinTicks(axis: Element): void {
  const days = [...axis.querySelectorAll('.tick text')].map((text) => ({ text, box: text.getBoundingClientRect() }))
  const ordered = days.toSorted((one, other) => one.box.left - other.box.left)
  const fits = (step: number) =>
    ordered.every(({ box }, index) => index < step || box.left > (ordered[index - step]?.box.right ?? 0) + tickGap)
  let step = 1
  while (step < ordered.length && !fits(step)) step++
  for (const [index, { text }] of ordered.entries()) if (index % step !== 0) text.remove()
}

/** The bands of a Sankey diagram lie over its letters, which shine through by multiplication: they go below them. */
function lowerBands(svg: SVGSVGElement): void {
  for (const bands of svg.querySelectorAll('.links')) bands.parentElement?.prepend(bands)
}

/** A Wardley map throws its style sheet away, and has white boxes in every theme. */
function tintWhite(svg: SVGSVGElement): void {
  for (const element of svg.querySelectorAll('[fill="white"]')) element.setAttribute('fill', palettes.light.surface)
}

/** In CSS pixels: how far the rim of a line reaches on both sides together. */
const rim = 3

/** The lines of a chart cross its bars, in colours that the legend has: they get a rim of the page's colour. */
function rimLines(svg: SVGSVGElement): void {
  for (const line of svg.querySelectorAll('[class*="line-plot"] path')) {
    const casing = line.cloneNode()
    if (!(casing instanceof SVGElement)) continue
    casing.setAttribute('stroke', palettes.light.paper)
    casing.setAttribute('stroke-width', String(Number(line.getAttribute('stroke-width') ?? 2) + rim))
    casing.setAttribute('data-casing', '')
    line.before(casing)
  }
}
