import type { Codes } from '../check.ts'

export const codes: Codes = {
  'diagrams/syntax': { severity: 'error', summary: 'A diagram that Mermaid does not understand' },
  'diagrams/unsupported': {
    severity: 'error',
    summary: 'A type of diagram, or of formula, that Waymark does not draw',
  },
  'diagrams/too-large': { severity: 'error', summary: 'A diagram beyond Mermaid’s limits of size' },
  'diagrams/timeout': { severity: 'warning', summary: 'A diagram that takes too much work' },
  'diagrams/lost-text': { severity: 'error', summary: 'A label that Mermaid does not draw as it is written' },
  'diagrams/literal-break': { severity: 'warning', summary: 'A line break that Mermaid draws as it is written' },
  'diagrams/lost-part': { severity: 'warning', summary: 'An icon, a link or a note that the picture does not show' },
  'diagrams/unknown-node': {
    severity: 'error',
    summary: 'A class, style, link or relation of a node that is not there',
  },
  'diagrams/bad-value': { severity: 'error', summary: 'A value that the diagram cannot be drawn with' },
  'diagrams/cycle': { severity: 'error', summary: 'A circle in a diagram that must not have one' },
  'diagrams/mistyped-node': { severity: 'warning', summary: 'A node that looks like a slip in another’s id' },
  'diagrams/mistyped-keyword': {
    severity: 'warning',
    summary: 'A word that looks like a slip in a keyword',
  },
  'diagrams/duplicate-id': { severity: 'warning', summary: 'Two things of a diagram with the same id' },
  'diagrams/unknown-class': { severity: 'warning', summary: 'A class of a diagram that nothing defines' },
  'diagrams/unreadable-color': { severity: 'warning', summary: 'Text or a line that is too faint in the picture' },
  'diagrams/unknown-setting': { severity: 'warning', summary: 'A setting, theme or layout that Mermaid does not know' },
  'diagrams/no-description': {
    severity: 'info',
    summary: 'A diagram without a title or description for those who do not see it',
  },
  'diagrams/undrawable': { severity: 'error', summary: 'A diagram that Mermaid fails to draw', needs: 'browser' },
  'diagrams/broken-geometry': {
    severity: 'error',
    summary: 'A picture with parts of no size or place',
    needs: 'browser',
  },
  'diagrams/drawn-text': {
    severity: 'warning',
    summary: 'A picture whose text is not that of its source',
    needs: 'browser',
  },
}
