import { assert, describe, expect, test } from 'vitest'
import { lostLabels } from '../../../src/diagrams/page/read/problems.ts'
import { clausesText, contentOf, descriptionOf, diagramTitle } from '../../../src/diagrams/page/words/words.ts'

const plain = (label: string) => label

/** A store as Mermaid has it: questions and their answers. */
function store(answers: Record<string, unknown>): unknown {
  return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, () => answer]))
}

const graph = store({
  getData: {
    nodes: [
      { id: 'a', label: 'Gateway', cssClasses: 'default service' },
      { id: 'b', label: 'Orders' },
      { id: 'g', label: 'Cluster', isGroup: true },
      { id: 'c', label: 'Inside', parentId: 'g' },
    ],
    edges: [{ start: 'a', end: 'b', label: 'yes' }],
  },
})

describe('The content of a diagram in words', () => {
  const cases: [type: string, content: unknown, words: string][] = [
    ['flowchart-v2', graph, 'Flowchart: Gateway leads to Orders (yes); Cluster holds Inside'],
    [
      'sequence',
      store({
        getActors: new Map([
          ['A', { name: 'A', description: 'Alice' }],
          ['B', { name: 'B', description: 'B' }],
        ]),
        getMessages: [
          { type: 0, from: 'A', to: 'B', message: 'Hello' },
          { type: 12, message: 'it is well' },
          { type: 2, from: 'B', to: 'B', message: 'Thinks' },
          { type: 17, from: 'B', message: '' },
        ],
      }),
      'Sequence: Alice to B: Hello; If: it is well; Note at B: Thinks',
    ],
    [
      'stateDiagram',
      store({
        getData: {
          nodes: [{ id: 'root_start' }, { id: 's', label: 'Still' }, { id: 'm', label: 'Moving' }, { id: 'root_end' }],
          edges: [
            { start: 'root_start', end: 's' },
            { start: 's', end: 'm', label: 'push' },
            { start: 'm', end: 'root_end' },
          ],
        },
      }),
      'States: The beginning is Still; Still becomes Moving (push); Moving is an end',
    ],
    [
      'classDiagram',
      store({
        getClasses: new Map([
          ['A', { id: 'A', label: 'Animal', members: [{ id: 'int age' }], methods: [{ id: 'mate' }] }],
          ['D', { id: 'D', label: 'Duck' }],
        ]),
        getRelations: [{ id1: 'A', id2: 'D', relation: { type1: 1, type2: 'none' }, title: '' }],
      }),
      'Classes: Animal is extended by Duck; Animal has int age, mate',
    ],
    [
      'er',
      store({
        getEntities: new Map([
          ['CUSTOMER', { id: 'entity-CUSTOMER-0', label: 'CUSTOMER', attributes: [{ name: 'id' }] }],
          ['ORDER', { id: 'entity-ORDER-1', label: 'ORDER', attributes: [] }],
        ]),
        getRelationships: [{ entityA: 'entity-CUSTOMER-0', roleA: 'places', entityB: 'entity-ORDER-1' }],
      }),
      'Entities: CUSTOMER places ORDER; CUSTOMER has id',
    ],
    ['pie', store({ getSections: new Map([['Dogs', 386]]) }), 'Pie chart: Dogs 386'],
    [
      'gantt',
      store({ getTasks: [{ task: 'Build ', startTime: new Date('2024-03-01'), endTime: new Date('2024-03-04') }] }),
      'Schedule: Build from 2024-03-01 to 2024-03-04',
    ],
    ['timeline', store({ getTasks: [{ task: '2004', events: ['One', 'Two'] }] }), 'Timeline: 2004: One, Two'],
    ['venn', store({}), 'Venn diagram with Left, Right'],
    ['no such type', store({}), 'Diagram with Left, Right'],
    ['pie', store({ getAccDescription: 'By the author' }), 'By the author'],
  ]
  for (const [type, content, words] of cases) {
    test(words, () => {
      const { facts } = contentOf(type, content, plain)
      expect(descriptionOf(type, content, facts, ['Left', 'Right'], plain)).toBe(words)
    })
  }

  test('has the nodes with their labels and classes', () => {
    const [first, second] = contentOf('flowchart-v2', graph, plain).nodes
    expect(first).toStrictEqual({ id: 'a', label: 'Gateway', classes: ['service'] })
    expect(second).toStrictEqual({ id: 'b', label: 'Orders', classes: [] })
  })

  test('is bounded, and says how much more there is', () => {
    const words = clausesText('Flowchart: ', Array(100).fill('Gateway leads to Orders'), '; ')
    assert.ok(words.length <= 1000, String(words.length))
    expect(words).toMatch(/; and \d+ more$/)
    assert.ok(clausesText('', ['x'.repeat(5000)], '; ').length <= 1000)
  })

  test('of a store that is not what it was is empty, not a failure', () => {
    for (const odd of [undefined, null, 7, 'text', store({ getData: 7, getMessages: 'x', getTasks: null })]) {
      for (const type of ['flowchart-v2', 'sequence', 'er', 'gantt', 'treemap', 'pie']) {
        expect(contentOf(type, odd, plain).nodes).toStrictEqual([])
      }
    }
  })

  test('the author’s title goes before the one that is shown', () => {
    expect(diagramTitle(store({ getAccTitle: 'For all', getDiagramTitle: 'Shown' }), plain)).toBe('For all')
    expect(diagramTitle(store({ getAccTitle: '', getDiagramTitle: 'Shown' }), plain)).toBe('Shown')
    expect(diagramTitle(store({}), plain)).toBe(undefined)
    const timeline = store({
      getCommonDb: store({ getAccTitle: '', getDiagramTitle: 'Shown', getAccDescription: 'Said' }),
    })
    expect(diagramTitle(timeline, plain)).toBe('Shown')
    expect(descriptionOf('timeline', timeline, [], [], plain)).toBe('Said')
  })
})

describe('Labels that are not in the picture', () => {
  test('are told once, with their text', () => {
    expect(lostLabels(['Gateway', 'Lost one', 'Lost one'], ['Gate', 'way'])).toStrictEqual([
      { code: 'diagrams/drawn-text', message: 'Unexpected text in the picture, expected `Lost one`', text: 'Lost one' },
    ])
  })
  test('lines, spaces, quotes and marks of Markdown make no difference', () => {
    expect(lostLabels(['Add **items** to “cart”'], ['Add items', 'to "cart"'])).toStrictEqual([])
  })
})
