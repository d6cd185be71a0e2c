import { diagramTypes } from '../../../checks/diagrams/mermaid/diagram-types.ts'
import { examples } from './examples.ts'

const line = '  accDescr: A description that is told'
const lines = '  accDescr {\n    A description\n    of two lines\n  }'

/**
 * Diagrams of every type under each of its names: bare, and with all that a source says besides its content. A description
 * is told in one line under the first name, in several under the others and in real examples; in both where a type has one name.
 */
export const variants: readonly string[] = bodies().flatMap(({ body, told }) => [
  body,
  ...told.map((description) => after(body, `  accTitle: A title that is told\n${description}`)),
  `---\ntitle: A title of frontmatter\n---\n%%{init: {"flowchart": {"nodeSpacing": 90}, "sequence": {"mirrorActors": false}, "gantt": {"barHeight": 40}, "c4": {"c4ShapeMargin": 90}}}%%\n${body}`,
])

function bodies(): { body: string; told: string[] }[] {
  const least = Object.values(diagramTypes).flatMap(({ keywords: [usual = '', ...others], seed }) => [
    { body: seed, told: others.length > 0 ? [line] : [line, lines] },
    ...others.map((keyword) => ({ body: seed.replace(usual, keyword), told: [lines] })),
  ])
  const real = [...Map.groupBy(examples, ({ kind }) => kind).values()].flatMap(([first]) =>
    first ? [{ body: first.source, told: [lines] }] : [],
  )
  return [...new Map([...real, ...least].map((one) => [one.body, one])).values()]
}

/** What a type's grammar does not take fails to be drawn: that leaves no trace either. */
function after(body: string, lines: string): string {
  const [first = '', ...rest] = body.split('\n')
  return [first, lines, ...rest].join('\n')
}
