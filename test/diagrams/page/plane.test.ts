import { describe, expect, test } from 'vitest'
import { contentOf } from '../../../src/diagrams/page/words/words.ts'

/** What a store answers to its one or two questions. */
const store = (answers: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, () => answer]))

const plain = (label: string) => label.toUpperCase()

const shown = { showTitle: true, showLabel: true }
const hidden = { showTitle: false, showLabel: false }
const chart = {
  xAxis: { title: 'months', categories: ['jan', 'feb'] },
  yAxis: { title: 'cups', min: 0, max: 9 },
  plots: [
    {
      type: 'bar',
      title: 'sold',
      data: [
        ['jan', 5],
        ['feb', 6],
      ],
    },
    { type: 'line', title: '', data: [['jan', 1]] },
  ],
}

describe('Labels that a picture of a plane must have', () => {
  const cases: [what: string, type: string, store: unknown, labels: string[]][] = [
    [
      'a chart',
      'xychart',
      store({ getXYChartData: chart, getChartConfig: { xAxis: shown, yAxis: shown, showLegend: true } }),
      ['MONTHS', 'JAN', 'FEB', 'CUPS', 'SOLD'],
    ],
    [
      'a chart whose author hides them',
      'xychart',
      store({ getXYChartData: chart, getChartConfig: { xAxis: hidden, yAxis: hidden, showLegend: false } }),
      [],
    ],
    [
      'quadrants, those without a name left out',
      'quadrantChart',
      store({
        getQuadrantData: {
          points: [{ text: { text: 'a' } }],
          quadrants: [{ text: { text: 'expand' } }, { text: { text: '' } }],
          axisLabels: [{ text: 'low' }],
        },
      }),
      ['A', 'EXPAND', 'LOW'],
    ],
    [
      'sets, and what is in them',
      'venn',
      store({
        getSubsetData: [
          { sets: ['a'], label: 'front' },
          { sets: ['b'] },
          { sets: ['a', 'b'] },
          { sets: ['a', 'b'], label: 'both' },
        ],
        getTextData: [{ id: 'react' }, { id: 'u1', label: 'api' }],
      }),
      ['FRONT', 'B', 'BOTH', 'REACT', 'API'],
    ],
    [
      'a map',
      'wardley',
      store({
        getWardleyData: {
          nodes: [{ label: 'tea' }],
          links: [{ label: 'limited' }, {}],
          annotations: [{ text: 'words' }],
          notes: [{ text: 'note' }],
          accelerators: [{ name: 'faster' }],
          deaccelerators: [{ name: 'slower' }],
        },
      }),
      ['TEA', 'LIMITED', 'WORDS', 'NOTE', 'FASTER', 'SLOWER'],
    ],
    [
      'domains',
      'cynefin',
      store({
        getDomains: new Map([['clear', { name: 'clear', items: [{ label: 'restart' }] }]]),
        getTransitions: [{ from: 'clear', to: 'chaotic', label: 'ease' }],
      }),
      ['RESTART', 'EASE'],
    ],
    [
      'an event model',
      'eventmodeling',
      store({ getState: { swimlanes: { 0: { label: 'events' } }, boxes: [{ text: 'added' }] } }),
      ['EVENTS', 'ADDED'],
    ],
    ...['railroad', 'railroadEbnf', 'railroadAbnf', 'railroadPeg'].map((type): [string, string, unknown, string[]] => [
      `a grammar, ${type}`,
      type,
      store({
        getRules: [
          {
            name: 'sum',
            definition: {
              type: 'sequence',
              elements: [
                { type: 'terminal', value: '+' },
                { type: 'repetition', element: { type: 'nonterminal', name: 'term' }, min: 0 },
                { type: 'special', text: 'any' },
              ],
            },
          },
        ],
      }),
      ['SUM', '+', 'TERM', 'ANY'],
    ]),
  ]
  for (const [what, type, asked, labels] of cases) {
    test(what, () => expect(contentOf(type, asked, plain).labels).toStrictEqual(labels))
    test(`${what}: of a store that knows no answer there are none`, () => {
      expect(contentOf(type, {}, plain).labels).toStrictEqual([])
    })
  }
})

test('a chart is said in its values', () => {
  const { facts } = contentOf('xychart', store({ getXYChartData: chart }), plain)
  expect(facts).toStrictEqual(['SOLD: JAN 5, FEB 6', 'line: JAN 1'])
})
