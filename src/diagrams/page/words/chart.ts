import { type ContentReader, type DiagramContent, filled } from './content.ts'
import { callStore, field, list, textField } from './store.ts'

function outline(facts: string[], labels: string[]): DiagramContent {
  return { nodes: [], facts: filled(facts), labels: filled(labels) }
}

export const slices: ContentReader = (store, plain) => {
  const sections = callStore(store, 'getSections')
  const pairs = sections instanceof Map ? [...sections] : []
  const names = pairs.map(([name]) => plain(String(name)))
  return outline(
    pairs.map(([, value], index) => `${names[index]} ${String(value)}`),
    names,
  )
}

export const axes: ContentReader = (store, plain) => {
  const names = list(callStore(store, 'getAxes')).map((axis) =>
    plain(textField(axis, 'label') || textField(axis, 'name')),
  )
  const curves = list(callStore(store, 'getCurves')).map((curve) => {
    const values = list(field(curve, 'entries')).map((value, index) => `${names[index] ?? ''} ${String(value)}`)
    return `${plain(textField(curve, 'label') || textField(curve, 'name'))}: ${values.join(', ')}`
  })
  return outline(curves, names)
}

export const flows: ContentReader = (store, plain) => {
  const graph = callStore(store, 'getGraph')
  const facts = list(field(graph, 'links')).map(
    (link) => `${plain(textField(link, 'source'))} to ${plain(textField(link, 'target'))}: ${textField(link, 'value')}`,
  )
  return outline(
    facts,
    list(field(graph, 'nodes')).map((node) => plain(textField(node, 'id'))),
  )
}

export const fields: ContentReader = (store, plain) => {
  const found = list(callStore(store, 'getPacket')).flatMap(list)
  const facts = found.map(
    (item) => `${plain(textField(item, 'label'))} (bits ${textField(item, 'start')} to ${textField(item, 'end')})`,
  )
  return outline(
    facts,
    found.map((item) => plain(textField(item, 'label'))),
  )
}

/** Steps of a journey with their marks. */
export const steps: ContentReader = (store, plain) => {
  const tasks = list(callStore(store, 'getTasks'))
  const facts = tasks.map((task) => {
    const people = list(field(task, 'people')).map(String).join(', ')
    return `${plain(textField(task, 'task'))}, ${textField(task, 'score')}${people === '' ? '' : ` (${people})`}`
  })
  return outline(
    facts,
    tasks.map((task) => plain(textField(task, 'task'))),
  )
}

export const tasks: ContentReader = (store, plain) => {
  const found = list(callStore(store, 'getTasks'))
  const day = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : '')
  const facts = found.map(
    (task) =>
      `${plain(textField(task, 'task')).trim()} from ${day(field(task, 'startTime'))} to ${day(field(task, 'endTime'))}`,
  )
  return outline(
    facts,
    found.map((task) => plain(textField(task, 'task'))),
  )
}

export const events: ContentReader = (store, plain) => {
  const found = list(callStore(store, 'getTasks'))
  const eventsOf = (task: unknown) => list(field(task, 'events')).map((event) => plain(String(event)))
  const facts = found.map((task) => `${plain(textField(task, 'task')).trim()}: ${eventsOf(task).join(', ')}`)
  return outline(
    facts,
    found.flatMap((task) => [plain(textField(task, 'task')), ...eventsOf(task)]),
  )
}

export const commits: ContentReader = (store, plain) => {
  const found = list(callStore(store, 'getCommits'))
  const branches = Map.groupBy(found, (commit) => textField(commit, 'branch'))
  const facts = [...branches].map(([branch, inside]) => {
    const names = inside.map((commit) => plain(textField(commit, 'message')) || textField(commit, 'id'))
    return `Branch ${plain(branch)} with ${names.join(', ')}`
  })
  const isShown = field(callStore(store, 'getConfig'), 'showBranches') !== false
  return outline(facts, isShown ? [...branches.keys()].map(plain) : [])
}
