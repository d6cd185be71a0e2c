/** Valid diagrams with the keywords of their types at the beginning of lines. */
export const keywordDiagrams: Readonly<Record<string, string>> = {
  flowchart:
    'flowchart LR\n  subgraph one [One]\n    direction TB\n    A --> B\n  end\n  classDef hot fill:#f00,color:#fff\n  class A hot\n  style B fill:#0f0,color:#000\n  linkStyle 0 stroke:#f00\n  click A "https://x.org"',
  sequence:
    'sequenceDiagram\n  autonumber\n  title Hi\n  participant A\n  actor B\n  box Aqua G\n    participant C\n  end\n  activate A\n  A->>B: x\n  deactivate A\n  note over A: y\n  loop every\n    A->>B: x\n  end\n  alt one\n    A->>B: x\n  else two\n    A->>B: x\n  end\n  opt o\n    A->>B: x\n  end\n  par p\n    A->>B: x\n  and q\n    A->>B: x\n  end\n  critical c\n    A->>B: x\n  option d\n    A->>B: x\n  end\n  break b\n    A->>B: x\n  end\n  rect rgb(200,200,200)\n    A->>B: x\n  end\n  create participant D\n  A->>D: x\n  destroy D\n  A -x D: y',
  classDiagram:
    'classDiagram\n  direction LR\n  class A {\n    +int x\n  }\n  namespace N {\n    class C\n  }\n  note "x"\n  note for A "y"\n  classDef hot fill:#f00,color:#fff\n  class B hot\n  cssClass "A" hot\n  style A fill:#f00,color:#fff\n  click A href "https://x.org"\n  A --> B',
  stateDiagram:
    'stateDiagram-v2\n  direction LR\n  state "x" as s1\n  state s2 {\n    a --> b\n  }\n  state c <<choice>>\n  s1 --> s2\n  note right of s1 : t\n  classDef hot fill:#f00,color:#fff\n  class s1 hot\n  style s1 fill:#f00,color:#fff',
  er: 'erDiagram\n  direction LR\n  A ||--o{ B : has\n  A {\n    string x PK\n  }\n  classDef hot fill:#f00,color:#fff\n  class A hot\n  style A fill:#f00,color:#fff',
  gantt:
    'gantt\n  title T\n  dateFormat YYYY-MM-DD\n  axisFormat %d\n  tickInterval 1day\n  excludes weekends\n  todayMarker off\n  weekday monday\n  section S\n  Task :a, 2026-01-01, 3d',
  journey: 'journey\n  title T\n  section S\n    Task: 3: Me',
  gitGraph:
    'gitGraph\n  commit id: "a"\n  branch dev\n  checkout dev\n  commit tag: "x" type: HIGHLIGHT\n  checkout main\n  merge dev',
  pie: 'pie showData\n  title T\n  "a" : 1',
  timeline: 'timeline\n  title T\n  section S\n    2002 : x',
  block:
    'block\n  columns 3\n  a b c\n  space\n  block:g\n    d\n  end\n  classDef hot fill:#f00,color:#fff\n  class a hot\n  style b fill:#f00,color:#fff',
  architecture: 'architecture-beta\n  group g(cloud)[G]\n  service a(server)[A] in g\n  junction j\n  a:R -- L:j',
  c4: 'C4Context\n  title T\n  Person(a, "x")\n  System_Boundary(s, "q") {\n    System(b, "y")\n  }\n  Rel(a, b, "z")\n  UpdateLayoutConfig($c4ShapeInRow="3")',
  requirement:
    'requirementDiagram\n  direction LR\n  requirement r {\n    id: 1\n    text: x\n    risk: high\n    verifyMethod: test\n  }\n  element e {\n    type: simulation\n    docref: y\n  }\n  e - satisfies -> r\n  classDef hot fill:#f00,color:#fff\n  class r hot',
  quadrantChart: 'quadrantChart\n  title T\n  x-axis a --> b\n  y-axis c --> d\n  quadrant-1 Q\n  P: [0.3, 0.4]',
  xychart: 'xychart\n  title "T"\n  x-axis [a, b]\n  y-axis "Y" 0 --> 3\n  bar [1, 2]\n  line [1, 2]',
  packet: 'packet\n  title T\n  0-15: "a"',
  radar: 'radar-beta\n  title T\n  axis a, b, c\n  curve x{1,2,3}\n  max 5\n  showLegend true',
  venn: 'venn-beta\n  title "T"\n  set A\n  set B\n  union A,B["x"]',
  wardley:
    'wardley-beta\n  title T\n  anchor B [0.9, 0.6]\n  component C [0.4, 0.3]\n  evolve C 0.6\n  note "x" [0.2, 0.2]\n  B -> C',
  cynefin: 'cynefin-beta\n  title T\n  complex\n    "x"\n  complicated\n    "y"',
  usecase: 'usecase-beta\n  actor U("x")\n  L("y")\n  U --> L',
  railroad: 'railroad-beta\n  title T\n  a = sequence(nonterminal("x"), terminal("y")) ;',
}
