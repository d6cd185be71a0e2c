/** What is too faint in a picture. */
export interface Faint {
  what: 'text' | 'line' | 'border' | 'mark'
  contrast: number
  color: string
  background: string
  /** Of the text, or the element's name. */
  of: string
}

/** What is decoration, and so need not be seen, and what the page's own background is. */
export interface Look {
  paper: string
  decoration: string
}

/** Where the parts of one picture are, which is the same in both themes. */
export interface Places {
  /** By the coordinates of a point: the shapes that cover it, the lowest first. */
  covering: Map<string, Element[]>
  boxes: Map<Element, DOMRect>
  /** Along a line. */
  points: Map<Element, DOMPoint[]>
  lengths: Map<Element, number>
}

/**
 * Runs in a page that shows one published picture and nothing else: asks the browser what it paints at points along all
 * lines and below all letters. It shares no code with what chooses the colours. Text needs 4.5:1, all else 3:1. What it
 * has found out about places is kept for another theme.
 */
export function faintIn({ paper, decoration }: Look, places: Places): Faint[] {
  type Rgba = [red: number, green: number, blue: number, alpha: number]
  const svg = document.querySelector('svg')
  if (!svg) return []
  // Rounding to whole channels costs some hundredths.
  const [least, leastOfText] = [2.95, 4.45]
  const rgba = (written: string): Rgba | undefined => {
    const [red, green, blue, alpha = 1] = (/^rgba?\(([^)]*)\)$/.exec(written)?.[1] ?? '').split(', ').map(Number)
    return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue, alpha]
  }
  const digits = (hex: string): Rgba => {
    const [red = 0, green = 0, blue = 0] = (hex.match(/\w\w/g) ?? []).map((pair) => Number.parseInt(pair, 16))
    return [red, green, blue, 1]
  }
  const linear = (channel: number) => (channel <= 10.3148 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4)
  const light = ([red, green, blue]: Rgba) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  const ratio = (one: Rgba, other: Rgba) => {
    const [low = 0, high = 0] = [light(one), light(other)].toSorted((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  }
  const mix = (top: Rgba, share: number, below: Rgba): Rgba => {
    const part = top[3] * share
    const each = (index: 0 | 1 | 2) => top[index] * part + below[index] * (1 - part)
    return [each(0), each(1), each(2), 1]
  }
  const hex = (color: Rgba) =>
    `#${color
      .slice(0, 3)
      .map((one) => Math.round(one).toString(16).padStart(2, '0'))
      .join('')}`
  const opacityOf = (element: Element): number => {
    let left = 1
    for (let at: Element | null = element; at && at !== svg; at = at.parentElement)
      left *= Number(getComputedStyle(at).opacity)
    return left
  }
  const paints = new Map<Element, { fill?: Rgba; stroke?: Rgba; width: number; markers: string[]; rimmed: boolean }>()
  const paintOf = (element: Element) => {
    const known = paints.get(element)
    if (known) return known
    const style = getComputedStyle(element)
    const left = opacityOf(element)
    const faded = (color: Rgba | undefined, share: string): Rgba | undefined =>
      color && [color[0], color[1], color[2], color[3] * Number(share) * left]
    const fill = faded(rgba(style.fill), style.fillOpacity)
    const width = Number.parseFloat(style.strokeWidth)
    const stroke = width > 0 ? faded(rgba(style.stroke), style.strokeOpacity) : undefined
    const paint = {
      ...(fill && fill[3] > 0 && element.localName !== 'line' && { fill }),
      ...(stroke && stroke[3] > 0 && { stroke }),
      width,
      markers: [style.markerStart, style.markerEnd],
      rimmed: style.paintOrder.startsWith('stroke'),
    }
    paints.set(element, paint)
    return paint
  }
  const isFilledAt = (element: Element, x: number, y: number): boolean => {
    const matrix = element instanceof SVGGeometryElement ? element.getScreenCTM() : null
    if (!matrix || !(element instanceof SVGGeometryElement)) return false
    return element.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix.inverse()))
  }
  const once = <Key, Value>(known: Map<Key, Value>, key: Key, find: () => Value): Value => {
    const value = known.get(key) ?? find()
    known.set(key, value)
    return value
  }
  const boxOf = (element: Element) => once(places.boxes, element, () => element.getBoundingClientRect())
  /** What is filled there, the lowest first. */
  const filledAt = (x: number, y: number): Element[] => {
    const find = () =>
      document
        .elementsFromPoint(x, y)
        .filter((one) => one.localName !== 'text' && isFilledAt(one, x, y))
        .toReversed()
    return once(places.covering, `${x} ${y}`, find).filter((one) => paintOf(one).fill)
  }
  /** The background below an element at a point; undefined where something else hides the element there. */
  const groundOf = (element: Element, x: number, y: number, without: readonly Element[] = []): Rgba | undefined => {
    let color = digits(paper)
    for (const one of filledAt(x, y)) {
      const { fill } = paintOf(one)
      if (!fill || one === element || without.includes(one)) continue
      const isBelow = (element.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
      if (isBelow) color = mix(fill, 1, color)
      else if (fill[3] > 0.6) return undefined
    }
    return color
  }
  const pointsOf = (element: SVGGeometryElement, at: readonly number[]): DOMPoint[] => {
    const matrix = element.getScreenCTM()
    if (!matrix) return []
    return at.map((length) => {
      const { x, y } = element.getPointAtLength(length)
      return new DOMPoint(x, y).matrixTransform(matrix)
    })
  }
  const measure = (element: SVGGeometryElement): number => {
    try {
      return element.getTotalLength()
    } catch {
      return 0
    }
  }
  const lengthOf = (element: SVGGeometryElement) => once(places.lengths, element, () => measure(element))
  const found: Faint[] = []
  const tell = (what: Faint['what'], of: string, needed: number, color: Rgba, backgrounds: readonly Rgba[]) => {
    const worst = backgrounds.toSorted((a, b) => ratio(mix(color, 1, a), a) - ratio(mix(color, 1, b), b))[0]
    if (!worst) return
    const seen = mix(color, 1, worst)
    const contrast = ratio(seen, worst)
    if (contrast < needed)
      found.push({ what, contrast: Math.round(contrast * 100) / 100, color: hex(seen), background: hex(worst), of })
  }
  const isDefined = <Value>(value: Value | undefined): value is Value => value !== undefined
  /** The number of a message stands on the mark of its line. */
  const isOnMark = (text: Element) => /^\d+$/.test(text.textContent ?? '') && getComputedStyle(text).fontSize === '12px'

  for (const text of svg.querySelectorAll('text')) {
    const { fill, stroke, rimmed } = paintOf(text)
    const matrix = text.getScreenCTM()
    const box = text.getBBox()
    if (!fill || !matrix || box.width === 0 || isOnMark(text)) continue
    const points = [0.08, 0.3, 0.5, 0.7, 0.92].map((part) =>
      new DOMPoint(box.x + box.width * part, box.y + box.height * 0.55).matrixTransform(matrix),
    )
    const backgrounds = points.map(({ x, y }) => groundOf(text, x, y)).filter(isDefined)
    const behind = stroke && rimmed ? backgrounds.map((background) => mix(stroke, 1, background)) : backgrounds
    tell('text', text.textContent ?? '', leastOfText, fill, behind)
  }
  for (const shape of svg.querySelectorAll('path, line, polyline, polygon, rect, circle, ellipse')) {
    if (
      !(shape instanceof SVGGeometryElement) ||
      shape.closest('defs, marker, clipPath, mask, symbol, pattern, svg svg')
    )
      continue
    const { fill, stroke, width, markers } = paintOf(shape)
    const length = lengthOf(shape)
    // The strokes of a sign, such as that of a commit, are no lines.
    if (length < 12) continue
    const shares = Array.from({ length: 14 }, (_, index) => (length * (index + 0.5)) / 14)
    const along = once(places.points, shape, () => pointsOf(shape, shares))
    const data = shape.getAttribute('d')
    const [before, after] = [shape.previousElementSibling, shape.nextElementSibling]
    const isRim = data !== null && after?.getAttribute('d') === data
    const rim = data !== null && before?.getAttribute('d') === data ? paintOf(before) : undefined
    if (stroke && !fill && !isRim && hex(stroke) !== decoration) {
      const box = boxOf(shape)
      const inside = [...(shape.parentElement?.querySelectorAll('*') ?? [])].filter((one) => {
        const other = boxOf(one)
        const near = (side: 'left' | 'right' | 'top' | 'bottom') => Math.abs(box[side] - other[side]) <= 3
        return (
          one !== shape &&
          paintOf(one).fill &&
          Math.min(other.width, other.height) > 4 &&
          near('left') &&
          near('right') &&
          near('top') &&
          near('bottom')
        )
      })
      const own = inside.at(-1)
      const around = along.map(({ x, y }) => groundOf(shape, x, y, inside)).filter(isDefined)
      const ownFill = own && paintOf(own).fill
      const isSeen = ownFill && around.every((background) => ratio(mix(ownFill, 1, background), background) >= least)
      if (rim?.stroke && rim.width > width) tell('line', shape.localName, least, stroke, [rim.stroke])
      else if (!isSeen) tell(own ? 'border' : 'line', shape.localName, least, stroke, around)
    }
    for (const [index, marker] of markers.entries()) {
      const mark = document
        .getElementById(/#([^")]+)/.exec(marker)?.[1] ?? '')
        ?.querySelector('path, circle, polygon, line')
      const [end] = pointsOf(shape, [index === 0 ? Math.min(3, length) : Math.max(0, length - 3)])
      const background = mark && end && groundOf(shape, end.x, end.y)
      const colors = mark ? [paintOf(mark).stroke, paintOf(mark).fill].filter(isDefined) : []
      const best =
        background &&
        colors.toSorted(
          (a, b) => ratio(mix(b, 1, background), background) - ratio(mix(a, 1, background), background),
        )[0]
      if (best) tell('mark', shape.localName, least, best, [background])
    }
  }
  return found
}
