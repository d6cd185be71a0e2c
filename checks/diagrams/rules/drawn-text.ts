import { type DiagramRule, mermaidPage } from '../rule.ts'

/** What is written is not what readers see. */
export const drawnText = {
  code: 'diagrams/drawn-text',
  severity: 'warning',
  summary: 'A picture whose text is not that of its source',
  needs: 'browser',
  why: `
A label of the source is not to be found in the picture as it is written: a title of an axis, for which the chart is too small, or the words of an annotation in a map that says nowhere where they stand.
`,
  wrong: mermaidPage(
    'wardley-beta',
    'title Shop',
    'component Cart [0.5, 0.5]',
    'annotation 1,[0.4, 0.6] "Move to a service"',
  ),
  right: mermaidPage(
    'wardley-beta',
    'title Shop',
    'component Cart [0.5, 0.5]',
    'annotation 1,[0.4, 0.6] "Move to a service"',
    'annotations [0.1, 0.9]',
  ),
} as const satisfies DiagramRule
