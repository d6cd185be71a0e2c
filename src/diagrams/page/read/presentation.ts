/** A property that SVG lets be written as an attribute. */
export interface Property {
  name: string
  initial: string
  inherited: boolean
}

const inherited = (name: string, initial: string): Property => ({ name, initial, inherited: true })
const own = (name: string, initial: string): Property => ({ name, initial, inherited: false })

export const filling = [inherited('fill', '#000'), inherited('fill-opacity', '1'), inherited('fill-rule', 'nonzero')]
export const stroking = [
  inherited('stroke', 'none'),
  inherited('stroke-width', '1'),
  inherited('stroke-opacity', '1'),
  inherited('stroke-dasharray', 'none'),
  inherited('stroke-dashoffset', '0'),
  inherited('stroke-linecap', 'butt'),
  inherited('stroke-linejoin', 'miter'),
  inherited('stroke-miterlimit', '4'),
]
export const marking = [
  inherited('marker-start', 'none'),
  inherited('marker-mid', 'none'),
  inherited('marker-end', 'none'),
]
export const clipping = [inherited('clip-rule', 'nonzero')]
export const ordering = [inherited('paint-order', 'normal')]
export const lettering = [
  inherited('font-family', ''),
  inherited('font-size', '16'),
  inherited('font-weight', '400'),
  inherited('font-style', 'normal'),
  inherited('letter-spacing', 'normal'),
  own('text-decoration', 'none'),
]
export const blending = [own('opacity', '1'), own('clip-path', 'none'), own('mask', 'none')]
export const stopping = [own('stop-color', '#000'), own('stop-opacity', '1')]

/** All of them, in the order in which they are written. */
export const presentationProperties: readonly Property[] = [
  ...lettering,
  ...filling,
  ...stroking,
  ...ordering,
  ...marking,
  ...clipping,
  ...blending,
  ...stopping,
]

/** Those whose values are colours, and may differ between the themes. */
export const colorProperties: ReadonlySet<string> = new Set(['fill', 'stroke', 'stop-color'])
