/** Values and lines that the diagram can be drawn with. */
export const nearMissValues: readonly string[] = [
  `sequenceDiagram
  actor A
  participant Q@{ "type": "database" }
  details A: {"team": "ops"}
  properties A: {"role": "on call"}
  link Q: Wiki @ https://example.org
  A->>Q: x`,
  `timeline
  title No sections
  2023 : a
  2024 : b
       : c`,
  `timeline
  title T
  accTitle: A title
  section S
    2023 : a`,
  `gantt
  dateFormat HH:mm
  A :a, 17:49, 2m
  B :b, after a, 5m
  C :until m
  M :m, 18:00, 1m`,
  `sankey-beta

"a, b",c,10
c,d,0.5
"quoted ""x""",d,2`,
  `xychart-beta
  x-axis 0 --> 10
  line [1, 2]
  bar [1, 2, 3]`,
  `xychart-beta
  bar [0, 0]`,
  `radar-beta
  axis a["A"], b["B"], c
  curve x["X"]{1, 2, 3}, y["Y"]{c: 1, a: 2, b: 3}
  max 5`,
  `quadrantChart
  "a": [0, 1]
  "b": [1, 0]`,
  `journey
  title A: b
  section S
    Task: 0: Me
    Other task: 3.5: Me, You`,
  `block-beta
  columns auto
  a["x"] space b
  a -- "y" --> b
  class a,b hot`,
  `kanban
  todo[To do]
    id1[Write a*b]
  done`,
  `mindmap
  root((all))
    a[x < 5]
    b("y")
    **bold**`,
  `requirementDiagram
  requirement "the req" {
    id: 1
    text: "x < 5"
  }
  element e {
    type: x
  }
  e - satisfies -> "the req"`,
]
