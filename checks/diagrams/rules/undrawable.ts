import { type DiagramRule, mermaidPage } from '../rule.ts'

/** Readers get the source in place of the picture. */
export const undrawable = {
  code: 'diagrams/undrawable',
  severity: 'error',
  summary: 'A diagram that Mermaid fails to draw',
  needs: 'browser',
  why: `
Mermaid reads the diagram and fails to draw it. The message is Mermaid's own.
`,
  wrong: mermaidPage('sequenceDiagram', '  Shop->>Bank: pay', '  activate Till'),
  right: mermaidPage('sequenceDiagram', '  Shop->>Bank: pay', '  activate Bank', '  deactivate Bank'),
} as const satisfies DiagramRule
