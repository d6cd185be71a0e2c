/** Findings in the source of a diagram that leave nothing to draw: others are told beside its picture. */
export const preventingCodes: ReadonlySet<string> = new Set([
  'diagrams/syntax',
  'diagrams/unsupported',
  'diagrams/too-large',
  'diagrams/cycle',
])
