import { short } from './number.ts'

/**
 * How a style sheet turns or moves an element, as an attribute says it; undefined where none does. An attribute of the
 * element's own is left as it is.
 */
export function styledTransform(element: Element, style: CSSStyleDeclaration): string | undefined {
  if (element.hasAttribute('transform') || style.transform === 'none') return undefined
  const { parentElement: parent } = element
  if (!(element instanceof SVGGraphicsElement && parent instanceof SVGGraphicsElement)) return undefined
  const [own, above] = [element.getScreenCTM(), parent.getScreenCTM()]
  if (!own || !above) return undefined
  const { a, b, c, d, e, f } = above.inverse().multiply(own)
  // What turns or scales is multiplied by places of some hundreds of pixels.
  return `matrix(${[a, b, c, d].map((value) => short(value, 4)).join(' ')} ${short(e)} ${short(f)})`
}
