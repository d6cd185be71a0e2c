import { assert, describe, expect, test } from 'vitest'
import { MermaidParser } from '../../../checks/diagrams/mermaid/mermaid-parser.ts'
import type { DiagramProblem } from '../../../checks/diagrams/problem.ts'
import { problemsOf } from '../../../checks/diagrams/reader/diagram-problems.ts'

const mermaid = await MermaidParser.load()

/** A diagram; what it is told, without `Unexpected`; and a part of the hint. `^` marks the place, and is taken out. */
type Case = [source: string, message: string, hint?: string]

const flowcharts: Case[] = [
  ['flowchart TD\n  A[text ^(more)] --> B', '`(more)]`, expected `]`', '`A["text (more)"]`'],
  ['flowchart TD\n  A[Deploy ^[prod]] --> B', '`[prod]]`, expected `]`', '`A["Deploy [prod]"]`'],
  ['flowchart TD\n  A{Is it ^(really) up?} --> B', '`(really)`, expected `}`', '`A{"Is it (really) up?"}`'],
  ['flowchart TD\n  A(say "^hello" twice) --> B', '`hello"`, expected `)`'],
  ['flowchart TD\n  A --> ^end', '`end`, expected a node', 'In lower case `end` closes a block'],
  ['flowchart TD\n  A -->^', 'end of the line, expected a node', 'what the arrow leads to'],
  ['flowchart TD\n  A -->^[B]', '`[B]`, expected a node'],
  ['flowchart TD\n  A^[open --> B\n  B --> C[ok]', 'end of the line, expected `]`', 'Close it with `]`'],
  ['flowchart TD\n  A[^"open --> B\n  B --> C["ok"]', 'end of the line, expected `"`', 'Close it with `"`'],
  ['flowchart TD\n  ^subgraph one\n  A --> B', '`subgraph` that nothing closes, expected `end`', 'a line of `end`'],
  ['flowchart TD\n  A ^->> B', '`->>`, expected an arrow or the end of the line', '`-->`, `---`, `-.->` or `==>`'],
  ['flowchart TD\n  A ^-> B', '`->`, expected an arrow or the end of the line', '`-->`'],
  ['flowchart TD\n  A[“smart” ^(quotes)]', '`(quotes)]`, expected `]`', 'straight quotes'],
  ['flowchart TD\n  A ^--&gt; B', '`--&gt;`, expected `-->`', 'write `>` itself'],
  ['flowchart TD\n  A^->B', '`->`, expected an arrow', '`-->`, `---`'],
  ['flowchart TD\n  A^->B\n  B --> C[x]', '`->`, expected an arrow', '`-->`, `---`'],
  ['flowchart TD\n  A -->|calls run^()| B', '`()|`, expected `|`', '`|"calls run()"|`'],
  ['flowchart TD\n  A["say "hi" ^to me"] --> B', '`to me`, expected `]`', '`A["say #quot;hi#quot; to me"]`'],
  ['flowchart TD\n  A{env == "^prod"?} --> B', '`prod"?}`, expected `}`', '`A{"env == #quot;prod#quot;?"}`'],
  ['flowchart TD\n  A["`a.b^` x"] --> B', 'backtick, expected no such sign here', 'take them out'],
  [
    'flowchart TD\n  subgraph My cluster ^(prod)\n  A\n  end',
    '`(prod)`, expected an arrow or the end of the line',
    '`subgraph "My cluster (prod)"`',
  ],
  ['flowchart TD\n  A --> B ^: text', '`:`, expected an arrow or the end of the line', '`A -->|text| B`'],
  ['flowchart TD\n  A --> B ^// why', '`//`, expected an arrow or the end of the line', 'Comments begin with `%%`'],
  [
    'flowchart TD\n  Web ^server --> DB',
    '`server`, expected an arrow or the end of the line',
    '`Web_server["Web server"]`',
  ],
  ['flowchart TD\n  A --> B\n  ^end', '`end`, expected a statement', 'Nothing is open'],
  ['flowchart ^XY\n  A', '`XY`, expected no such sign here', 'The directions are'],
  [
    'flowchart TD\n  A --> B\n  ^linkStyle 3 stroke:red',
    '`linkStyle 3 stroke:red`, expected the number of an arrow, counted from 0',
  ],
  ['flowchart TD\n  ^A@{ shape: nowhere }', '`nowhere`, expected a shape that Mermaid draws'],
]

const others: Case[] = [
  ['sequenceDiagram\n  A->>B: hello^; you', '`;` in a message, expected its text', '`#59;`'],
  ['sequenceDiagram\n  A->>B^\n  B->>A: x', 'end of the line, expected `:` and a text', '`A->>B: text`'],
  ['sequenceDiagram\n  A^==>B: x', '`==>B:`, expected an arrow or the end of the line', '`->>`'],
  ['sequenceDiagram\n  ^loop often\n    A->>B: x', '`loop` that nothing closes, expected `end`', 'a line of `end`'],
  ['sequenceDiagram\n  A->>B: x\n  ^end', '`end`, expected a statement'],
  [
    'stateDiagram-v2\n  In^-Review --> Done',
    '`-Review`, expected an arrow or the end of the line',
    '`state "In-Review" as In_Review`',
  ],
  ['timeline\n  09^:00 : Alert', '`:00`, expected a statement', '`09#58;00`'],
  ['pie\n  ^Dogs : 30', '`Dogs`, expected a statement', '`"Dogs" : 30`'],
  ['pie\n  "Dogs" : 30^%', '`%`, expected no such sign here', 'the number alone'],
  ['gitGraph\n  commit\n  ^checkout side', '`side`, expected a branch that is there', '`branch side`'],
  ['classDiagram\n  A : +run() ^: void', '`: void`, expected the end of the line', 'without a `:`'],
  ['gantt\n  dateFormat X\n  ^topAxis', '`topAxis`, expected `topAxis: true` under `gantt:` of the settings'],
  ['quadrantChart\n  A: [1^.5, 0.3]', '`.5,`, expected no such sign here', 'between 0 and 1'],
  ['xychart\n  title Latency ^(ms)\n  bar [1]', '`(ms)`, expected no such sign here', '`title "Latency (ms)"`'],
  ['kanban\n  Todo\n    a[Fix (^bug)]', '`bug)]`, expected the end of the line', '`a["Fix (bug)"]`'],
  ['mindmap\n  root((Main (^x)))', '`x)))`, expected the end of the line', '`root(("Main (x)"))`'],
  ['block\n  a b\n  a ^-> b', '`->`, expected no such sign here', '`-->` or `---`'],
  ['requirementDiagram\n  requirement r {\n    id: R^-1\n  }', '`-1`, expected the end of the line', '`id: "R-1"`'],
  ['architecture-beta\n  service a(disk)[A]\n  service b(disk)[B]\n  a ^-- b', '`--`, expected `:`', '`a:R -- L:b`'],
  ['mindmap\n^\n  Root', 'blank line after `mindmap`, expected the root', 'Take the blank line out'],
  ['mindmap\n  Root\n    One\n  ^Two', '`Two`, expected one root', 'Indent it further'],
  ['mindmap\n\tRoot\n\t\tOne\n\t^Two', '`Two`, expected one root', 'spaces or tabs throughout'],
  ['stateDiagram-v2\n  A ^->> B', '`->>`, expected an arrow or the end of the line', '`-->`'],
  ['stateDiagram-v2\n  A -->^\n  B --> C', 'end of the line, expected a state'],
  ['stateDiagram-v2\n  state A ^{\n    [*] --> B', '`{` that nothing closes, expected `}`'],
  ['classDiagram\n  class A ^{\n    +x\n  class B {\n  }', '`{` that nothing closes, expected `}`'],
  ['erDiagram\n  A ||--o{ B^', 'end of the line, expected `:` or `:::`', '`A ||--o{ B : has`'],
  ['erDiagram\n  A ^--> B : x', '`-->`, expected a statement', '`||--o{`'],
  ['gantt\n  A task^', 'end of the line, expected `:` and the data of the task', '`Name :id, 2026-01-31, 3d`'],
  ['journey\n  Rise^', 'end of the line, expected `:` and the data of the task', '`Name: 5: Person`'],
  ['packet\n  0-3: "a"\n  ^8-9: "b"', '`8`, expected `4`, the bit after the last one'],
  ['pie\n  ^"a : 1\n  "b" : 2', 'end of the line, expected `"`'],
  [
    'requirementDiagram\n  requirement r {\n    risk: ^huge\n  }',
    '`huge`, expected `low_risk`, `med_risk` or `high_risk`',
  ],
  ['xychart\n  x-axis [a, b^\n  bar [1, 2]', 'end of the line, expected `]` or `,`'],
  ['sankey\na,b,1\na,b^', 'end of the line, expected `,`'],
  ['radar-beta\n  axis a, b\n  curve x{1, 2^\n  max 5', 'end of the line, expected `}`'],
]

const heads: Case[] = [
  ['^sequencediagram\n  A->>B: x', '`sequencediagram`, expected a type of diagram', 'Did you mean `sequenceDiagram`?'],
  ['^flowchar TD\n  A', '`flowchar`, expected a type of diagram', 'Did you mean `flowchart`?'],
  ['^sequence\n  A->>B: x', '`sequence`, expected a type of diagram', 'Did you mean `sequenceDiagram`?'],
  ['^wardley\n  title x', '`wardley`, expected a type of diagram', 'Did you mean `wardley-beta`?'],
  ['^A --> B', '`A`, expected a type of diagram', 'Begin with a type such as `flowchart`'],
  ['^error', '`error`, expected a type of diagram'],
  ['%% only a comment^', 'diagram without content, expected a type such as `flowchart`'],
  ['^', 'diagram without content, expected a type such as `flowchart`'],
  [
    '^---\ntitle: x\nflowchart TD\n  A',
    '`---`, expected frontmatter that a line of `---` closes',
    'Close the frontmatter',
  ],
  [
    '---\ntitle: x\n bad^: [y\n---\nflowchart TD\n  A',
    'frontmatter (`bad indentation of a mapping entry`), expected YAML',
  ],
  [
    '---\ntitle: a^: b\n---\nflowchart TD\n  A',
    'frontmatter (`bad indentation of a mapping entry`), expected YAML',
    '`title: "a: b"`',
  ],
  ['^digraph G { a }', '`digraph`, expected a type of diagram', 'That is Graphviz'],
]

describe('What is said of a diagram that Mermaid refuses', () => {
  for (const one of [...flowcharts, ...others, ...heads]) {
    const [source, message, hint] = one
    test(JSON.stringify(source), async () => {
      const { problem, place } = await problemIn(source)
      expect(problem?.message.replace(/^Unexpected /, '')).toBe(message)
      expect(problem?.code).toBe('diagrams/syntax')
      if (hint !== undefined) assert.ok(problem?.hint?.includes(hint), problem?.hint)
      expect(place).toBe(source)
    })
  }

  test('ZenUML is named, and what to write instead', async () => {
    const { problem } = await problemIn('^zenuml\n  A->B: x')
    expect(problem?.code).toBe('diagrams/unsupported')
    expect(problem?.message ?? '').toMatch(/^Unexpected `zenuml`, expected a type/)
    expect(problem?.hint ?? '').toMatch(/`sequenceDiagram`/)
  })

  test('a directive that Mermaid passes over is no error, but told', async () => {
    const { problem, place } = await problemIn("%%{init: {'theme': 'base'^,, }}%%\nflowchart TD\n  A")
    expect(problem?.code).toBe('diagrams/unknown-setting')
    expect(problem?.message).toBe('Unexpected `, }` in a directive, expected JSON')
    expect(place.indexOf('^')).toBe(26)
  })

  test('a directive without braces is told once, at its text', async () => {
    const source = '%%{init: {theme: dark}}%%\nflowchart TD\n  A'
    const found = (await problemsOf(source, mermaid)).filter(({ code }) => code === 'diagrams/unknown-setting')
    expect(found.map(({ message, start }) => [message, start])).toStrictEqual([
      ['Unexpected `theme: dark}` in a directive, expected JSON', 10],
    ])
  })

  test('what hints say to write is right', async () => {
    const written = [
      'flowchart TD\n  A -->|"calls run()"| B{"env == #quot;prod#quot;?"}\n  subgraph "My cluster (prod)"\n  A\n  end',
      'stateDiagram-v2\n  state "In-Review" as In_Review\n  In_Review --> Done',
      'timeline\n  09#58;00 : Alert',
      'xychart\n  title "Latency (ms)"\n  bar [1]',
      'kanban\n  Todo\n    a["Fix (bug)"]',
      'mindmap\n  root(("Main (x)"))',
      'requirementDiagram\n  requirement r {\n    id: "R-1"\n  }',
      'architecture-beta\n  service a(disk)[A]\n  service b(disk)[B]\n  a:R -- L:b',
      '---\ntitle: "a: b"\n---\nflowchart TD\n  Web_server["Web server"]',
    ]
    for (const source of written) expect((await problemIn(source)).problem, source).toBe(undefined)
  })

  test('an arrow that came through HTML is told, though Mermaid takes it for a text', async () => {
    const source = 'flowchart TD\n  A --&gt; B\n  B --> C["--&gt;"]'
    const lost = (await problemsOf(source, mermaid)).filter(({ message }) => message.includes('&gt;'))
    expect(lost.map(({ code, message, start, end }) => [code, message, source.slice(start, end)])).toStrictEqual([
      ['diagrams/lost-text', 'Unexpected `--&gt;`, expected `-->`', '--&gt;'],
    ])
  })

  test('what is right is told nothing', async () => {
    for (const source of ['flowchart TD\n  A["text (more)"] --> B', 'sequenceDiagram\n  A->>B: hello#59; you']) {
      expect((await problemIn(source)).problem?.code).toBe(undefined)
    }
  })
})

/** The first problem that is not one of meaning, and the source with a `^` where it begins. */
async function problemIn(marked: string): Promise<{ problem: DiagramProblem | undefined; place: string }> {
  const source = marked.replace('^', '')
  const problems = await problemsOf(source, mermaid)
  const problem = problems.find(({ code }) => /syntax|unsupported|too-large|unknown-setting/.test(code))
  const start = problem?.start ?? source.length
  return { problem, place: `${source.slice(0, start)}^${source.slice(start)}` }
}
