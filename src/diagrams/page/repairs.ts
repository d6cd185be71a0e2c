import { palettes } from './palette.ts'

/** Mends a picture, before it is read, where Mermaid draws what attributes cannot say or what fits no theme. */
export function repair(svg: SVGSVGElement, type: string): void {
  if (type === 'sankey') lowerBands(svg)
  if (type === 'wardley') tintWhite(svg)
}

/** The bands of a Sankey diagram lie over its letters, which shine through by multiplication: they go below them. */
function lowerBands(svg: SVGSVGElement): void {
  for (const bands of svg.querySelectorAll('.links')) bands.parentElement?.prepend(bands)
}

/** A Wardley map throws its style sheet away, and has white boxes in every theme. */
function tintWhite(svg: SVGSVGElement): void {
  for (const element of svg.querySelectorAll('[fill="white"]')) element.setAttribute('fill', palettes.light.surface)
}
