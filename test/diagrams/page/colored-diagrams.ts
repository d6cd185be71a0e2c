/** Diagrams whose authors chose colours, in ways that fit no theme or only one. */
export const coloredDiagrams: readonly string[] = [
  ...nested(),
  ...linked(),
  ...styled(),
  ...sequences(),
  ...contexts(),
  ...transparent(),
  ...directives(),
  ...charts(),
]

function nested(): string[] {
  const fills = [
    ['#fde2e1', '#e2f0d9', '#cfe2f3'],
    ['#fcc', '#cfc', '#ccf'],
    ['#333', '#666', '#999'],
    ['#f9f', '#bbf', '#dfd'],
    ['navy', 'teal', 'gold'],
    ['#f00', '#0f0', '#00f'],
    ['#eee', '#ddd', '#ccc'],
    ['#000', '#fff', '#888'],
  ]
  return fills.map(
    ([outer, middle, inner]) => `flowchart LR
  subgraph one [Outer]
    subgraph two [Middle]
      subgraph three [Inner]
        A[Alpha] --> B[Beta]
      end
      B -->|calls| C[Gamma]
    end
    C -.-> D[Delta]
  end
  D ==> E[Outside]
  X[Before] --> A
  style one fill:${outer}
  style two fill:${middle},stroke:#333
  style three fill:${inner},color:#fff`,
  )
}

function linked(): string[] {
  const hex = ['#ff3', '#f00', '#0f0', '#00f', '#333', '#eee', '#999', '#2e7d32', '#1565c0', '#ffcdd2']
  const named = ['red', 'blue', 'green', 'yellow', 'orange', 'lightgray', 'black', 'white', 'purple', 'navy']
  return [...hex, ...named].map(
    (color) => `flowchart TD
  A --> B
  A -- text --> C
  subgraph s [Group]
    C --> D
  end
  B --x D
  B --o C
  linkStyle 0 stroke:${color},stroke-width:2px
  linkStyle 1 stroke:${color},color:${color}
  linkStyle 2,3 stroke:${color},stroke-dasharray:5 5
  style s fill:${color}`,
  )
}

function styled(): string[] {
  const styles = ['fill:#f96', 'fill:#4CAF50,color:white', 'fill:#2196F3,color:#fff', 'fill:#fff', 'fill:#333']
  const more = ['fill:#f9f,color:#333', 'fill:#eee,color:#ccc', 'fill:#808080', 'fill:#777,color:#888']
  const odd = ['fill:yellow,color:white', 'fill:transparent', 'fill:none', 'stroke:#111', 'color:red', 'fill:#ff000080']
  return [...styles, ...more, ...odd].flatMap((style) => [
    `flowchart LR\n  A[Node]:::hot --> B(Other)\n  B --> C{Decide}\n  classDef hot ${style},stroke-width:4px\n  style B ${style}\n  class C hot`,
    `stateDiagram-v2\n  [*] --> Run\n  Run --> Stop : because\n  state Stop {\n    [*] --> In\n  }\n  classDef hot ${style}\n  class Run,In hot`,
    `classDiagram\n  class Order {\n    +id int\n    pay() bool\n  }\n  Order <|-- Special\n  Order *-- Line\n  style Order ${style}\n  classDef hot ${style}\n  cssClass "Line" hot`,
    `erDiagram\n  CUSTOMER ||--o{ ORDER : places\n  ORDER {\n    string name\n    int id\n  }\n  style CUSTOMER ${style}`,
    `block-beta\n  columns 3\n  a["Text"] space b\n  a --> b\n  style a ${style}`,
    `requirementDiagram\n  requirement r {\n    id: 1\n    text: words\n    risk: high\n    verifymethod: test\n  }\n  element e {\n    type: t\n  }\n  e - satisfies -> r\n  style r ${style}`,
  ])
}

function sequences(): string[] {
  const colors = ['rgb(191, 223, 255)', 'rgba(0,0,255,.1)', 'rgb(30,30,30)', 'rgb(255,255,0)', 'rgb(128,0,128)']
  return colors.map(
    (color) => `sequenceDiagram
  autonumber
  box ${color} Team
  participant A
  participant B
  end
  participant C
  A->>+B: asks
  rect ${color}
  B-->>C: passes on
  rect rgb(255, 230, 200)
  C-)B: answers
  Note over B,C: a note in it
  end
  end
  loop Every minute
  B->>-A: tells
  end
  alt ok
  A-xC: no
  else bad
  A->>A: self
  end`,
  )
}

function contexts(): string[] {
  return ['red', '#ffffff', '#000000', 'yellow', '#888888'].map(
    (color) => `C4Context
  title T
  Person(a, "A person", "who uses it")
  Boundary(b, "Boundary") {
    System(s, "System", "does")
    SystemDb(d, "Store")
  }
  Rel(a, s, "uses", "HTTPS")
  BiRel(s, d, "reads")
  UpdateElementStyle(s, $fontColor="${color}", $bgColor="${color}", $borderColor="${color}")
  UpdateRelStyle(a, s, $textColor="${color}", $lineColor="${color}")`,
  )
}

/** What no colour mends. */
function transparent(): string[] {
  const styles = ['opacity:0.3', 'fill-opacity:0.2', 'opacity:0.5,fill:#f00', 'opacity:0.95', 'fill:#fff,opacity:0.25']
  const links = ['stroke:#f00,stroke-opacity:0.2', 'opacity:0.2', 'stroke:#c8c8c8', 'stroke-opacity:0.9']
  return [
    ...styles.map((style) => `flowchart LR\n  A[Alpha] --> B:::c\n  style A ${style}\n  classDef c ${style}`),
    ...styles.map((style) => `flowchart LR\n  A --> B\n  classDef unused ${style}`),
    ...links.map((style) => `flowchart LR\n  A --> B\n  linkStyle 0 ${style}`),
  ]
}

function directives(): string[] {
  return [
    '%%{init: {"theme":"dark","themeVariables":{"primaryColor":"#ff0000","lineColor":"#00ff00"}}}%%\nflowchart LR\n  A-->B\n  B--text-->C',
    '---\nconfig:\n  theme: forest\n---\nsequenceDiagram\n  A->>B: hi',
    '%%{init: {"flowchart":{"htmlLabels":false}}}%%\nflowchart LR\n  A[One] --label--> B\n  style A fill:#123456',
    'flowchart-elk TD\n  A-->B\n  subgraph s\n  B-->C\n  end\n  style s fill:#cfc\n  linkStyle 0 stroke:#ff0',
  ]
}

function charts(): string[] {
  return [
    'gantt\n  title Plan\n  dateFormat YYYY-MM-DD\n  section One\n  Done :done, a, 2024-01-01, 3d\n  Active :active, b, after a, 5d\n  Critical task with a long name :crit, c, after b, 1d\n  Milestone :milestone, m, after c, 0d',
    'pie showData\n  title Shares\n  "A" : 40\n  "B with a long name" : 30\n  "C" : 20\n  "D" : 5\n  "E" : 3\n  "F" : 2',
    'quadrantChart\n  x-axis Low --> High\n  y-axis Bad --> Good\n  quadrant-1 One\n  A: [0.3, 0.6]\n  B: [0.5, 0.5] radius: 20, color: #ff3300\n  C:::x: [0.8, 0.2]\n  classDef x color: #109060, radius : 15, stroke-color: #310085, stroke-width: 5px',
    'gitGraph\n  commit id: "a"\n  branch dev\n  commit tag: "v1"\n  checkout main\n  commit type: HIGHLIGHT\n  merge dev\n  commit type: REVERSE',
    'mindmap\n  root((Root))\n    A\n      A1\n    B[Box]\n    C)Cloud(',
    'timeline\n  section One\n  2001 : first : second\n  section Two\n  2003 : fourth',
    'xychart-beta\n  x-axis [jan, feb, mar]\n  y-axis "Money" 0 --> 100\n  bar [20, 50, 90]\n  line [30, 40, 80]\n  line [90,60,20]',
    'radar-beta\n  axis a["A"], b["B"], c["C"]\n  curve x["X"]{1,2,3}\n  curve y["Y"]{3,2,1}\n  max 5',
    'treemap-beta\n"A"\n  "B": 10\n  "C": 20\n"D"\n  "E": 5:::hot\nclassDef hot fill:#333,color:#999',
    'kanban\n  todo[Todo]\n    a[Task]\n  doing[Doing]\n    b[Other]',
    'venn-beta\n  set A["Alpha"]\n  set B["Beta"]\n  union A,B["Both"]\n  style A fill:#ff0000, color: #fff',
  ]
}
