import type { Point } from './view.ts'

/** What hands ask for. Points are in pixels of the stage. */
export interface Hands {
  move(by: Point): void
  zoom(factor: number, at: Point, isSmooth: boolean): void
}

/** How far a pointer may tremble before it drags, and how far and long apart two taps may be. */
const tremblePx = 4
const tapPx = 24
const tapMs = 350

/** Turns what pointers and wheels do on a stage into moves and zooms. */
export function listenToHands(stage: HTMLElement, hands: Hands): void {
  const pointers = new Pointers(stage, hands)
  stage.addEventListener('pointerdown', (event) => pointers.down(event))
  stage.addEventListener('pointermove', (event) => pointers.move(event))
  for (const name of ['pointerup', 'pointercancel'] as const)
    stage.addEventListener(name, (event) => pointers.up(event))
  // The end of a drag is no click on a link in the picture.
  stage.addEventListener('click', (event) => pointers.hasDragged && event.preventDefault(), true)
  stage.addEventListener('dragstart', (event) => event.preventDefault())
  stage.addEventListener('wheel', (event) => turn(event, stage, hands), { passive: false })
}

/** One pointer drags, two pinch, two taps of one zoom in. */
class Pointers {
  hasDragged = false
  readonly #stage: HTMLElement
  readonly #hands: Hands
  readonly #down = new Map<number, Point>()
  #start: Point = { x: 0, y: 0 }
  #lastTap = { x: 0, y: 0, time: Number.NEGATIVE_INFINITY }

  constructor(stage: HTMLElement, hands: Hands) {
    this.#stage = stage
    this.#hands = hands
  }

  down(event: PointerEvent): void {
    if (event.button !== 0) return
    const at = pointIn(this.#stage, event)
    if (this.#down.size === 0) {
      this.#start = at
      this.hasDragged = false
    } else this.hasDragged = true
    this.#down.set(event.pointerId, at)
  }

  move(event: PointerEvent): void {
    const before = this.#down.get(event.pointerId)
    if (!before) return
    const at = pointIn(this.#stage, event)
    if (!this.hasDragged && distance(at, this.#start) < tremblePx) return
    this.hasDragged = true
    // Not at once: a captured pointer clicks no link.
    this.#stage.setPointerCapture(event.pointerId)
    this.#down.set(event.pointerId, at)
    const [other] = [...this.#down].flatMap(([id, point]) => (id === event.pointerId ? [] : [point]))
    if (other) this.#pinch(before, at, other)
    else this.#hands.move({ x: at.x - before.x, y: at.y - before.y })
  }

  up(event: PointerEvent): void {
    if (!this.#down.delete(event.pointerId) || this.hasDragged || event.type === 'pointercancel') return
    const at = pointIn(this.#stage, event)
    const isSecond = event.timeStamp - this.#lastTap.time < tapMs && distance(at, this.#lastTap) < tapPx
    this.#lastTap = { ...at, time: isSecond ? Number.NEGATIVE_INFINITY : event.timeStamp }
    if (isSecond) this.#hands.zoom(event.shiftKey ? 0.5 : 2, at, true)
  }

  #pinch(before: Point, at: Point, other: Point): void {
    const [was, is] = [middle(before, other), middle(at, other)]
    this.#hands.move({ x: is.x - was.x, y: is.y - was.y })
    this.#hands.zoom(distance(at, other) / Math.max(1, distance(before, other)), is, false)
  }
}

/** A wheel zooms where the pointer is, as on a map; aside, or with Shift, it moves. */
function turn(event: WheelEvent, stage: HTMLElement, hands: Hands): void {
  event.preventDefault()
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 24
  const [aside, down] = [event.deltaX * unit, event.deltaY * unit]
  if (event.shiftKey || Math.abs(aside) > Math.abs(down)) {
    hands.move({ x: -(aside || down), y: 0 })
    return
  }
  // A pinch on a touch pad comes as a wheel with Ctrl, in small steps.
  const factor = Math.exp(-down * (event.ctrlKey ? 0.01 : 0.002))
  hands.zoom(Math.min(2, Math.max(0.5, factor)), pointIn(stage, event), false)
}

function pointIn(stage: HTMLElement, { clientX, clientY }: MouseEvent): Point {
  const { left, top } = stage.getBoundingClientRect()
  return { x: clientX - left, y: clientY - top }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}
