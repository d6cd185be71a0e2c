import { type ContentReader, type DiagramContent, filled } from './content.ts'
import { callStore, field, list, textField } from './store.ts'

/** Diagrams whose words stand at places of a plane; the picture itself is what they say. */
function words(labels: string[], facts: string[] = []): DiagramContent {
  return { nodes: [], facts, labels: filled(labels) }
}

/** Bars and lines with their values. What the author's settings hide is no label. */
export const plots: ContentReader = (store, plain) => {
  const [chart, settings] = [callStore(store, 'getXYChartData'), callStore(store, 'getChartConfig')]
  const drawn = list(field(chart, 'plots'))
  const titles = drawn.map((plot) => plain(textField(plot, 'title')))
  const axes = ['xAxis', 'yAxis'].flatMap((name) => {
    const [axis, shown] = [field(chart, name), field(settings, name)]
    const title = field(shown, 'showTitle') === true ? [textField(axis, 'title')] : []
    const marks = field(shown, 'showLabel') === true ? list(field(axis, 'categories')).map(String) : []
    return [...title, ...marks].map(plain)
  })
  const facts = drawn.map((plot, index) => {
    const values = list(field(plot, 'data')).map((pair) => list(pair).map(String).map(plain).join(' '))
    return `${titles[index] || textField(plot, 'type')}: ${values.join(', ')}`
  })
  return words([...axes, ...(field(settings, 'showLegend') === true ? titles : [])], facts)
}

export const quadrants: ContentReader = (store, plain) => {
  const data = callStore(store, 'getQuadrantData')
  const named = [...list(field(data, 'points')), ...list(field(data, 'quadrants'))].map((item) => field(item, 'text'))
  return words([...named, ...list(field(data, 'axisLabels'))].map((item) => plain(textField(item, 'text'))))
}

/** A set without a label has its own name; what several have in common has none then. */
export const sets: ContentReader = (store, plain) => {
  const areas = list(callStore(store, 'getSubsetData')).map((area) => {
    const names = list(field(area, 'sets')).map(String)
    return textField(area, 'label') || (names.length === 1 ? names.join('') : '')
  })
  const inside = list(callStore(store, 'getTextData')).map((item) => textField(item, 'label') || textField(item, 'id'))
  return words([...areas, ...inside].map(plain))
}

export const maps: ContentReader = (store, plain) => {
  const data = callStore(store, 'getWardleyData')
  const of = (name: string, key: string) => list(field(data, name)).map((item) => textField(item, key))
  const notes = ['annotations', 'notes'].flatMap((name) => of(name, 'text'))
  const forces = ['accelerators', 'deaccelerators'].flatMap((name) => of(name, 'name'))
  return words([...of('nodes', 'label'), ...of('links', 'label'), ...notes, ...forces].map(plain))
}

export const domains: ContentReader = (store, plain) => {
  const items = list(callStore(store, 'getDomains')).flatMap((domain) => list(field(domain, 'items')))
  return words([...items, ...list(callStore(store, 'getTransitions'))].map((item) => plain(textField(item, 'label'))))
}

/** Of an event model: what stands in its boxes, and how its lanes are called. */
export const lanes: ContentReader = (store, plain) => {
  const state = callStore(store, 'getState')
  const boxes = list(field(state, 'boxes')).map((box) => textField(box, 'text'))
  return words([...list(field(state, 'swimlanes')).map((lane) => textField(lane, 'label')), ...boxes].map(plain))
}

/** Of a grammar: its rules, and the symbols that they consist of. */
export const rules: ContentReader = (store, plain) =>
  words(list(callStore(store, 'getRules')).flatMap(symbolsOf).map(plain))

function symbolsOf(part: unknown): string[] {
  return [...['name', 'value', 'text'].map((name) => textField(part, name)), ...list(part).flatMap(symbolsOf)]
}
