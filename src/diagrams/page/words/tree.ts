import { type ContentReader, filled, type PlainText } from './content.ts'
import { callStore, field, list, textField } from './store.ts'

/** Trees whose store answers `getRoot()`: each node with children is a clause. */
export const treeBy =
  (name: string): ContentReader =>
  (store, plain) => {
    const root = callStore(store, 'getRoot')
    const labels: string[] = []
    const facts: string[] = []
    visit(root, name, plain, labels, facts)
    return { nodes: [], facts, labels: filled(labels) }
  }

function visit(node: unknown, name: string, plain: PlainText, labels: string[], facts: string[]): void {
  const labelOf = (item: unknown) => {
    const label = plain(textField(item, name))
    const value = textField(item, 'value')
    return value === '' ? label : `${label} (${value})`
  }
  const label = plain(textField(node, name))
  const children = list(field(node, 'children'))
  labels.push(label)
  const inside = children.map(labelOf).join(', ')
  if (children.length > 0 && label !== '') facts.push(`${label}: ${inside}`)
  for (const child of children) visit(child, name, plain, labels, facts)
}

/** Mind maps keep their tree as edges between numbers. */
export const mindmap: ContentReader = (store, plain) => {
  const data = callStore(store, 'getData')
  const nodes = list(field(data, 'nodes'))
  const names = new Map(nodes.map((node) => [textField(node, 'id'), plain(textField(node, 'label'))]))
  const children = Map.groupBy(list(field(data, 'edges')), (edge) => textField(edge, 'start'))
  const facts = [...children].map(([id, edges]) => {
    const inside = edges.map((edge) => names.get(textField(edge, 'end')) ?? '')
    return `${names.get(id) ?? ''}: ${filled(inside).join(', ')}`
  })
  return {
    nodes: [],
    facts: facts.length === 0 ? filled([...names.values()]) : facts,
    labels: filled([...names.values()]),
  }
}
