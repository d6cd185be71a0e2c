import { distance } from 'fastest-levenshtein'
import { quoteSource } from '../../../../src/text/quote.ts'
import { diagramTypes } from '../../mermaid/diagram-types.ts'
import type { RuleProblem } from '../../problem.ts'
import type { MappedText } from '../../source/mapped-text.ts'

const keywords = Object.values(diagramTypes).flatMap((type) => type.keywords)

/** What most diagrams are. */
const usual = ['flowchart', 'sequenceDiagram', 'classDiagram', 'stateDiagram-v2', 'erDiagram', 'gantt', 'mindmap']

/** What is wrong with a diagram that no type claims; `text` is without frontmatter, directives and comments. */
export function unknownType(text: MappedText): RuleProblem {
  const word = /^[^\s:;,({["<>]{0,200}/.exec(text.text)?.[0] ?? ''
  const start = text.origin(0)
  const place = { start, end: start + Math.max(1, word.length) }
  if (text.text.trim() === '') return empty(text)
  if (word.startsWith('---')) return openFrontMatter(place)
  return {
    message: `Unexpected ${quoteSource(word === '' ? (text.text[0] ?? '') : word)}, expected a type of diagram`,
    hint: suggestion(word),
    ...place,
  }
}

/** The first words of other languages for diagrams. */
const others: readonly [RegExp, string][] = [
  [/^(?:strict|digraph)$/, 'Graphviz'],
  [/^(?:@start\w*|plantuml|puml)$/, 'PlantUML'],
]

function suggestion(word: string): string {
  const written = word.toLowerCase()
  const other = others.find(([pattern]) => pattern.test(written))?.[1]
  if (other !== undefined)
    return `That is ${other}, another language: write the diagram in Mermaid's, as a \`flowchart\``
  const [nearest] = keywords
    .map((keyword) => ({ keyword, steps: stepsBetween(written, keyword.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps)
  if (nearest && nearest.steps <= Math.max(1, written.length / 3)) return `Did you mean \`${nearest.keyword}\`?`
  return `Begin with a type such as ${usual.map((keyword) => `\`${keyword}\``).join(', ')}`
}

/** Many a type is known without its `Diagram`, its `-beta` or its `Chart`. */
function stepsBetween(written: string, keyword: string): number {
  const short = keyword.replace(/(?:diagram|chart)(?:-v2)?$|-beta$/, '')
  return Math.min(distance(written, keyword), short.length > 2 && short === written ? 0 : Number.POSITIVE_INFINITY)
}

type Span = Pick<RuleProblem, 'start' | 'end'>

function empty(text: MappedText): RuleProblem {
  const end = text.origin(text.text.length)
  return {
    message: 'Unexpected diagram without content, expected a type such as `flowchart`',
    hint: 'Write the diagram, or take the block out',
    start: end,
    end,
  }
}

function openFrontMatter(place: Span): RuleProblem {
  return {
    message: 'Unexpected `---`, expected frontmatter that a line of `---` closes',
    hint: 'Close the frontmatter with a line of `---` that is indented as the first one, and begin the diagram after it',
    ...place,
  }
}
