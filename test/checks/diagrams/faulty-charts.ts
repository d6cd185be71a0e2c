import type { FaultyDiagram } from './faulty-diagram.ts'

/** Diagrams of numbers, dates, trees and grammars, each with defects that make it invalid. */
export const faultyCharts: readonly FaultyDiagram[] = [
  {
    type: 'gantt',
    lines: [
      'gantt',
      '  title Plan',
      '  dateFormat YYYY-MM-DD',
      '  section One',
      '  First :a, 2026-01-01, 3d',
      '  Second :after a, 2d',
    ],
    defects: [{ line: 5, text: '  First without data', at: '' }],
  },
  {
    type: 'journey',
    lines: ['journey', '  title Day', '  section Morning', '  Rise: 5: Me', '  Eat: 3: Me'],
    defects: [{ line: 4, text: '  Rise', at: '' }],
  },
  {
    type: 'pie',
    lines: ['pie title Pets', '  "Dogs" : 386', '  "Cats" : 85', '  "Rats" : 15'],
    defects: [
      { line: 3, text: '  "Cats : 85', at: '"Cats' },
      { line: 3, text: '  Cats : 85', at: 'Cats' },
      { line: 3, text: '  "Cats" 85', at: '85' },
      { line: 3, text: '  "Cats" : many', at: 'many' },
    ],
  },
  {
    type: 'timeline',
    lines: ['timeline', '  title History', '  2020 : First', '  2021 : Second'],
    defects: [{ line: 1, text: 'timelines', at: 'timelines' }],
  },
  {
    type: 'quadrantChart',
    lines: ['quadrantChart', '  title Reach', '  x-axis Low --> High', '  One: [0.3, 0.6]', '  Two: [0.4, 0.2]'],
    defects: [
      { line: 4, text: '  One: [0.3 0.6]' },
      { line: 4, text: '  One [0.3, 0.6]', at: '[' },
      { line: 5, text: '  Two: [4, 0.2]' },
    ],
  },
  {
    type: 'xychart',
    lines: ['xychart', '  title "Sales"', '  x-axis [a, b]', '  bar [1, 2]', '  line [2, 1]'],
    defects: [
      { line: 3, text: '  x-axis [a, b', at: '' },
      { line: 4, text: '  bars [1, 2]', at: 'bars' },
      { line: 4, text: '  bar [1, x]', at: 'x]' },
    ],
  },
  {
    type: 'sankey',
    lines: ['sankey', 'a,b,1', 'b,c,2', 'b,d,3'],
    defects: [{ line: 3, text: 'b,c', at: '' }],
  },
  {
    type: 'packet',
    lines: ['packet', '  0-7: "One"', '  8-15: "Two"', '  16-31: "Three"'],
    defects: [
      { line: 3, text: '  9-15: "Two"', at: '9' },
      { line: 3, text: '  8-: "Two"' },
      { line: 3, text: '  8-15 "Two"', at: '"Two' },
      { line: 4, text: '  20-16: "Three"', at: '20' },
    ],
  },
  {
    type: 'radar',
    lines: ['radar-beta', '  axis a["One"], b["Two"], c["Three"]', '  curve x["X"]{1, 2, 3}', '  max 5'],
    defects: [
      { line: 3, text: '  curve x["X"]{1, 2, 3', at: '' },
      { line: 4, text: '  maximum 5', at: 'maximum' },
      { line: 3, text: '  curve x["X]{1, 2, 3}', at: '"X' },
    ],
  },
  {
    type: 'treemap',
    lines: ['treemap', '"Root"', '    "One": 10', '    "Two": 20'],
    defects: [
      { line: 3, text: '    One: 10', at: 'One' },
      { line: 3, text: '    "One": many', at: ': many' },
    ],
  },
  {
    type: 'venn',
    lines: ['venn-beta', '  set A', '  set B', '  union A,B'],
    defects: [
      { line: 3, text: '  sett B', at: 'sett' },
      { line: 4, text: '  union A,C' },
      { line: 4, text: '  union A,' },
    ],
  },
  {
    type: 'wardley',
    lines: ['wardley-beta', 'title Tea', 'anchor Public [0.95, 0.63]', 'component Tea [0.79, 0.61]', 'Public -> Tea'],
    defects: [
      { line: 4, text: 'component Tea [0.79 0.61]', at: '0.61' },
      { line: 4, text: 'component Tea [0.79, 0.61', at: '' },
    ],
  },
  {
    type: 'cynefin',
    lines: ['cynefin-beta', '  title Work', '  complex', '    "Culture"', '  clear', '    "Restart"'],
    defects: [
      { line: 4, text: '    Culture', at: 'Culture' },
      { line: 5, text: '  cleer', at: 'cleer' },
    ],
  },
  {
    type: 'eventmodeling',
    lines: ['eventmodeling', 'tf 01 ui Cart', 'tf 02 cmd AddItem', 'tf 03 evt ItemAdded'],
    defects: [
      { line: 3, text: 'tf 02 command? AddItem', at: '?' },
      { line: 3, text: 'frame 02 cmd AddItem', at: 'frame' },
      { line: 4, text: 'tf 03 evt', at: '' },
    ],
  },
  {
    type: 'treeView',
    lines: ['treeView-beta', '    "src"', '        "a.ts"', '        "b.ts"'],
    defects: [{ line: 3, text: '        "a.ts" ::: ::: x' }],
  },
  {
    type: 'railroad',
    lines: ['railroad-beta', 'a = terminal("x") ;', 'b = terminal("y") ;'],
    defects: [
      { line: 2, text: 'a = = terminal("x") ;', at: '= terminal' },
      { line: 2, text: 'a = terminal("x" ;', at: ';' },
    ],
  },
  {
    type: 'railroadEbnf',
    lines: ['railroad-ebnf-beta', 'a = "x" ;', 'b = "y" ;'],
    defects: [{ line: 2, text: 'a = = "x" ;', at: '= "x"' }],
  },
  {
    type: 'railroadAbnf',
    lines: ['railroad-abnf-beta', 'a = "x" ;', 'b = "y" ;'],
    defects: [{ line: 2, text: 'a = = "x" ;', at: '= "x"' }],
  },
  {
    type: 'railroadPeg',
    lines: ['railroad-peg-beta', 'A <- "x" ;', 'B <- "y" ;'],
    defects: [{ line: 2, text: 'A <- <- "x" ;', at: '<- "x"' }],
  },
]
