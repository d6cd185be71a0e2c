import { contrast, over } from './contrast.ts'
import { palettes, type Theme } from './palette.ts'

interface Ground {
  element: Element
  box: DOMRect
  color: string
  opacity: number
}

/** A point in the window. */
export interface Point {
  x: number
  y: number
}

/** What is painted so far, so that letters and the backs of labels can be held against what is behind them. */
export interface Grounds {
  add(element: Element, color: string, opacity: number): void
  /** The colour that is seen at a point. */
  at(point: Point): string
  /** A colour for letters that can be read at a point: their own, or an ink of ours where that one cannot. */
  letters(color: string, point: Point): string
  /** A colour for lines that can be seen at a point, or on the page. */
  line(color: string, point?: Point): string
  /** A colour for an area at a point: its own, or a breath of it where our lines could not be seen on that. */
  area(color: string, point: Point): string
  /** Whether a colour is that of the page. */
  isPaper(color: string): boolean
}

/** What letters of ours reach on every ground: https://www.w3.org/TR/WCAG22/#contrast-minimum. */
const readable = 4.5
/** Colours that an author chose are left alone as long as large letters could be read in them. */
const tolerable = 3
const visible = 1.6
/** How much is left of a colour that is too strong for what lies on it. */
const breath = 0.2

export function createGrounds(theme: Theme): Grounds {
  const { paper, ink, inkSoft } = palettes[theme]
  const inks = [palettes.light.ink, palettes.dark.ink]
  const ours = new Set(Object.values(palettes[theme]).flat().map(shorter))
  const grounds: Ground[] = []
  const at = (point: Point) =>
    grounds.reduce(
      (below, ground) => (covers(ground, point) ? over(ground.color, ground.opacity, below) : below),
      paper,
    )
  return {
    add: (element, color, opacity) => {
      if (color.startsWith('#')) grounds.push({ element, box: element.getBoundingClientRect(), color, opacity })
    },
    at,
    letters: (color, point) => {
      const ground = at(point)
      const reached = contrast(color, ground)
      if (reached === undefined || reached >= (ours.has(color) ? readable : tolerable)) return color
      return shorter(inks.toSorted((a, b) => (contrast(b, ground) ?? 0) - (contrast(a, ground) ?? 0))[0] ?? ink)
    },
    line: (color, point) => {
      const reached = contrast(color, point ? at(point) : paper) ?? visible
      return ours.has(color) || reached >= visible ? color : shorter(inkSoft)
    },
    area: (color, point) => {
      const below = at(point)
      const reached = contrast(inkSoft, over(color, 1, below)) ?? tolerable
      return ours.has(color) || reached >= tolerable ? color : over(color, breath, below)
    },
    isPaper: (color) => color.slice(0, 7) === shorter(paper),
  }
}

/** As computed colours are written here: three digits where they do. */
function shorter(color: string): string {
  return color.replace(/^#(.)\1(.)\2(.)\3$/, '#$1$2$3')
}

function covers({ element, box }: Ground, { x, y }: Point): boolean {
  if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false
  if (!(element instanceof SVGGeometryElement) || element.localName === 'rect') return true
  const matrix = element.getScreenCTM()?.inverse()
  return matrix ? element.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix)) : true
}
