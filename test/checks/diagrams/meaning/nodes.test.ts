import { describe, expect, test } from 'vitest'
import { mended, told } from './told.ts'

describe('A slip in a node', () => {
  /** The lines, what is told of them, and the lines as they are mended. */
  const cases: Record<string, [lines: string[], found: string[], fixed?: string[]]> = {
    'a class of a node of a flowchart': [
      ['flowchart LR', '  web --> database', '  class databse hot'],
      ['3:9-16 unknown-node: Unexpected `databse` after `class`, expected a node of the diagram'],
    ],
    'one of several, after a comment that names it': [
      ['flowchart LR', '  A --> B', '  %% class Zebra hot', '  class A,Zebra hot'],
      ['4:11-16 unknown-node: Unexpected `Zebra` after `class`, expected a node of the diagram'],
    ],
    'a style': [
      ['flowchart LR', '  A --> B', '  style Zebra stroke:#f00'],
      ['3:9-14 unknown-node: Unexpected `Zebra` after `style`, expected a node of the diagram'],
    ],
    'a click': [
      ['flowchart LR', '  A --> B', '  click C "https://example.org"'],
      ['3:9-10 unknown-node: Unexpected `C` after `click`, expected a node of the diagram'],
    ],
    'a state': [
      ['stateDiagram-v2', '  [*] --> Running', '  class Runing hot'],
      ['3:9-15 unknown-node: Unexpected `Runing` after `class`, expected a node of the diagram'],
    ],
    'a note beside no state': [
      ['stateDiagram-v2', '  [*] --> Running', '  note right of Stopped : hm'],
      ['3:17-24 unknown-node: Unexpected `Stopped` after `note`, expected a node of the diagram'],
    ],
    'a style of a state': [
      ['stateDiagram-v2', '  [*] --> Running', '  style Other stroke:red'],
      ['3:9-14 unknown-node: Unexpected `Other` after `style`, expected a node of the diagram'],
    ],
    'a class of classes': [
      ['classDiagram', '  class Order', '  cssClass "Order,Invoice" hot'],
      ['3:19-26 unknown-node: Unexpected `Invoice` after `cssClass`, expected a node of the diagram'],
    ],
    'a link of a class': [
      ['classDiagram', '  class Order', '  link Ordr "https://example.org"'],
      ['3:8-12 unknown-node: Unexpected `Ordr` after `link`, expected a node of the diagram'],
    ],
    'a note for a class': [
      ['classDiagram', '  class Order', '  note for Nothing "x"'],
      ['3:12-19 unknown-node: Unexpected `Nothing` after `note`, expected a node of the diagram'],
    ],
    'an entity': [
      ['erDiagram', '  ORDER ||--o{ LINE : has', '  class ORDERS hot'],
      ['3:9-15 unknown-node: Unexpected `ORDERS` after `class`, expected a node of the diagram'],
    ],
    'a participant that is activated': [
      ['sequenceDiagram', '  Web->>Database: hi', '  activate Cache'],
      ['3:12-17 unknown-node: Unexpected `Cache` after `activate`, expected a node of the diagram'],
    ],
    'a participant with a link': [
      ['sequenceDiagram', '  Web->>Database: hi', '  link Databas: Docs @ https://example.org'],
      ['3:8-15 unknown-node: Unexpected `Databas` after `link`, expected a node of the diagram'],
    ],
    'a block': [
      ['block-beta', '  columns 2', '  a b', '  class c hot'],
      ['4:9-10 unknown-node: Unexpected `c` after `class`, expected a node of the diagram'],
    ],
    'a requirement': [
      ['requirementDiagram', '  requirement r {', '    id: 1', '    text: x', '  }', '  style q stroke:red'],
      ['6:9-10 unknown-node: Unexpected `q` after `style`, expected a node of the diagram'],
    ],
    'a relation of requirements': [
      [
        'requirementDiagram',
        '  requirement login {',
        '    id: 1',
        '    text: x',
        '  }',
        '  element page {',
        '    type: x',
        '  }',
        '  page - satisfies -> logn',
      ],
      ['9:23-27 unknown-node: Unexpected `logn`, expected a requirement or an element of the diagram'],
    ],
    'a relation in C4': [
      ['C4Context', '  Person(user, "User")', '  System(shop, "Shop")', '  Rel(user, shp, "Uses")'],
      ['4:13-16 unknown-node: Unexpected `shp`, expected an element of the diagram'],
    ],
    'a numbered relation in C4': [
      ['C4Dynamic', '  Person(user, "User")', '  RelIndex(1, user, other, "Uses")'],
      ['3:21-26 unknown-node: Unexpected `other`, expected an element of the diagram'],
    ],
    'a style in C4': [
      ['C4Context', '  Person(user, "User")', '  UpdateElementStyle(usr, $bgColor="red")'],
      ['3:22-25 unknown-node: Unexpected `usr`, expected an element of the diagram'],
    ],
    'a task of a gantt diagram to wait for': [
      ['gantt', '  dateFormat YYYY-MM-DD', '  Backup :backup, 2026-01-05, 2d', '  Cut over :after bakcup, 1d'],
      ['4:19-25 unknown-node: Unexpected task `bakcup`, expected the id of a task'],
    ],
    'a task to end at': [
      ['gantt', '  dateFormat YYYY-MM-DD', '  Backup :backup, 2026-01-05, until cutover'],
      ['3:37-44 unknown-node: Unexpected task `cutover`, expected the id of a task'],
    ],
    'a click of a task': [
      [
        'gantt',
        '  dateFormat YYYY-MM-DD',
        '  Backup :backup, 2026-01-05, 2d',
        '  click other href "https://example.org"',
      ],
      ['4:9-14 unknown-node: Unexpected `other` after `click`, expected the id of a task'],
    ],
    'frontmatter, directives and carriage returns before it': [
      [
        '---',
        'title: x',
        '---',
        '%%{init: {"theme": "dark"}}%%',
        'flowchart LR',
        '  A --> B',
        '',
        '  %% note',
        '  class C hot',
      ],
      ['9:9-10 unknown-node: Unexpected `C` after `class`, expected a node of the diagram'],
    ],
    'an id that lost its first letter to a circle': [
      ['flowchart LR', '  dev---ops'],
      [
        '2:9-12 unknown-node: Unexpected node `ps`, expected `ops`: Mermaid takes the `o` for a circle at the end of the arrow',
      ],
      ['flowchart LR', '  dev--- ops'],
    ],
    'and to a cross': [
      ['flowchart LR', '  dev --- A', '  A===xray'],
      [
        '3:7-11 unknown-node: Unexpected node `ray`, expected `xray`: Mermaid takes the `x` for a cross at the end of the arrow',
      ],
      ['flowchart LR', '  dev --- A', '  A=== xray'],
    ],
    'in a dotted link': [
      ['flowchart LR', '  dev-.-ops'],
      [
        '2:9-12 unknown-node: Unexpected node `ps`, expected `ops`: Mermaid takes the `o` for a circle at the end of the arrow',
      ],
      ['flowchart LR', '  dev-.- ops'],
    ],
    'where the whole id is a node elsewhere': [
      ['flowchart LR', '  ops[Ops] --> B', '  dev--ops'],
      [
        '3:8-11 unknown-node: Unexpected node `ps`, expected `ops`: Mermaid takes the `o` for a circle at the end of the arrow',
      ],
      ['flowchart LR', '  ops[Ops] --> B', '  dev--- ops'],
    ],
    'one letter too many, near to a labelled node': [
      ['flowchart LR', '  database[(Orders)] --> cache', '  web --> databsae'],
      ['3:11-19 mistyped-node: Unexpected node `databsae`, expected `database`'],
      ['flowchart LR', '  database[(Orders)] --> cache', '  web --> database'],
    ],
    'near to a node that is used more often': [
      [
        'stateDiagram-v2',
        '  [*] --> Starting',
        '  Starting --> Running',
        '  Running --> Stopped',
        '  Starting --> Rnuning',
      ],
      ['5:16-23 mistyped-node: Unexpected node `Rnuning`, expected `Running`'],
    ],
    'another case': [
      ['flowchart LR', '  gateway[Gateway] --> web', '  web --> Gateway'],
      ['3:11-18 mistyped-node: Unexpected node `Gateway`, expected `gateway`'],
    ],
    'a participant near to a declared one': [
      ['sequenceDiagram', '  participant Gateway', '  Client->>Gateway: hi', '  Gatway->>Client: hello'],
      ['4:3-9 mistyped-node: Unexpected node `Gatway`, expected `Gateway`'],
    ],
    'a class near to a declared one': [
      ['classDiagram', '  class Customer {', '    +id', '  }', '  Order --> Custmer'],
      ['5:13-20 mistyped-node: Unexpected node `Custmer`, expected `Customer`'],
    ],
    'an entity, again': [
      ['erDiagram', '  CUSTOMER {', '    int id', '  }', '  CUSTOMR ||--o{ ORDER : places'],
      ['5:3-10 mistyped-node: Unexpected node `CUSTOMR`, expected `CUSTOMER`'],
    ],
    'two labels of a node': [
      ['flowchart LR', '  A[Web] --> B', '  A[Cache] --> C'],
      ['3:3-4 duplicate-id: Unexpected second label `Cache` of `A`, expected `Web` or another id'],
    ],
    'two labels of a subgraph': [
      ['flowchart LR', '  subgraph S[One]', '    A', '  end', '  subgraph S[Two]', '    B', '  end'],
      ['5:12-13 duplicate-id: Unexpected second label `Two` of `S`, expected `One` or another id'],
    ],
    'a node by the id of a subgraph': [
      ['flowchart LR', '  subgraph S', '    A', '  end', '  S[label] --> B'],
      ['5:3-4 duplicate-id: Unexpected node `S`, expected another id than that of a group'],
    ],
    'a participant declared twice': [
      ['sequenceDiagram', '  participant A as Web', '  participant A as Cache', '  A->>B: hi'],
      ['3:15-16 duplicate-id: Unexpected second label `Cache` of `A`, expected `Web` or another id'],
    ],
    'a class with two labels': [
      ['classDiagram', '  class A["One"]', '  class A["Two"]'],
      ['3:9-10 duplicate-id: Unexpected second label `Two` of `A`, expected `One` or another id'],
    ],
    'an entity with two names': [
      ['erDiagram', '  A["One"]', '  A["Two"]'],
      ['3:3-4 duplicate-id: Unexpected second label `Two` of `A`, expected `One` or another id'],
    ],
    'a class by the name of a namespace': [
      ['classDiagram', '  namespace Core {', '    class Core', '  }'],
      ['3:11-15 duplicate-id: Unexpected class `Core`, expected another id than that of a namespace'],
    ],
    'two tasks': [
      ['gantt', '  dateFormat YYYY-MM-DD', '  Backup :b1, 2026-01-05, 2d', '  Restore :b1, 2026-01-07, 2d'],
      ['4:12-14 duplicate-id: Unexpected second task `b1`, expected an id of its own'],
    ],
    'two commits': [
      ['gitGraph', '  commit id: "one"', '  commit id: "one"'],
      ['3:15-18 duplicate-id: Unexpected second commit `one`, expected an id of its own'],
    ],
    'two slices': [
      ['pie', '  "a" : 3', '  "a" : 4'],
      ['3:4-5 duplicate-id: Unexpected second slice `a`, expected an id of its own'],
    ],
    'two elements of C4': [
      ['C4Context', '  Person(a, "User")', '  System(a, "Shop")'],
      ['3:10-11 duplicate-id: Unexpected second element `a`, expected an id of its own'],
    ],
    'two requirements': [
      [
        'requirementDiagram',
        '  requirement r {',
        '    id: 1',
        '    text: x',
        '  }',
        '  requirement r {',
        '    id: 2',
        '    text: y',
        '  }',
      ],
      ['6:15-16 duplicate-id: Unexpected second element `r`, expected an id of its own'],
    ],
  }
  for (const [name, [lines, found, fixed]] of Object.entries(cases)) {
    test(name, async () => {
      for (const end of ['\n', '\r\n']) {
        expect(await told(lines.join(end))).toStrictEqual(found)
        expect(await mended(lines.join(end))).toBe((fixed ?? lines).join(end))
      }
      if (fixed) expect(await told(fixed.join('\n')), 'after the fix').toStrictEqual([])
    })
  }
})
