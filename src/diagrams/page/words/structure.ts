import { classesOf } from './graph.ts'
import { filled, type OutlineReader, relation } from './outline.ts'
import { callStore, field, list, text } from './store.ts'

/** By Mermaid's numbers for the ends of a relation: https://mermaid.js.org/syntax/classDiagram.html#defining-relationship. */
const ends: Readonly<Record<string, string>> = {
  0: 'has',
  1: 'is extended by',
  2: 'is made of',
  3: 'is used by',
  4: 'offers',
}

/** Classes with their members, and what they are to each other. */
export const classes: OutlineReader = (store, plain) => {
  const found = list(callStore(store, 'getClasses'))
  const nodes = found.map((item) => {
    const id = text(item, 'id')
    return { id, label: plain(text(item, 'label')) || id, classes: classesOf(text(item, 'cssClasses')) }
  })
  const names = new Map(nodes.map(({ id, label }) => [id, label]))
  const nameOf = (id: string) => names.get(id) ?? id
  const related = list(callStore(store, 'getRelations')).map((item) => {
    const first = ends[text(field(item, 'relation'), 'type1')]
    const second = ends[text(field(item, 'relation'), 'type2')]
    const [from, to] =
      first || !second ? [text(item, 'id1'), text(item, 'id2')] : [text(item, 'id2'), text(item, 'id1')]
    return relation(nameOf(from), first ?? second ?? 'is linked with', nameOf(to), plain(text(item, 'title')))
  })
  const members = found.flatMap((item, index) => {
    const inside = [...list(field(item, 'members')), ...list(field(item, 'methods'))].map((member) =>
      text(member, 'id'),
    )
    return inside.length === 0 ? [] : [`${nodes[index]?.label} has ${filled(inside).join(', ')}`]
  })
  const titles = list(callStore(store, 'getRelations')).map((item) => plain(text(item, 'title')))
  return { nodes, facts: [...related, ...members], labels: filled([...nodes.map(({ label }) => label), ...titles]) }
}

/** Entities with their attributes, and the sentences that their relations make. */
export const entities: OutlineReader = (store, plain) => {
  const found = callStore(store, 'getEntities')
  const pairs = found instanceof Map ? [...found] : []
  const ids = new Map(pairs.map(([name, item]) => [text(item, 'id'), String(name)]))
  const nodes = pairs.map(([name, item]) => {
    const label = plain(text(item, 'alias') || text(item, 'label')) || String(name)
    return { id: String(name), label, classes: classesOf(text(item, 'cssClasses')) }
  })
  const labels = new Map(nodes.map(({ id, label }) => [id, label]))
  const nameOf = (id: string) => labels.get(ids.get(id) ?? id) ?? id
  const relations = list(callStore(store, 'getRelationships')).map((item) => ({
    from: nameOf(text(item, 'entityA')),
    verb: plain(text(item, 'roleA')),
    to: nameOf(text(item, 'entityB')),
  }))
  const attributes = pairs.flatMap(([name, item]) => {
    const inside = filled(list(field(item, 'attributes')).map((attribute) => text(attribute, 'name')))
    return inside.length === 0 ? [] : [`${labels.get(String(name))} has ${inside.join(', ')}`]
  })
  const facts = relations.map(({ from, verb, to }) => `${from} ${verb || 'belongs with'} ${to}`)
  return {
    nodes,
    facts: [...facts, ...attributes],
    labels: filled([...labels.values(), ...relations.map(({ verb }) => verb)]),
  }
}
