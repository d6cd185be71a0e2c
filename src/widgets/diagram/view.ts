export interface Size {
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

/** How a picture lies in the window: its upper left corner in the window's pixels, and its scale. */
export interface Viewport extends Point {
  scale: number
}

/** The picture and the window it is looked at through, in CSS pixels. */
export interface Scene {
  picture: Size
  stage: Size
}

/** Larger than this, nothing is seen better. */
const largest = 8
/** A small picture is not blown up to fill a large window. */
const largestFitted = 2
/** What is left free around a fitted picture, and seen of one that is moved away, in pixels. */
const margin = 16
const leastSeen = 64

/** The whole picture, in the middle of the window. */
export function fitted({ picture, stage }: Scene): Viewport {
  const room = Math.min((stage.width - 2 * margin) / picture.width, (stage.height - 2 * margin) / picture.height)
  const scale = Math.max(0.01, Math.min(room, largestFitted))
  return {
    scale,
    x: (stage.width - picture.width * scale) / 2,
    y: (stage.height - picture.height * scale) / 2,
  }
}

/** The picture at a scale, with what is at a point of the window staying there. */
export function scaled(view: Viewport, scale: number, at: Point, scene: Scene): Viewport {
  const least = Math.min(fitted(scene).scale, 1) / 2
  const next = Math.min(largest, Math.max(least, scale))
  const ratio = next / view.scale
  return settled({ scale: next, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, scene)
}

/** The picture, moved by some pixels. */
export function moved(view: Viewport, by: Point, scene: Scene): Viewport {
  return settled({ ...view, x: view.x + by.x, y: view.y + by.y }, scene)
}

/** A picture cannot be lost: a part of it stays in the window. */
function settled({ scale, x, y }: Viewport, { picture, stage }: Scene): Viewport {
  return {
    scale,
    x: between(leastSeen - picture.width * scale, x, stage.width - leastSeen),
    y: between(leastSeen - picture.height * scale, y, stage.height - leastSeen),
  }
}

function between(least: number, value: number, most: number): number {
  return Math.max(Math.min(least, most), Math.min(value, Math.max(least, most)))
}

/** The middle of a window. */
export function middleOf({ width, height }: Size): Point {
  return { x: width / 2, y: height / 2 }
}
