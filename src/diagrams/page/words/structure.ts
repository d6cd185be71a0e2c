import { type ContentReader, filled, relation } from './content.ts'
import { classesOf } from './graph.ts'
import { callStore, field, list, textField } from './store.ts'

/** By Mermaid's numbers for the ends of a relation: https://mermaid.js.org/syntax/classDiagram.html#defining-relationship. */
const ends: Readonly<Record<string, string>> = {
  0: 'has',
  1: 'is extended by',
  2: 'is made of',
  3: 'is used by',
  4: 'offers',
}

/** Classes with their members, and what they are to each other. */
export const classes: ContentReader = (store, plain) => {
  const found = list(callStore(store, 'getClasses'))
  const nodes = found.map((item) => {
    const id = textField(item, 'id')
    return { id, label: plain(textField(item, 'label')) || id, classes: classesOf(textField(item, 'cssClasses')) }
  })
  const names = new Map(nodes.map(({ id, label }) => [id, label]))
  const nameOf = (id: string) => names.get(id) ?? id
  const related = list(callStore(store, 'getRelations')).map((item) => {
    const first = ends[textField(field(item, 'relation'), 'type1')]
    const second = ends[textField(field(item, 'relation'), 'type2')]
    const [from, to] =
      first || !second
        ? [textField(item, 'id1'), textField(item, 'id2')]
        : [textField(item, 'id2'), textField(item, 'id1')]
    return relation(nameOf(from), first ?? second ?? 'is linked with', nameOf(to), plain(textField(item, 'title')))
  })
  const members = found.flatMap((item, index) => {
    const inside = [...list(field(item, 'members')), ...list(field(item, 'methods'))].map((member) =>
      textField(member, 'id'),
    )
    return inside.length === 0 ? [] : [`${nodes[index]?.label} has ${filled(inside).join(', ')}`]
  })
  const titles = list(callStore(store, 'getRelations')).map((item) => plain(textField(item, 'title')))
  return { nodes, facts: [...related, ...members], labels: filled([...nodes.map(({ label }) => label), ...titles]) }
}

/** Entities with their attributes, and the sentences that their relations make. */
export const entities: ContentReader = (store, plain) => {
  const found = callStore(store, 'getEntities')
  const pairs = found instanceof Map ? [...found] : []
  const ids = new Map(pairs.map(([name, item]) => [textField(item, 'id'), String(name)]))
  const nodes = pairs.map(([name, item]) => {
    const label = plain(textField(item, 'alias') || textField(item, 'label')) || String(name)
    return { id: String(name), label, classes: classesOf(textField(item, 'cssClasses')) }
  })
  const labels = new Map(nodes.map(({ id, label }) => [id, label]))
  const nameOf = (id: string) => labels.get(ids.get(id) ?? id) ?? id
  const relations = list(callStore(store, 'getRelationships')).map((item) => ({
    from: nameOf(textField(item, 'entityA')),
    verb: plain(textField(item, 'roleA')),
    to: nameOf(textField(item, 'entityB')),
  }))
  const attributes = pairs.flatMap(([name, item]) => {
    const inside = filled(list(field(item, 'attributes')).map((attribute) => textField(attribute, 'name')))
    return inside.length === 0 ? [] : [`${labels.get(String(name))} has ${inside.join(', ')}`]
  })
  const facts = relations.map(({ from, verb, to }) => `${from} ${verb || 'belongs with'} ${to}`)
  return {
    nodes,
    facts: [...facts, ...attributes],
    labels: filled([...labels.values(), ...relations.map(({ verb }) => verb)]),
  }
}
