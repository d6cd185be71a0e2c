import { axes, commits, events, fields, flows, slices, steps, tasks } from './chart.ts'
import type { ContentReader, DiagramContent, PlainText } from './content.ts'
import { architecture, blocks, c4, graphOf, stateChart } from './graph.ts'
import { domains, lanes, maps, plots, quadrants, rules, sets } from './plane.ts'
import { messages } from './sequence.ts'
import { callStore } from './store.ts'
import { classes, entities } from './structure.ts'
import { mindmap, treeBy } from './tree.ts'

/** Kinds of diagrams by Mermaid's name for them: what a reader calls them, and how they are read. */
const kinds: ReadonlyMap<string, [name: string, read?: ContentReader]> = new Map<string, [string, ContentReader?]>([
  ['flowchart-v2', ['Flowchart', graphOf('leads to')]],
  ['flowchart', ['Flowchart', graphOf('leads to')]],
  ['flowchart-elk', ['Flowchart', graphOf('leads to')]],
  ['swimlane', ['Swimlanes', graphOf('leads to')]],
  ['agentflow', ['Agent flow', graphOf('leads to')]],
  ['sequence', ['Sequence', messages]],
  ['stateDiagram', ['States', stateChart]],
  ['state', ['States', stateChart]],
  ['classDiagram', ['Classes', classes]],
  ['class', ['Classes', classes]],
  ['er', ['Entities', entities]],
  ['block', ['Blocks', blocks]],
  ['architecture', ['Architecture', architecture]],
  ['c4', ['C4 diagram', c4]],
  ['requirement', ['Requirements', graphOf('relates to')]],
  ['usecase', ['Use cases', graphOf('to')]],
  ['mindmap', ['Mind map', mindmap]],
  ['kanban', ['Board', graphOf('leads to')]],
  ['pie', ['Pie chart', slices]],
  ['radar', ['Radar chart', axes]],
  ['sankey', ['Flows', flows]],
  ['packet', ['Packet', fields]],
  ['journey', ['Journey', steps]],
  ['gantt', ['Schedule', tasks]],
  ['timeline', ['Timeline', events]],
  ['gitGraph', ['Git history', commits]],
  ['treemap', ['Treemap', treeBy('name')]],
  ['treeView', ['Tree', treeBy('name')]],
  ['ishikawa', ['Causes and effect', treeBy('text')]],
  ['xychart', ['Chart', plots]],
  ['quadrantChart', ['Quadrants', quadrants]],
  ['eventmodeling', ['Event model', lanes]],
  ['venn', ['Venn diagram', sets]],
  ['wardley', ['Wardley map', maps]],
  ['cynefin', ['Cynefin', domains]],
  ...['railroad', 'railroadEbnf', 'railroadAbnf', 'railroadPeg'].map((type): [string, [string, ContentReader]] => [
    type,
    ['Railroad diagram', rules],
  ]),
])

/** In UTF-16 code units. */
const limit = 1000

export function contentOf(type: string, store: unknown, plain: PlainText): DiagramContent {
  const read = kinds.get(type)?.[1]
  return read ? read(store, plain) : { nodes: [], facts: [], labels: [] }
}

/** What a reader calls a diagram of a type. */
export function kindOf(type: string): string {
  return kinds.get(type)?.[0] ?? 'Diagram'
}

/** The author's own title of a diagram, or the one that it shows. */
export function diagramTitle(store: unknown, plain: PlainText): string | undefined {
  for (const name of ['getAccTitle', 'getDiagramTitle', 'getTitle']) {
    const title = askWords(store, name)
    if (typeof title === 'string' && title.trim() !== '') return plain(title)
  }
  return undefined
}

/** A timeline keeps its words in a store that it hands out. */
function askWords(store: unknown, name: string): unknown {
  return callStore(store, name) ?? callStore(callStore(store, 'getCommonDb'), name)
}

/** The author's description, or the content in words; of a kind that is not read, the texts of its picture. */
export function descriptionOf(
  type: string,
  store: unknown,
  facts: string[],
  texts: string[],
  plain: PlainText,
): string {
  const written = askWords(store, 'getAccDescription')
  if (typeof written === 'string' && written.trim() !== '') return plain(written)
  const name = kindOf(type)
  return facts.length > 0 ? clausesText(`${name}: `, facts, '; ') : clausesText(`${name} with `, texts, ', ')
}

/** As many of the clauses as there is room for, and how many more there are. */
export function clausesText(start: string, clauses: string[], between: string): string {
  let said = start
  for (const [index, clause] of clauses.entries()) {
    const next = said + (index === 0 ? '' : between) + clause
    const rest = clauses.length - index
    if (next.length > limit - 20) return `${said.slice(0, limit - 20)}${index === 0 ? '' : between}and ${rest} more`
    said = next
  }
  return said
}
