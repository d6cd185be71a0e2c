/** How far the letters of a font reach above their line, in CSS pixels; each font is measured once. */
export function measuredAscents(document: Document): (style: CSSStyleDeclaration) => number {
  const context = document.createElement('canvas').getContext('2d')
  const known = new Map<string, number>()
  return (style) => {
    const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
    const found = known.get(font)
    if (found !== undefined || !context) return found ?? 0
    context.font = font
    const ascent = context.measureText('x').fontBoundingBoxAscent
    known.set(font, ascent)
    return ascent
  }
}
