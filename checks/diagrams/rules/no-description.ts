import type { Diagram } from '../diagram.ts'
import type { RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import { trimPart } from '../source/text-part.ts'

/** Who does not see the picture has its description alone. */
export const noDescription = {
  code: 'diagrams/no-description',
  severity: 'off',
  summary: 'A diagram without a title or description for those who do not see it',
  why: `
The diagram has neither \`accTitle\` nor \`accDescr\`. The site then describes it by its content, box by box; a sentence of yours says what it means.

It is off unless \`waymark.yaml\` gives it a severity: \`checks: { diagrams: { severity: { no-description: info } } }\`. Hardly any diagram that was not written for Waymark has one.
`,
  beside: { 'waymark.yaml': 'checks: { diagrams: { severity: { no-description: info } } }\n' },
  wrong: mermaidPage('flowchart LR', '  shop[Shop] --> bank[Bank]'),
  right: mermaidPage(
    'flowchart LR',
    '  accTitle: How an order is paid',
    '  accDescr: The shop asks the bank, and retries through the queue.',
    '  shop[Shop] --> bank[Bank]',
  ),
  check: undescribed,
} as const satisfies DiagramRule

/** The types whose grammar takes `accTitle` and `accDescr`, by Mermaid's names; a test holds the list. */
const takes = new Set([
  'architecture',
  'c4',
  'classDiagram',
  'cynefin',
  'er',
  'flowchart-elk',
  'flowchart-v2',
  'gantt',
  'gitGraph',
  'journey',
  'packet',
  'pie',
  'quadrantChart',
  'radar',
  'railroad',
  'railroadAbnf',
  'railroadEbnf',
  'railroadPeg',
  'requirement',
  'sequence',
  'stateDiagram',
  'swimlane',
  'treeView',
  'treemap',
  'usecase',
  'wardley',
  'xychart',
])

/** A diagram that says in no words what it shows. */
function undescribed({ source }: Diagram): RuleProblem[] {
  const [first] = source.lines
  if (!first || !takes.has(source.type) || /^\s*acc(?:Title\s*:|Descr\s*[:{])/m.test(source.text)) return []
  return [
    source.problem(trimPart(first), 'Unexpected diagram without a description, expected `accTitle` or `accDescr`', {
      hint: 'Write `accTitle: …` and `accDescr: …` on lines of their own under the first one',
    }),
  ]
}
