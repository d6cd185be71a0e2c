/** The id in which the drawing is made; Mermaid's own ids begin with it. */
export const drawingId = 'diagram'

const ids = [/^(?:flowchart|classId|state|entity)-(.+)-\d+$/s, /^(?:service|usecase)-(.+)$/s, /^(.+)$/s]
const classes = ['node', 'rough-node', 'cluster', 'architecture-service', 'statediagram-cluster']

/** The node of a diagram that an element stands for, by the ids and classes that Mermaid 12 gives. */
export function nodeOf(element: Element): string | undefined {
  if (element.localName !== 'g') return undefined
  const actor = element.matches('.actor-man[name]') ? element : element.querySelector(':scope > .actor[name]')
  if (actor) return actor.getAttribute('name') ?? undefined
  const isNode = classes.some((name) => element.classList.contains(name))
  if (!isNode || !element.id.startsWith(`${drawingId}-`)) return undefined
  const id = element.id.slice(drawingId.length + 1)
  return element.getAttribute('data-usecase-id') ?? ids.map((pattern) => pattern.exec(id)?.[1]).find(Boolean)
}
