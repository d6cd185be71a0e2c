/** A point in the window. */
export interface Point {
  x: number
  y: number
}

/** Of a line's length: its ends lie on what it joins, and so may the middle of one that is drawn there and back. */
const parts = Array.from({ length: 16 }, (_, index) => (index + 0.5) / 16)

/** In CSS pixels: where the middle of a mark lies, from the end of its line. */
const markGap = 4

/**
 * Where the outlines and lines of a mounted picture run. A browser walks along a path from its beginning for each point of
 * it, which is a fifth of the work of a drawing: it is done once for both themes, whose geometry is the same.
 */
export class Outlines {
  readonly #points = new Map<Element, Point[]>()
  readonly #ends = new Map<Element, Point[]>()

  /** Points along an outline or a line, in the window; none for what has no length. */
  pointsAlong(element: Element): Point[] {
    return kept(this.#points, element, (length) => parts.map((part) => length * part))
  }

  /** Where the marks of a line lie. */
  endsOf(element: Element): Point[] {
    return kept(this.#ends, element, (length) => [Math.min(markGap, length), Math.max(length - markGap, 0)])
  }
}

function kept(known: Map<Element, Point[]>, element: Element, placesOf: (length: number) => number[]): Point[] {
  const found = known.get(element) ?? pointsAt(element, placesOf)
  known.set(element, found)
  return found
}

function pointsAt(element: Element, placesOf: (length: number) => number[]): Point[] {
  const matrix = element instanceof SVGGeometryElement ? element.getScreenCTM() : null
  if (!matrix || !(element instanceof SVGGeometryElement)) return []
  const length = lengthOf(element)
  return length === 0 ? [] : placesOf(length).map((at) => pointOf(element.getPointAtLength(at), matrix))
}

function pointOf({ x, y }: DOMPoint, matrix: DOMMatrix): Point {
  return new DOMPoint(x, y).matrixTransform(matrix)
}

/** Browsers throw where a path is empty, or not to be read. */
function lengthOf(element: SVGGeometryElement): number {
  try {
    return element.getTotalLength()
  } catch {
    return 0
  }
}
