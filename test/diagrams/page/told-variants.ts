import { diagramTypes } from '../../../checks/diagrams/mermaid/diagram-types.ts'
import { examples } from './examples.ts'

/** Diagrams of every type under each of its names: bare, and with all that a source says besides its content. */
export const variants: readonly string[] = bodies().flatMap((body) => [
  body,
  after(body, '  accTitle: A title that is told\n  accDescr: A description that is told'),
  after(body, '  accDescr {\n    A description\n    of two lines\n  }'),
  `---\ntitle: A title of frontmatter\n---\n%%{init: {"flowchart": {"nodeSpacing": 90}, "sequence": {"mirrorActors": false}, "gantt": {"barHeight": 40}, "c4": {"c4ShapeMargin": 90}}}%%\n${body}`,
])

function bodies(): string[] {
  const least = Object.values(diagramTypes).flatMap(({ keywords: [usual = '', ...others], seed }) =>
    [usual, ...others].map((keyword) => seed.replace(usual, keyword)),
  )
  const real = [...Map.groupBy(examples, ({ kind }) => kind).values()].flatMap(([first]) => first?.source ?? [])
  return [...new Set([...least, ...real])]
}

/** What a type's grammar does not take fails to be drawn: that leaves no trace either. */
function after(body: string, lines: string): string {
  const [first = '', ...rest] = body.split('\n')
  return [first, lines, ...rest].join('\n')
}
