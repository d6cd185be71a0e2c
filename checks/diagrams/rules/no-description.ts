import type { Diagram } from '../diagram.ts'
import type { DiagramProblem } from '../problem.ts'
import { trimPart } from '../source/text-part.ts'

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
export function noDescription({ written }: Diagram): DiagramProblem[] {
  const [first] = written.lines
  if (!first || !takes.has(written.type) || /^\s*acc(?:Title\s*:|Descr\s*[:{])/m.test(written.text)) return []
  return [
    written.problem(
      'diagrams/no-description',
      trimPart(first),
      'Unexpected diagram without a description, expected `accTitle` or `accDescr`',
      {
        hint: 'Write `accTitle: …` and `accDescr: …` on lines of their own under the first one',
      },
    ),
  ]
}
