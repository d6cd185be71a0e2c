import { diagramData } from '@mermaid-js/examples'

/** The examples that Mermaid publishes, by the kind of diagram and their number. */
export const examples: readonly { name: string; kind: string; source: string }[] = diagramData.flatMap(
  ({ id, examples: sources }) => sources.map(({ code }, index) => ({ name: `${id} ${index}`, kind: id, source: code })),
)
