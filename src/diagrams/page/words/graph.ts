import type { DrawnNode } from '../drawing.ts'
import { type ContentReader, type DiagramContent, filled, type PlainText, relation } from './content.ts'
import { callStore, field, list, textField } from './store.ts'

interface Edge {
  from: string
  to: string
  label: string
}

/** Nodes that some diagrams add for themselves; a reader never named them. */
const added = /^(?:id-|divider-id-)|(?:----|_start$|_end$)/

/** Shapes that are drawn without their label. */
const mute: ReadonlySet<string> = new Set(
  `choice fork join forkJoin stateStart stateEnd start stop junction f-circ filled-circle sm-circ small-circle fr-circ
   framed-circle cross-circ crossed-circle summary hourglass collate bolt com-link lightning-bolt anchor block_arrow`.split(
    /\s+/,
  ),
)

/** What stands in `getData()` of the diagrams that share Mermaid's renderer. */
export const graphOf =
  (verb: string): ContentReader =>
  (store, plain) => {
    const data = callStore(store, 'getData')
    const written = list(field(data, 'nodes'))
    const nodes = written.map((node) => nodeOf(node, plain))
    const edges = list(field(data, 'edges')).map((edge) => edgeOf(edge, plain))
    return { ...graphContent(nodes, edges, verb, groupsOf(data, nodes)), labels: labelsOf(written, edges, plain) }
  }

export function graphContent(nodes: DrawnNode[], edges: Edge[], verb: string, groups: string[] = []): DiagramContent {
  const names = new Map(nodes.map(({ id, label }) => [id, label]))
  const nameOf = (id: string) => names.get(id) ?? id
  const facts = [...edges.map(({ from, to, label }) => relation(nameOf(from), verb, nameOf(to), label)), ...groups]
  const related = new Set(edges.flatMap(({ from, to }) => [from, to]))
  const alone = nodes.filter(({ id }) => !related.has(id)).map(({ label }) => label)
  const labels = filled([...nodes.map(({ label }) => label), ...edges.map(({ label }) => label)])
  return { nodes, facts: facts.length === 0 ? filled(alone) : facts, labels }
}

/** Labels that are drawn: of nodes whose shapes have room for one, and of edges. */
function labelsOf(nodes: unknown[], edges: Edge[], plain: PlainText): string[] {
  const shown = nodes.filter((node) => !mute.has(textField(node, 'shape')) && !mute.has(textField(node, 'type')))
  return filled([...shown.map((node) => labelOf(node, plain)), ...edges.map(({ label }) => label)])
}

function nodeOf(node: unknown, plain: PlainText): DrawnNode {
  const id = textField(node, 'id')
  return { id, label: labelOf(node, plain) || id, classes: classesOf(textField(node, 'cssClasses')) }
}

/** Empty where a node is written with blanks alone; its picture has no text then. */
function labelOf(node: unknown, plain: PlainText): string {
  return plain(textField(node, 'label') || textField(node, 'name'))
}

export function classesOf(written: string): string[] {
  return written.split(/\s+/).filter((name) => name !== '' && name !== 'default' && !name.startsWith('statediagram-'))
}

function edgeOf(edge: unknown, plain: PlainText): Edge {
  return { from: textField(edge, 'start'), to: textField(edge, 'end'), label: plain(textField(edge, 'label')) }
}

/** Groups with what they hold. */
function groupsOf(data: unknown, nodes: DrawnNode[]): string[] {
  const names = new Map(nodes.map(({ id, label }) => [id, label]))
  const held = Map.groupBy(
    list(field(data, 'nodes')).filter((node) => textField(node, 'parentId') !== ''),
    (node) => textField(node, 'parentId'),
  )
  return [...held].flatMap(([id, members]) => {
    const inside = filled(members.map((member) => names.get(textField(member, 'id')) ?? ''))
    return names.has(id) && inside.length > 0 ? [`${names.get(id)} holds ${inside.join(', ')}`] : []
  })
}

/** States begin and end without a name. */
export const stateChart: ContentReader = (store, plain) => {
  const data = callStore(store, 'getData')
  const written = list(field(data, 'nodes')).filter((node) => !added.test(textField(node, 'id')))
  const nodes = written.map((node) => nodeOf(node, plain))
  const edges = list(field(data, 'edges')).map((edge) => edgeOf(edge, plain))
  const names = new Map(nodes.map(({ id, label }) => [id, label]))
  const facts = edges.flatMap(({ from, to, label }) => {
    const [first, last] = [names.get(from), names.get(to)]
    if (first && last) return [relation(first, 'becomes', last, label)]
    if (last && from.endsWith('_start')) return [relation('The beginning', 'is', last, label)]
    return first && to.endsWith('_end') ? [relation(first, 'is', 'an end', label)] : []
  })
  return { nodes, facts: [...facts, ...groupsOf(data, nodes)], labels: labelsOf(written, edges, plain) }
}

/** Blocks, services and C4's boxes have stores of their own. */
export const blocks: ContentReader = (store, plain) => {
  const isNamed = (block: unknown) => !['space', 'composite', 'column-setting'].includes(textField(block, 'type'))
  const written = list(callStore(store, 'getBlocksFlat')).filter(
    (block) => isNamed(block) && textField(block, 'id') !== 'root' && !/^id-\w+-\d/.test(textField(block, 'id')),
  )
  const all = written.map((block) => nodeOf(block, plain))
  const nodes = all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index)
  const edges = list(callStore(store, 'getEdges')).map((edge) => edgeOf(edge, plain))
  return { ...graphContent(nodes, edges, 'leads to'), labels: labelsOf(written, edges, plain) }
}

export const architecture: ContentReader = (store, plain) => {
  const nodes = list(callStore(store, 'getServices')).map((service) => {
    const id = textField(service, 'id')
    return { id, label: plain(textField(service, 'title') || textField(service, 'iconText')) || id, classes: [] }
  })
  const edges = list(callStore(store, 'getEdges')).map((edge) => ({
    from: textField(edge, 'lhsId'),
    to: textField(edge, 'rhsId'),
    label: plain(textField(edge, 'title')),
  }))
  return graphContent(nodes, edges, 'is connected with')
}

export const c4: ContentReader = (store, plain) => {
  const written = (owner: unknown, name: string) => plain(textField(field(owner, name), 'text'))
  const nodes = list(callStore(store, 'getC4ShapeArray')).map((shape) => {
    const id = textField(shape, 'alias')
    return { id, label: written(shape, 'label') || id, classes: [] }
  })
  const edges = list(callStore(store, 'getRels')).map((edge) => ({
    from: textField(edge, 'from'),
    to: textField(edge, 'to'),
    label: written(edge, 'label'),
  }))
  return graphContent(nodes, edges, 'to')
}
