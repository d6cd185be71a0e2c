import { filled, type Outline, type OutlineReader } from './outline.ts'
import { callStore, field, list, text } from './store.ts'

function outline(facts: string[], labels: string[]): Outline {
  return { nodes: [], facts: filled(facts), labels: filled(labels) }
}

export const slices: OutlineReader = (store, plain) => {
  const sections = callStore(store, 'getSections')
  const pairs = sections instanceof Map ? [...sections] : []
  const names = pairs.map(([name]) => plain(String(name)))
  return outline(
    pairs.map(([, value], index) => `${names[index]} ${String(value)}`),
    names,
  )
}

export const axes: OutlineReader = (store, plain) => {
  const names = list(callStore(store, 'getAxes')).map((axis) => plain(text(axis, 'label') || text(axis, 'name')))
  const curves = list(callStore(store, 'getCurves')).map((curve) => {
    const values = list(field(curve, 'entries')).map((value, index) => `${names[index] ?? ''} ${String(value)}`)
    return `${plain(text(curve, 'label') || text(curve, 'name'))}: ${values.join(', ')}`
  })
  return outline(curves, names)
}

export const flows: OutlineReader = (store, plain) => {
  const graph = callStore(store, 'getGraph')
  const facts = list(field(graph, 'links')).map(
    (link) => `${plain(text(link, 'source'))} to ${plain(text(link, 'target'))}: ${text(link, 'value')}`,
  )
  return outline(
    facts,
    list(field(graph, 'nodes')).map((node) => plain(text(node, 'id'))),
  )
}

export const fields: OutlineReader = (store, plain) => {
  const found = list(callStore(store, 'getPacket')).flatMap(list)
  const facts = found.map(
    (item) => `${plain(text(item, 'label'))} (bits ${text(item, 'start')} to ${text(item, 'end')})`,
  )
  return outline(
    facts,
    found.map((item) => plain(text(item, 'label'))),
  )
}

/** Steps of a journey with their marks. */
export const steps: OutlineReader = (store, plain) => {
  const tasks = list(callStore(store, 'getTasks'))
  const facts = tasks.map((task) => {
    const people = list(field(task, 'people')).map(String).join(', ')
    return `${plain(text(task, 'task'))}, ${text(task, 'score')}${people === '' ? '' : ` (${people})`}`
  })
  return outline(
    facts,
    tasks.map((task) => plain(text(task, 'task'))),
  )
}

export const tasks: OutlineReader = (store, plain) => {
  const found = list(callStore(store, 'getTasks'))
  const day = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : '')
  const facts = found.map(
    (task) =>
      `${plain(text(task, 'task')).trim()} from ${day(field(task, 'startTime'))} to ${day(field(task, 'endTime'))}`,
  )
  return outline(
    facts,
    found.map((task) => plain(text(task, 'task'))),
  )
}

export const events: OutlineReader = (store, plain) => {
  const found = list(callStore(store, 'getTasks'))
  const eventsOf = (task: unknown) => list(field(task, 'events')).map((event) => plain(String(event)))
  const facts = found.map((task) => `${plain(text(task, 'task')).trim()}: ${eventsOf(task).join(', ')}`)
  return outline(
    facts,
    found.flatMap((task) => [plain(text(task, 'task')), ...eventsOf(task)]),
  )
}

export const commits: OutlineReader = (store, plain) => {
  const found = list(callStore(store, 'getCommits'))
  const branches = Map.groupBy(found, (commit) => text(commit, 'branch'))
  const facts = [...branches].map(([branch, inside]) => {
    const names = inside.map((commit) => plain(text(commit, 'message')) || text(commit, 'id'))
    return `Branch ${plain(branch)} with ${names.join(', ')}`
  })
  const isShown = field(callStore(store, 'getConfig'), 'showBranches') !== false
  return outline(facts, isShown ? [...branches.keys()].map(plain) : [])
}
