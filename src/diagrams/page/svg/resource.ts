/** Elements that are drawn only where something refers to them. */
export const resources: ReadonlySet<string> = new Set([
  'marker',
  'clipPath',
  'mask',
  'pattern',
  'linearGradient',
  'radialGradient',
])
