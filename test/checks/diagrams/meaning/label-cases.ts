/** A diagram whose label is drawn otherwise, what is told of it, and what is drawn of the label once it is mended. */
export interface LabelCase {
  lines: string[]
  found: string[]
  /** Missing where no way to write it is known. */
  wanted?: string
}

export const labelCases: Record<string, LabelCase> = {
  'a placeholder in a label of a flowchart': {
    lines: ['flowchart LR', '  A["kubectl get pods -n <namespace>"] --> B'],
    found: [
      '2:26-37 lost-text: Unexpected `<namespace>` in a label, expected `&lt;namespace&gt;`: readers see `kubectl get pods -n`',
    ],
    wanted: 'kubectl get pods -n <namespace>',
  },
  'at an edge': {
    lines: ['flowchart LR', '  A -->|get <id>| B'],
    found: ['2:13-17 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `get`'],
    wanted: 'get <id>',
  },
  'as the title of a subgraph': {
    lines: ['flowchart LR', '  subgraph S["the <namespace>"]', '    A', '  end'],
    found: ['2:19-30 lost-text: Unexpected `<namespace>` in a label, expected `&lt;namespace&gt;`: readers see `the`'],
    wanted: 'the <namespace>',
  },
  'quotes within quotes': {
    lines: ['flowchart LR', '  A["He said "hi""] --> B'],
    found: ['2:14-18 lost-text: Unexpected `"hi"` in a label, expected `#quot;hi#quot;`: readers see `He said hi`'],
    wanted: 'He said "hi"',
  },
  'a tag in the name of a commit': {
    lines: ['gitGraph', '  commit id: "fix <bug> x"'],
    found: [
      '2:19-24 lost-text: Unexpected `<bug>` in a label, expected `#lt;bug#gt;`: readers see `fix &lt;bug&gt; x`',
    ],
    wanted: 'fix <bug> x',
  },
  'a tag without an end': {
    lines: ['flowchart LR', '  A["p95<limit or so"]'],
    found: ['2:9-21 lost-text: Unexpected `<limit or so` in a label, expected `&lt;limit or so`: readers see `p95`'],
    wanted: 'p95<limit or so',
  },
  'an address in angle brackets': {
    lines: ['flowchart LR', '  A["see <https://example.org>"]'],
    found: [
      '2:10-31 lost-text: Unexpected `<https://example.org>` in a label, expected `&lt;https://example.org&gt;`: readers see `see`',
    ],
    wanted: 'see <https://example.org>',
  },
  'a comment of HTML': {
    lines: ['flowchart LR', '  A["a <!-- hidden --> b"]'],
    found: [
      '2:8-23 lost-text: Unexpected `<!-- hidden -->` in a label, expected `&lt;!-- hidden --&gt;`: readers see `a b`',
    ],
    wanted: 'a <!-- hidden --> b',
  },
  'a markdown string': {
    lines: ['flowchart LR', '  A["`**get** <id>`"]'],
    found: ['2:15-19 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `**get**`'],
    wanted: 'get <id>',
  },
  'shape data': {
    lines: ['flowchart LR', '  A@{ shape: rect, label: "get <id>" }'],
    found: ['2:32-36 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `get`'],
    wanted: 'get <id>',
  },
  'a state': {
    lines: ['stateDiagram-v2', '  s1: pods in <namespace>'],
    found: [
      '2:15-26 lost-text: Unexpected `<namespace>` in a label, expected `#lt;namespace#gt;`: readers see `pods in`',
    ],
    wanted: 'pods in <namespace>',
  },
  'a transition': {
    lines: ['stateDiagram-v2', '  s1 --> s2: get <id>'],
    found: ['2:18-22 lost-text: Unexpected `<id>` in a label, expected `#lt;id#gt;`: readers see `get`'],
    wanted: 'get <id>',
  },
  'a note of a state': {
    lines: ['stateDiagram-v2', '  s1 --> s2', '  note right of s1', '    pods in <namespace>', '  end note'],
    found: [
      '4:13-24 lost-text: Unexpected `<namespace>` in a label, expected `#lt;namespace#gt;`: readers see `pods in`',
    ],
    wanted: 'pods in <namespace>',
  },
  'a member of a class': {
    lines: ['classDiagram', '  class A {', '    +get(id) List<Item>', '  }'],
    found: ['3:18-24 lost-text: Unexpected `<Item>` in a label, expected `#lt;Item#gt;`: readers see `+get(id) List`'],
    wanted: '+get(id) : List<Item>',
  },
  'the label of a class': {
    lines: ['classDiagram', '  class A["get <id>"]'],
    found: ['2:16-20 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `get`'],
    wanted: 'get <id>',
  },
  'a relation of classes': {
    lines: ['classDiagram', '  A --> B : get <id>'],
    found: ['2:17-21 lost-text: Unexpected `<id>` in a label, expected `#lt;id#gt;`: readers see `get`'],
    wanted: 'get <id>',
  },
  'a note of a class': {
    lines: ['classDiagram', '  class A', '  note for A "get <id>"'],
    found: ['3:19-23 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `get`'],
    wanted: 'get <id>',
  },
  'an entity': {
    lines: ['erDiagram', '  A["the <name>"]', '  A ||--o{ B : "has <many>"'],
    found: [
      '2:10-16 lost-text: Unexpected `<name>` in a label, expected `&lt;name&gt;`: readers see `the`',
      '3:21-27 lost-text: Unexpected `<many>` in a label, expected `&lt;many&gt;`: readers see `has`',
    ],
    wanted: 'the <name>',
  },
  'a comment of an attribute': {
    lines: ['erDiagram', '  A {', '    int id "the <id>"', '  }'],
    found: ['3:17-21 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `the`'],
    wanted: 'the <id>',
  },
  'a node of a mindmap': {
    lines: ['mindmap', '  root((all))', '    get <id>'],
    found: ['3:9-13 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `get`'],
    wanted: 'get <id>',
  },
  'a card': {
    lines: ['kanban', '  todo[Todo]', '    a[get <id>]'],
    found: ['3:11-15 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `get`'],
    wanted: 'get <id>',
  },
  'a block': {
    lines: ['block-beta', '  a["get <id>"]'],
    found: ['2:10-14 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `get`'],
    wanted: 'get <id>',
  },
  'a requirement': {
    lines: ['requirementDiagram', '  requirement r {', '    id: 1', '    text: "get <id>"', '  }'],
    found: ['4:16-20 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `get`'],
    wanted: 'Text: get <id>',
  },
  'an element of C4': {
    lines: ['C4Context', '  Person(a, "User", "asks for <id>")'],
    found: ['2:31-35 lost-text: Unexpected `<id>` in a label, expected `&lt;id&gt;`: readers see `asks for`'],
    wanted: 'asks for <id>',
  },
  'an arrow in C4': {
    lines: ['C4Context', '  Person(a, "User -> Admin")'],
    found: ['2:20-21 lost-text: Unexpected `>` in a label, expected `&gt;`: readers see `User - Admin`'],
    wanted: 'User -> Admin',
  },
  'a box of a sequence diagram': {
    lines: ['sequenceDiagram', '  box the <name>', '    participant A', '  end', '  A->>B: get <id>'],
    found: ['2:11-17 lost-text: Unexpected `<name>` in a label, expected `#lt;name#gt;`: readers see `the`'],
    wanted: 'the <name>',
  },
  'a title': {
    lines: ['gantt', '  title Move <service>', '  dateFormat YYYY-MM-DD', '  A :2026-01-05, 2d'],
    found: ['2:14-23 lost-text: Unexpected `<service>` in a label, expected `#lt;service#gt;`: readers see `Move`'],
    wanted: 'Move <service>',
  },
  'a title of frontmatter': {
    lines: ['---', 'title: "Move <service>"', '---', 'flowchart LR', '  A --> B'],
    found: [
      '2:14-23 lost-text: Unexpected `<service>` in a label, expected a label that is drawn as written: readers see `Move`',
    ],
  },
  'a chart': {
    lines: ['xychart-beta', '  title "p95 < 200 ms"', '  x-axis ["a <id>"]', '  bar [1]'],
    found: [
      '2:14-15 lost-text: Unexpected `<` in a label, expected `#lt;`: readers see `p95 &lt; 200 ms`',
      '3:14-18 lost-text: Unexpected `<id>` in a label, expected `#lt;id#gt;`: readers see `a`',
    ],
    wanted: 'p95 < 200 ms',
  },
  'a quadrant': {
    lines: ['quadrantChart', '  "get <id>": [0.3, 0.4]'],
    found: ['2:8-12 lost-text: Unexpected `<id>` in a label, expected `#lt;id#gt;`: readers see `get`'],
    wanted: 'get <id>',
  },
  'a commit': {
    lines: ['gitGraph', '  commit id: "a < b"'],
    found: ['2:17-18 lost-text: Unexpected `<` in a label, expected `#lt;`: readers see `a &lt; b`'],
    wanted: 'a < b',
  },
  'a path of Windows': {
    lines: ['flowchart LR', '  A["C:\\dir\\new"]'],
    found: [
      '2:6-16 lost-text: Unexpected `C:\\dir\\new` in a label, expected `C:#92;dir#92;new`: readers see `C:\\dir ⏎ ew`',
    ],
    wanted: 'C:\\dir\\new',
  },
  'a path of Windows on an edge': {
    lines: ['flowchart LR', '  A -->|"\\\\server\\new"| B'],
    found: [
      '2:10-22 lost-text: Unexpected `\\\\server\\new` in a label, expected `#92;#92;server#92;new`: readers see `\\\\server ⏎ ew`',
    ],
    wanted: '\\\\server\\new',
  },
  'a path where backslashes are taken out': {
    lines: ['pie', '  "C:\\dir" : 3'],
    found: ['2:4-10 lost-text: Unexpected `C:\\dir` in a label, expected `C:#92;dir`: readers see `C:dir`'],
    wanted: 'C:\\dir',
  },
  'a path in C4': {
    lines: ['C4Context', '  Person(a, "C:\\new")'],
    found: [
      '2:14-20 lost-text: Unexpected `C:\\new` in a label, expected a label that is drawn as written: readers see `C: ⏎ ew`',
    ],
  },
  'a name that is none': {
    lines: ['flowchart LR', '  A["color #fff; here"]'],
    found: ['2:12-17 lost-text: Unexpected `#fff;` in a label, expected `#35;fff#59;`: readers see `color &fff; here`'],
    wanted: 'color #fff; here',
  },
  'a sign that has no picture': {
    lines: ['flowchart LR', '  A["step #7; next"]'],
    found: ['2:11-14 lost-text: Unexpected `#7;` in a label, expected `#35;7#59;`: readers see `step next`'],
    wanted: 'step #7; next',
  },
  'a number sign in a message': {
    lines: ['sequenceDiagram', '  A->>B: merge PR #12 now'],
    found: ['2:19-26 lost-text: Unexpected `#12 now` in a label, expected `#35;12 now`: readers see `merge PR`'],
    wanted: 'merge PR #12 now',
  },
  'in an alias': {
    lines: ['sequenceDiagram', '  participant A as Worker #1', '  A->>B: hi'],
    found: ['2:27-29 lost-text: Unexpected `#1` in a label, expected `#35;1`: readers see `Worker`'],
    wanted: 'Worker #1',
  },
  'in a note': {
    lines: ['sequenceDiagram', '  A->>B: hi', '  Note over A: see #12'],
    found: ['3:20-23 lost-text: Unexpected `#12` in a label, expected `#35;12`: readers see `see`'],
    wanted: 'see #12',
  },
  'in a loop': {
    lines: ['sequenceDiagram', '  loop until #3', '    A->>B: hi', '  end'],
    found: ['2:14-16 lost-text: Unexpected `#3` in a label, expected `#35;3`: readers see `until`'],
    wanted: '[until #3]',
  },
  'a colour of a box': {
    lines: ['sequenceDiagram', '  box #ffeedd Team', '    participant A', '  end', '  A->>B: hi'],
    found: ['2:7-14 lost-text: Unexpected `#ffeedd` in a label, expected `rgb(255, 238, 221)`: readers see nothing'],
    wanted: 'Team',
  },
  'a semicolon in a state': {
    lines: ['stateDiagram-v2', '  s1: stop; then start'],
    found: [
      '2:7-23 lost-text: Unexpected `stop; then start` in a label, expected `stop#59; then start`: readers see `stop`',
    ],
    wanted: 'stop; then start',
  },
  'an entity in a transition': {
    lines: ['stateDiagram-v2', '  s1 --> s2: a &lt; b'],
    found: ['2:14-22 lost-text: Unexpected `a &lt; b` in a label, expected `a #lt; b`: readers see `a <`'],
    wanted: 'a < b',
  },
  'a name with underscores': {
    lines: ['stateDiagram-v2', '  s1: run __init__.py first'],
    found: [
      '2:11-19 lost-text: Unexpected `__init__` in a label, expected `#95;#95;init#95;#95;`: readers see `run init.py first`',
    ],
    wanted: 'run __init__.py first',
  },
  'stars in a formula': {
    lines: ['stateDiagram-v2', '  s1: a*b*c'],
    found: ['2:8-11 lost-text: Unexpected `*b*` in a label, expected `#42;b#42;`: readers see `abc`'],
    wanted: 'a*b*c',
  },
  'stars for names': {
    lines: ['stateDiagram-v2', '  s1: GRANT *.* to all'],
    found: ['2:13-16 lost-text: Unexpected `*.*` in a label, expected `#42;.#42;`: readers see `GRANT . to all`'],
    wanted: 'GRANT *.* to all',
  },
  'stars in a path': {
    lines: ['classDiagram', '  class A["/var/*/log/*"]'],
    found: ['2:17-24 lost-text: Unexpected `*/log/*` in a label, expected `#42;/log/#42;`: readers see `/var//log/`'],
    wanted: '/var/*/log/*',
  },
  'an address in an architecture diagram': {
    lines: ['architecture-beta', '  service a(server)["see https://example.org/x now"]'],
    found: [
      '2:26-47 lost-text: Unexpected `https://example.org/x` in a label, expected a label that is drawn as written: readers see `see now`',
    ],
  },
}
