import type { FaultyDiagram } from './faulty-diagram.ts'

/** Diagrams of nodes and arrows, each with defects that make it invalid. */
export const faultyGraphs: readonly FaultyDiagram[] = [
  {
    type: 'flowchart-v2',
    lines: ['flowchart TD', '  A[Start] --> B{Is it up?}', '  B -- yes --> C(Done)', '  C --> D', '  D --> A'],
    defects: [
      { line: 2, text: '  A[Start (again)] --> B{Is it up?}', at: '(again' },
      { line: 3, text: '  B ->> C(Done)', at: '->>' },
      { line: 4, text: '  C --> end', at: 'end' },
      { line: 4, text: '  C --> D[open', at: '[open' },
      { line: 3, text: '  B["open --> C', at: '"open' },
      { line: 3, text: '  A[“smart” (quotes)] --> C', at: '(quotes' },
      { line: 4, text: '  C --> [D]', at: '[D]' },
      { line: 4, text: '  linkStyle 9 stroke:red', at: 'linkStyle' },
      { line: 5, text: '  D --> A@{ shape: nowhere }' },
      { line: 5, text: '  subgraph one', at: 'subgraph' },
    ],
  },
  {
    type: 'sequence',
    lines: ['sequenceDiagram', '  participant A', '  A->>B: hello', '  B-->>A: fine', '  Note over A,B: done'],
    defects: [
      { line: 3, text: '  A->>B', at: '' },
      { line: 3, text: '  A->>B: hello; you there', at: ';' },
      { line: 3, text: '  A==>B: hello', at: '==>' },
      { line: 4, text: '  end', at: 'end' },
      { line: 4, text: '  loop every minute', at: 'loop' },
      { line: 4, text: '  deactivate C', at: 'deactivate' },
      { line: 5, text: '  Note besides A: done', at: 'besides' },
      { line: 2, text: '  participant', at: '' },
    ],
  },
  {
    type: 'classDiagram',
    lines: ['classDiagram', '  class Animal {', '    +int age', '  }', '  Animal <|-- Duck', '  Duck : +swim()'],
    defects: [
      { line: 4, text: '  +int height', told: 2 },
      { line: 5, text: '  Animal <<|- Duck' },
      { line: 5, text: '  Animal <|-- ', at: '' },
      { line: 6, text: '  } ', at: '}' },
    ],
  },
  {
    type: 'stateDiagram',
    lines: ['stateDiagram-v2', '  [*] --> Idle', '  Idle --> Busy : work', '  Busy --> [*]'],
    defects: [
      { line: 3, text: '  Idle ->> Busy : work', at: '->>' },
      { line: 3, text: '  Idle --> ', at: '' },
      { line: 3, text: '  state Busy {', at: '{' },
    ],
  },
  {
    type: 'er',
    lines: ['erDiagram', '  CUSTOMER ||--o{ ORDER : places', '  ORDER {', '    int id', '  }'],
    defects: [
      { line: 2, text: '  CUSTOMER ||--o{ ORDER', at: '' },
      { line: 2, text: '  CUSTOMER --> ORDER : places', at: '-->' },
      { line: 4, text: '    int', at: '' },
      { line: 5, text: '  ]', at: ']' },
    ],
  },
  {
    type: 'gitGraph',
    lines: ['gitGraph', '  commit', '  branch side', '  checkout side', '  commit', '  checkout main', '  merge side'],
    defects: [
      { line: 4, text: '  checkout nowhere', at: 'checkout' },
      { line: 5, text: '  comit', at: 'comit' },
      { line: 7, text: '  merge main', at: 'merge' },
      { line: 5, text: '  commit id: "open', at: '"open' },
      { line: 3, text: '  branch main', at: 'branch' },
    ],
  },
  {
    type: 'mindmap',
    lines: ['mindmap', '  root((Root))', '    One', '    Two', '      Three'],
    isDense: true,
    defects: [
      { line: 4, text: '  Other', at: 'Other' },
      { line: 4, text: '    Two(open', at: '(open' },
      { line: 3, text: '    }{', at: '}{' },
      { line: 3, text: '    One[text (more)]', at: 'more' },
    ],
  },
  {
    type: 'kanban',
    lines: ['kanban', '  todo[Todo]', '    a[Write it]', '  done[Done]', '    b[Read it]'],
    isDense: true,
    defects: [
      { line: 3, text: '    }{', at: '}{' },
      { line: 3, text: '    a[Write (it)]', at: 'it)' },
    ],
  },
  {
    type: 'block',
    lines: ['block', '  columns 2', '  a["One"] b["Two"]', '  a --> b'],
    defects: [
      { line: 3, text: '  a["One] b', at: '"One' },
      { line: 4, text: '  a --> }', at: '}' },
    ],
  },
  {
    type: 'architecture',
    lines: [
      'architecture-beta',
      '  group api(cloud)[API]',
      '  service db(database)[DB] in api',
      '  service web(server)[Web] in api',
      '  db:L -- R:web',
    ],
    defects: [
      { line: 3, text: '  service db(database)[DB] in nowhere', at: 'service' },
      { line: 4, text: '  servce web(server)[Web]', at: 'servce' },
      { line: 5, text: '  db:L -- R:nobody', at: 'db' },
      { line: 5, text: '  db:Q -- R:web' },
    ],
  },
  {
    type: 'c4',
    lines: ['C4Context', '  title System', '  Person(a, "A")', '  System(b, "B")', '  Rel(a, b, "uses")'],
    defects: [
      { line: 3, text: '  Persn(a, "A")', at: 'Persn' },
      { line: 4, text: '  System b', at: 'b' },
      { line: 4, text: '  }', at: '}' },
    ],
  },
  {
    type: 'requirement',
    lines: [
      'requirementDiagram',
      '  requirement r {',
      '    id: 1',
      '    text: it works',
      '    risk: high',
      '  }',
      '  element e {',
      '    type: simulation',
      '  }',
      '  e - satisfies -> r',
    ],
    defects: [
      { line: 5, text: '    risk: huge', at: 'huge' },
      { line: 10, text: '  e --> r', at: '-->' },
      { line: 10, text: '  e - pleases -> r', at: 'pleases' },
    ],
  },
  {
    type: 'usecase',
    lines: ['usecase-beta', '  actor Ann', '  Login("Log in")', '  Ann --> Login'],
    defects: [
      { line: 3, text: '  Login("Log in"', at: '' },
      { line: 4, text: '  Ann --> ', at: '' },
    ],
  },
  {
    type: 'swimlane',
    lines: ['swimlane-beta', '  subgraph one', '    A --> B', '  end', '  B --> C'],
    defects: [
      { line: 3, text: '    A --> ', at: '' },
      { line: 5, text: '  B[text (more)] --> C', at: '(more' },
    ],
  },
  {
    type: 'agentflow',
    lines: ['agentflow-beta', '  A[Plan] --> B[Act]', '  B --> C[Check]'],
    defects: [
      { line: 3, text: '  B --> ', at: '' },
      { line: 2, text: '  A[Plan (now)] --> B', at: '(now' },
    ],
  },
]
