import { pictureTitle, shownPicture } from './file.ts'
import { listenToHands } from './gestures.ts'
import { copyButton, saveButton, toolButton } from './tools.ts'
import { fitted, middleOf, moved, type Point, type Scene, type Size, scaled, type Viewport } from './view.ts'

/** Opens a diagram in a window of its own, where it can be zoomed and moved. */
export function openDiagram(diagram: HTMLElement): void {
  const picture = shownPicture(diagram)
  if (!picture) return
  const { width, height } = picture.viewBox.baseVal
  const title = pictureTitle(picture) ?? picture.getAttribute('aria-label') ?? 'Diagram'
  open({ title, picture: copyOf(picture), size: { width, height }, tools: [copyButton(diagram), saveButton(diagram)] })
}

/** The same for an image of the page, which is `size` large by itself. */
export function openImage(image: HTMLImageElement, title: string, size: Size): void {
  const picture = document.createElement('img')
  picture.src = image.currentSrc || image.src
  picture.alt = image.alt
  picture.className = 'large-picture'
  picture.draggable = false
  picture.width = size.width
  picture.height = size.height
  open({ title, picture, size, tools: [] })
}

/** What is looked at: a picture that stands nowhere else, how large it is, and what else can be done with it. */
interface Looked {
  title: string
  picture: SVGSVGElement | HTMLImageElement
  size: Size
  tools: HTMLElement[]
}

function open(looked: Looked): void {
  const viewer = new Viewer(looked)
  document.body.append(viewer.dialog)
  viewer.dialog.addEventListener('close', () => viewer.dialog.remove())
  viewer.open()
}

const outlines = {
  close: 'M5 5l10 10M15 5L5 15',
  less: 'M4 10h12',
  more: 'M10 4v12M4 10h12',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  full: 'M4 7l2-1v8M10 8v.1M10 12v.1M14 7l2-1v8',
}

const titleId = 'wm-large-title'

/** One step of a button or a key. */
const step = 1.25
/** How long the level must stay before it is read out, in milliseconds. */
const calmMs = 600

/** The window: the picture on its stage, the tools, and how large it is shown. */
class Viewer {
  readonly dialog = document.createElement('dialog')
  readonly #stage = document.createElement('div')
  readonly #picture: Looked['picture']
  readonly #size: Size
  readonly #level = document.createElement('span')
  readonly #spoken = document.createElement('span')
  #view: Viewport = { scale: 1, x: 0, y: 0 }
  #isFitted = true
  #calm: ReturnType<typeof setTimeout> | undefined

  constructor({ title, picture, size, tools }: Looked) {
    this.#picture = picture
    this.#size = size
    this.dialog.className = 'large'
    this.#stage.className = 'large-stage'
    this.#stage.tabIndex = 0
    this.#stage.autofocus = true
    this.#stage.setAttribute('role', 'group')
    this.#stage.setAttribute('aria-label', 'Picture: arrows move it, plus and minus zoom, 0 fits it')
    this.#stage.append(this.#picture)
    this.#spoken.className = 'sr-only'
    this.#spoken.setAttribute('role', 'status')
    this.dialog.append(this.#head(title), this.#stage, this.#tools(tools), this.#spoken)
  }

  open(): void {
    listenToHands(this.#stage, {
      move: (by) => this.#show(moved(this.#view, by, this.#scene)),
      zoom: (factor, at, isSmooth) => this.#zoom(factor, at, isSmooth),
    })
    this.dialog.addEventListener('keydown', (event) => this.#onKey(event))
    this.dialog.showModal()
    const observer = new ResizeObserver(() => this.#isFitted && this.#fit(false))
    observer.observe(this.#stage)
    this.dialog.addEventListener('close', () => observer.disconnect())
    this.#fit(false)
  }

  get #scene(): Scene {
    return { picture: this.#size, stage: { width: this.#stage.clientWidth, height: this.#stage.clientHeight } }
  }

  #head(title: string): HTMLElement {
    const head = document.createElement('div')
    head.className = 'large-head'
    const heading = document.createElement('h2')
    heading.id = titleId
    heading.textContent = title
    this.dialog.setAttribute('aria-labelledby', titleId)
    head.append(
      heading,
      toolButton('Close', outlines.close, () => this.dialog.close()),
    )
    return head
  }

  #tools(others: HTMLElement[]): HTMLElement {
    const tools = document.createElement('div')
    tools.className = 'large-tools'
    this.#level.className = 'large-level'
    this.#level.setAttribute('aria-hidden', 'true')
    tools.append(
      toolButton('Zoom out', outlines.less, () => this.#zoom(1 / step)),
      this.#level,
      toolButton('Zoom in', outlines.more, () => this.#zoom(step)),
      toolButton('Fit', outlines.fit, () => this.#fit()),
      toolButton('Full size', outlines.full, () => this.#zoom(1 / this.#view.scale)),
      ...others,
    )
    return tools
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { stage } = this.#scene
    const [aside, up] = [stage.width / 8, stage.height / 8]
    const moves: Record<string, Point> = {
      ArrowLeft: { x: aside, y: 0 },
      ArrowRight: { x: -aside, y: 0 },
      ArrowUp: { x: 0, y: up },
      ArrowDown: { x: 0, y: -up },
    }
    const by = moves[event.key]
    if (by) this.#show(moved(this.#view, by, this.#scene), true)
    else if (event.key === '+' || event.key === '=') this.#zoom(step)
    else if (event.key === '-') this.#zoom(1 / step)
    else if (event.key === '0') this.#fit()
    else if (event.key === '1') this.#zoom(1 / this.#view.scale)
    else return
    event.preventDefault()
  }

  #fit(isSmooth = true): void {
    this.#show(fitted(this.#scene), isSmooth)
    this.#isFitted = true
  }

  #zoom(factor: number, at: Point = middleOf(this.#scene.stage), isSmooth = true): void {
    this.#show(scaled(this.#view, this.#view.scale * factor, at, this.#scene), isSmooth)
  }

  #show(view: Viewport, isSmooth = false): void {
    this.#view = view
    this.#isFitted = false
    this.#picture.classList.toggle('is-smooth', isSmooth)
    this.#picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`
    const text = `${Math.round(view.scale * 100)} %`
    this.#level.textContent = text
    clearTimeout(this.#calm)
    this.#calm = setTimeout(() => {
      this.#spoken.textContent = text
    }, calmMs)
  }
}

/** A picture of the same look: what it refers to must not be that of the page, which may be hidden. */
function copyOf(picture: SVGSVGElement): SVGSVGElement {
  const prefix = /\sid="(d-[0-9a-f]+)/.exec(picture.outerHTML)?.[1]
  const holder = document.createElement('div')
  holder.innerHTML = prefix === undefined ? picture.outerHTML : picture.outerHTML.replaceAll(prefix, `${prefix}l`)
  const copy = holder.querySelector('svg') ?? picture
  copy.setAttribute('class', 'large-picture')
  // The window has the title in its head; a second one would follow the pointer about.
  copy.querySelector(':scope > title')?.remove()
  for (const name of ['aria-label', 'id']) copy.removeAttribute(name)
  copy.setAttribute('aria-labelledby', titleId)
  const { width, height } = copy.viewBox.baseVal
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return copy
}
