import { type DiagramRule, mermaidPage } from '../rule.ts'

/** Browsers leave such parts out. */
export const brokenGeometry = {
  code: 'diagrams/broken-geometry',
  severity: 'error',
  summary: 'A picture with parts of no size or place',
  needs: 'browser',
  why: `
The picture has parts without a size or a place, which browsers leave out.
`,
  wrong: mermaidPage('radar-beta', '  axis a["A"], b["B"], c["C"]', '  curve x["X"]{1, 1, 1}', '  max 1', '  min 1'),
  right: mermaidPage('radar-beta', '  axis a["A"], b["B"], c["C"]', '  curve x["X"]{1, 1, 1}', '  max 2'),
} as const satisfies DiagramRule
