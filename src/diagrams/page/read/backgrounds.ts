import { contrast, over } from '../theme/contrast.ts'
import { areaOn, isOpaque, leastContrast, lettersOn, lineOn, readable, shorter, visible } from '../theme/legible.ts'
import { palettes, type Theme } from '../theme/palette.ts'
import type { Point } from './outlines.ts'

interface Background {
  element: Element
  box: DOMRect
  color: string
  opacity: number
}

/** A colour, and the background in which letters need a rim because no colour can be read on all that is behind them. */
export interface Letters {
  color: string
  rim?: string
  /** The contrast that is reached, where that is not enough; 1 to 21. */
  faint?: number
}

/** What is painted so far, so that letters, lines and the backs of labels can be held against what is behind them. */
export interface Backgrounds {
  add(element: Element, color: string, opacity: number): void
  /** The colour that is seen at a point. */
  at(point: Point): string
  /** How letters can be read at all of some points. */
  letters(color: string, points: readonly Point[], opacity: number): Letters
  /** A colour for a line that can be seen at all of some points: its own, or one near to it. */
  line(color: string, backgrounds: readonly string[], opacity: number): string
  /** A colour for the border of a shape: its own where that or the shape can be told from what is around it. */
  border(color: string, around: readonly string[], fill: string | undefined): string
  /** What lies around a shape: the backgrounds at some points, without those of the shape itself. */
  around(element: Element, points: readonly Point[]): { backgrounds: string[]; fill: string | undefined }
  /** A colour for an area at a point: its own, or a breath of it where our lines could not be seen on that. */
  area(color: string, point: Point): string
  /** Whether a colour is that of the page. */
  isPaper(color: string): boolean
}

export function createBackgrounds(theme: Theme): Backgrounds {
  const { paper, inkSoft, line: decoration } = palettes[theme]
  const ours = new Set(Object.values(palettes[theme]).flat().map(shorter))
  const backgrounds: Background[] = []
  const seenAt = (point: Point, seen: readonly Background[]) =>
    seen.reduce(
      (below, background) => (covers(background, point) ? over(background.color, background.opacity, below) : below),
      paper,
    )
  const at = (point: Point) => seenAt(point, backgrounds)
  return {
    add: (element, color, opacity) => {
      if (color.startsWith('#')) backgrounds.push({ element, box: element.getBoundingClientRect(), color, opacity })
    },
    at,
    letters: (color, points, opacity) => {
      const behind = points.map(at)
      const own = lettersOn(color, behind, opacity)
      const reached = leastContrast(own, behind, opacity) ?? readable
      if (reached >= readable) return { color: own }
      const background = mostOf(behind)
      const rimmed = lettersOn(color, [background], opacity)
      const inRim = leastContrast(rimmed, [background], opacity) ?? readable
      return { color: rimmed, rim: background, ...(inRim < readable && { faint: inRim }) }
    },
    // A grid is there to lean on, not to be read.
    line: (color, behind, opacity) => {
      if (color === shorter(decoration)) return color
      const own = lineOn(color, behind, opacity)
      const reached = leastContrast(own, behind, opacity) ?? visible
      // What cannot be seen from end to end is seen on most of its way.
      return reached >= visible || behind.length === 0 ? own : lineOn(color, [mostOf(behind)], opacity)
    },
    border: (color, around, fill) => {
      const isSeen =
        fill !== undefined &&
        around.every((background) => (contrast(over(fill, 1, background), background) ?? 0) >= visible)
      return isSeen || color === shorter(decoration) ? color : lineOn(color, around)
    },
    around: (element, points) => {
      const own = backgrounds.filter((background) => isOf(element, background))
      const others = backgrounds.filter((background) => !own.includes(background))
      const fill = own.findLast(({ color, opacity }) => opacity > 0.9 && isOpaque(color))?.color
      return { backgrounds: points.map((point) => seenAt(point, others)), fill }
    },
    area: (color, point) => (ours.has(color) ? color : areaOn(color, at(point), inkSoft)),
    isPaper: (color) => color.slice(0, 7) === shorter(paper),
  }
}

function mostOf(colors: readonly string[]): string {
  const counts = Map.groupBy(colors, (color) => color)
  return [...counts.values()].toSorted((one, other) => other.length - one.length)[0]?.[0] ?? '#000000'
}

/** In CSS pixels: how far a border may leave the shape that it is the border of. */
const borderGap = 3

/** Whether an element is the border of a background that was painted for the same node. */
function isOf(element: Element, background: Background): boolean {
  if (background.element === element) return true
  if (!element.parentElement?.contains(background.element)) return false
  const box = element.getBoundingClientRect()
  if (Math.min(background.box.width, background.box.height) <= borderGap) return false
  return (['left', 'right', 'top', 'bottom'] as const).every(
    (side) => Math.abs(box[side] - background.box[side]) <= borderGap,
  )
}

function covers({ element, box }: Background, { x, y }: Point): boolean {
  if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false
  if (!(element instanceof SVGGeometryElement) || element.localName === 'rect') return true
  const matrix = element.getScreenCTM()?.inverse()
  return matrix ? element.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix)) : true
}
