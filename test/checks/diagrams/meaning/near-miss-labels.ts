/** Labels with signs that could be lost, and are not. */
export const nearMissLabels: readonly string[] = [
  `%%{wrap}%%
flowchart LR
  A>text->more] --> B["a->b"]
  C["#quot;quoted#quot;"] -->|"x -> y"| D`,
  `flowchart LR
  A["a < b and c > d"] --> B["x <= 5 -> ok"]`,
  `flowchart LR
  A["line one<br>line two<br/>three<BR />four"] --> B["<b>bold</b> <i>it</i> <code>x</code>"]`,
  `flowchart LR
  A["&lt;namespace&gt; #lt;x#gt; #quot;q#quot; #35;1 #9829;"]`,
  `flowchart LR
  A["one\\nline"] --> B["50%% off; really"]`,
  `flowchart LR
  A["**bold** my_var_name a*b*c __init__.py *.log"]`,
  `stateDiagram-v2
  s1: **bold** and *it* in my_var_name, 0 */6 * * *, 2 * 3 * 4, *.log and *.txt
  s2: __main__ and _it_`,
  `sequenceDiagram
  A->>B: GET /pods/<id>?a=1 && b < c
  Note over A: List<String>
  A->>B: color #35;fff #quot;x#quot;`,
  `sequenceDiagram
  A->>B: a#59; b`,
  `sequenceDiagram
  box Purple Team
  participant A
  end
  box rgb(1,2,3) Other
  participant B
  end
  A->>B: x`,
  `gantt
  title A & B
  dateFormat YYYY-MM-DD
  List<String> :a1, 2026-01-05, 2d
  B :after a1, 30d
  milestone here :milestone, m1, 2026-01-05, 0d`,
  `pie
  "List<String> C:#92;dir" : 3
  "zero" : 0`,
  `classDiagram
  class A {
    +get(id) List~Item~
    <<service>>
  }
  class B
  <<interface>> B
  A <|-- B`,
  `classDiagram
  class A~T~
  A : +T x
  A "1" --> "*" B : has > more`,
  `C4Context
  Person(a, "User", "x &lt;y&gt;")
  System(b, "B")
  Rel(a, b, "reads <id>", "HTTPS")
  Rel_D(b, a, "y")`,
  `erDiagram
  A ||--o{ B : "a < b"
  B["Name of B"] {
    string x "50 < y"
  }`,
  `architecture-beta
  service a(server)["api.example.org"]
  service b(server)[Web v2.0]`,
]
