import { describe, expect, test } from 'vitest'
import { told } from './told.ts'

type Cases = Record<string, [lines: string[], found: string[]]>

function each(name: string, cases: Cases): void {
  describe(name, () => {
    for (const [what, [lines, found]] of Object.entries(cases)) {
      test(what, async () => expect(await told(lines.join('\n'))).toStrictEqual(found))
    }
  })
}

each('What a picture lacks', {
  'an icon in a label': [
    ['flowchart LR', '  A[fa:fa-car Car]'],
    ['2:5-14 lost-part: Unexpected icon `fa:fa-car`, expected text: readers see none of it'],
  ],
  'an icon of a shape': [
    ['flowchart LR', '  A@{ icon: "fa:window", label: "x" }'],
    ['2:14-23 lost-part: Unexpected icon `fa:window`, expected text: readers see none of it'],
  ],
  'an icon of a mindmap': [
    ['mindmap', '  r', '    ::icon(fa fa-book)'],
    ['3:12-22 lost-part: Unexpected icon `fa fa-book`, expected text: readers see none of it'],
  ],
  'an icon of a pack': [
    ['architecture-beta', '  service a(logos:aws)[A]', '  service b(database)[B]'],
    ['2:13-22 lost-part: Unexpected icon `logos:aws`, expected one of Mermaid’s own: readers see none of it'],
  ],
  'links of a participant': [
    ['sequenceDiagram', '  participant A', '  link A: Dash @ https://example.org', '  A->>B: x'],
    ['3:3-37 lost-part: Unexpected `link` of `A`, expected it in the text of the page: readers see none'],
  ],
  'a note of no state, whose label is not told on top': [
    ['stateDiagram-v2', '  Login --> Home', '  note "use <id>" as Logn'],
    [
      '3:9-17 lost-part: Unexpected note `use <id>` of no state, expected `note right of` one: readers see nothing of it',
    ],
  ],
  'but not an icon that is there, nor its name where it is no icon': [
    ['sequenceDiagram', '  A->>B: fa:fa-car is an icon'],
    [],
  ],
})

each('A formula that would be another one', {
  'a root': [
    ['flowchart LR', '  A["$$x + \\sqrt{2}$$"]'],
    ['2:12-17 unsupported: Unexpected `\\sqrt` in a formula, expected fractions, letters, powers and indices alone'],
  ],
  'the name of a participant': [
    ['sequenceDiagram', '  participant A as $$x^2$$', '  A->>B: $$x^2$$'],
    [
      '2:20-27 unsupported: Unexpected formula in the name of a participant, expected text: Mermaid draws nothing of it',
    ],
  ],
  'but no fraction, and no price': [['flowchart LR', '  A["$$\\frac{1}{2}$$"] --> B["$5 or \\sqrt"]'], []],
})

each('A line break that is drawn as it is written', {
  'in a message': [
    ['sequenceDiagram', '  A->>B: one\\ntwo\\nthree'],
    ['2:13-15 literal-break: Unexpected `\\n` in a label, expected `<br/>`: readers see `one\\ntwo\\nthree`'],
  ],
  'in a title, which has one line': [
    ['pie title one<br/>two', '  "p" : 1'],
    ['1:14-19 literal-break: Unexpected `<br/>` in a label, expected one line: readers see `one<br/>two`'],
  ],
  'by a tag that another one stands for': [
    ['timeline', '  2002 : one<br/>two'],
    ['2:13-18 literal-break: Unexpected `<br/>` in a label, expected `<br>`: readers see `one<br/>two`'],
  ],
  'but not in code, in a path or at an end, where it may be spoken of': [
    [
      'sequenceDiagram',
      '  A->>B: split at "\\n"',
      '  A->>B: read C:\\new\\temp',
      '  A->>B: ends with \\n',
      '  A->>B: [^\\n]+ is a line',
    ],
    [],
  ],
})

each('A line break is none of a path', {
  'behind a letter and a colon': [['flowchart LR', '  A["Check Grafana:\\nRow 3"] --> B["C:\\nRow"]'], []],
  'behind two lines': [['flowchart LR', '  A["a: b\\nc: d\\ne"]'], []],
  'and a path behind one is told': [
    ['flowchart LR', '  A["Path:\\nC:\\data\\new"]'],
    [
      '2:13-24 lost-text: Unexpected `C:\\data\\new` in a label, expected `C:#92;data#92;new`: readers see `Path: ⏎ C:\\data ⏎ ew`',
    ],
  ],
})

each('Classes and tasks', {
  'classes behind one node': [
    [
      'requirementDiagram',
      '  requirement x {',
      '    id: 1',
      '  }',
      '  classDef blue fill:#00f,color:#fff',
      '  classDef bold stroke-width:3px',
      '  class x blue, bold',
    ],
    [],
  ],
  'nodes before one class': [
    ['flowchart LR', '  classDef hot fill:#f00,color:#fff', '  A --> B', '  class A,B hot'],
    [],
  ],
  'a colon in the name of a task': [
    ['gantt', '  dateFormat YYYY-MM-DD', '  Deploy: phase 1 :a, 2026-01-01, 3d', '  T :2026-01-05, 2d'],
    ['3:9-18 lost-text: Unexpected `: phase 1` in the name of a task, expected `#58; phase 1`: readers see `Deploy`'],
  ],
})
