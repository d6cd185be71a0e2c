/** Diagrams as runbooks have them, with what looks like a mistake and is none. */
export const validDiagrams: readonly string[] = [
  `flowchart LR
    %% entry points
    user((User)) --> lb["Load balancer<br/>traefik"]
    lb --> web1[Web 1] & web2[Web 2]
    web1 & web2 --> db[(PostgreSQL)]
    db -. nightly .-> s3[("S3 bucket")]
    web1 -->|"reads / writes"| cache{{Redis}}
    subgraph k3s["k3s cluster (3 nodes)"]
        direction TB
        web1
        web2
        subgraph data [Data]
            db
            cache
        end
    end
    classDef warm fill:#fee,stroke:#900,color:#300
    class web1,web2 warm
    style db fill:#eef,color:#113
    linkStyle 0 stroke:#333,stroke-width:2px
    click lb "https://example.org" "Open" _blank`,
  `graph TD;
    A-->B;
    A-->C;
    B-->D;
    C-->D;`,
  `flowchart TD
    start([Alert fires]) --> q1{Is the pod running?}
    q1 -- yes --> q2{Is the disk full?}
    q1 -- no --> restart["kubectl rollout restart deploy/erp"]
    q2 -->|yes| clean[Clean /var/log]
    q2 -->|no| esc>Escalate to on-call]
    restart --> verify[/Check the dashboard/]
    clean --> verify
    verify --> done((("Done")))
    verify ==> audit[\\Write it down\\]
    esc ~~~ done
    restart@{ shape: rounded }
    e1@{ shape: doc, label: "Runbook" } --> done`,
  `stateDiagram-v2
    direction LR
    [*] --> Pending
    Pending --> Running : scheduled
    Running --> Succeeded : exit 0
    Running --> Failed : exit != 0
    Failed --> Running : restart (backoff 10s, 20s, 40s)
    state Running {
        [*] --> Starting
        Starting --> Ready: probe ok
        Ready --> [*]
    }
    state "Waiting for approval" as wait
    Succeeded --> wait
    wait --> [*]
    note right of Failed
        See the runbook: restart it
    end note
    note left of Pending : queued
    classDef bad fill:#f00,color:white,font-weight:bold
    class Failed bad`,
  `stateDiagram-v2
    state fork_state <<fork>>
    [*] --> fork_state
    fork_state --> State2
    fork_state --> State3
    state join_state <<join>>
    State2 --> join_state
    State3 --> join_state
    join_state --> State4
    State4 --> [*]`,
  `stateDiagram
    [*] --> Active
    state Active {
        [*] --> NumLockOff
        NumLockOff --> NumLockOn : EvNumLockPressed
        NumLockOn --> NumLockOff : EvNumLockPressed
        --
        [*] --> CapsLockOff
        CapsLockOff --> CapsLockOn : EvCapsLockPressed
        CapsLockOn --> CapsLockOff : EvCapsLockPressed
    }`,
  `stateDiagram-v2
    Still: not moving
    Still --> Moving:::move
    Moving --> Crash
    classDef move fill:#fff,color:#000`,
  `sequenceDiagram
    autonumber
    actor U as User
    participant W as Web
    participant D as Database
    U->>+W: GET /orders?id=3
    W->>D: SELECT * FROM orders WHERE id = 3
    D-->>W: rows
    alt found
        W-->>U: 200 OK
    else not found
        W-->>-U: 404
    end
    Note over U,D: The session lasts 30 min
    loop every 30s
        W->>W: check health
    end
    rect rgb(240, 240, 255)
        W-)D: async ping
    end
    par a
        U->>W: x
    and b
        U->>W: y
    end
    critical connect
        W-xD: fail
    option timeout
        W->>U: sorry
    end
    create participant L as Log
    W->>L: write
    destroy L
    L-->>W: bye
    activate D
    deactivate D
    links W: {"Dashboard": "https://dash.example.org"}`,
  `sequenceDiagram
    box rgb(230,240,255) Edge
    participant A
    participant B as Bob the builder
    end
    A->>B: Hello Bob, how are you?
    B-->>A: Fine #35;1
    Note right of A: Text in note<br/>second line
    Note left of Bob two: hm`,
  `classDiagram
    direction TB
    class Service {
        +String name
        -int port
        +start() bool
        #stop(reason: String)
        +get(id) List~Item~
    }
    class Probe {
        <<interface>>
        +run() Verdict
    }
    Service "1" *-- "n" Probe : has
    HttpProbe ..|> Probe
    class \`Odd name\`
    class Box~T~ {
      +T value
    }
    Box~int~ --> Service
    namespace Core {
        class Engine
    }
    Engine : +run()
    note for Engine "drives the rest"
    note "general remark"
    cssClass "Engine,Service" core
    classDef core fill:#eee,color:#111
    click Engine href "https://example.org" "tip"
    class Label["A label"]
    <<abstract>> Label
    Service --> HttpProbe
    Engine <|--|> Label
    Engine ()-- Service`,
  `erDiagram
    CUSTOMER ||--o{ ORDER : places
    ORDER ||--|{ LINE-ITEM : contains
    CUSTOMER }|..|{ DELIVERY-ADDRESS : uses
    CUSTOMER {
        string name PK "the full name"
        string custNumber FK
        int[] ids
    }
    p[Person] {
        string firstName
    }
    a["Customer Account"] {
        string email
    }
    p ||--o| a : has
    "Quoted entity" ||--o{ p : "knows of"
    classDef big fill:#eee,color:#111
    class p big
    a:::big
    style CUSTOMER fill:#fff,color:#000
    p one to zero or more ORDER : makes`,
  `gantt
    title Migration
    dateFormat YYYY-MM-DD
    axisFormat %d.%m.
    excludes weekends
    tickInterval 1week
    section Prepare
    Backup       :done, b1, 2026-01-05, 2d
    Dry run      :active, b2, after b1, 3d
    section Move
    Cut over     :crit, milestone, m1, after b2, 0d
    Watch        :w1, after m1 b1, 1w
    Long         :2026-01-20, 2026-01-25
    Then         :3d
    click b1 href "https://example.org"`,
  `gantt
    dateFormat HH:mm
    axisFormat %H:%M
    Initial milestone : milestone, m1, 17:49, 2m
    Task A : 10m
    Task B : 5m
    Final milestone : milestone, m2, 18:08, 4m`,
  `gantt
    dateFormat X
    axisFormat %s
    section a
    one : 0, 18
    two : 15, 6`,
  `pie showData
    title Pets
    "Dogs" : 386
    "Cats" : 85.9
    "Rats" : 0`,
  `quadrantChart
    title Reach and engagement
    x-axis Low Reach --> High Reach
    y-axis Low --> High
    quadrant-1 Expand
    quadrant-2 Promote
    A: [0.3, 0.6]
    B:::hot: [0.45, 0.23] radius: 12, color: #ff3300
    classDef hot color: #109060`,
  `gitGraph
    commit id: "init"
    branch develop
    checkout develop
    commit id: "fix: x" tag: "v1.0"
    checkout main
    merge develop
    cherry-pick id: "fix: x"`,
  `C4Context
    title System Context
    Enterprise_Boundary(b0, "Bank") {
        Person(customer, "Customer", "A customer")
        System(bank, "Internet Banking", "Lets see <b>x</b>")
        SystemDb_Ext(main, "Mainframe")
    }
    BiRel(customer, bank, "Uses")
    Rel(bank, main, "Reads", "JDBC")
    Rel(customer, b0, "near")
    UpdateElementStyle(customer, $fontColor="red", $bgColor="grey", $borderColor="red")
    UpdateRelStyle(customer, bank, $textColor="blue", $offsetX="5")
    UpdateLayoutConfig($c4ShapeInRow="3", $c4BoundaryInRow="1")`,
  `requirementDiagram
    requirement test_req {
    id: 1
    text: the test text.
    risk: high
    verifymethod: test
    }
    element test_entity {
    type: simulation
    }
    test_entity - satisfies -> test_req
    test_req <- copies - test_entity
    class test_req hot
    classDef hot fill:#f00,color:#fff`,
  `block-beta
    columns 3
    a["A label"] b:2
    block:group1:2
        columns 2
        h i j k
    end
    space
    d(("DB")) space:2
    a --> d
    style a fill:#969,color:#fff
    classDef blue fill:#66f,color:#fff
    class b blue
    arrow<["go"]>(right)`,
  `journey
    title My day
    section Go to work
      Make tea: 5: Me
      Go upstairs: 3: Me, Cat`,
  `sankey-beta

Agricultural 'waste',Bio-conversion,124.729
"Bio, fuel",Liquid,0.597
Bio-conversion,Losses,26.862`,
  `xychart-beta
    title "Sales"
    x-axis [jan, feb, mar]
    y-axis "Revenue" 4000 --> 11000
    bar [5000, 6000, 7500]
    line [5000, 6000, 7500]`,
  `radar-beta
    axis a["A"], b["B"], c["C"]
    curve x["X"]{1, 2, 3}
    curve y{ c: 1, a: 2, b: 3 }
    max 5
    min 0`,
  `architecture-beta
    group api(cloud)[API]
    service db(database)[Database] in api
    service server(server)[Server] in api
    db:L -- R:server
    junction j1
    server:T --> B:j1`,
  `mindmap
  root((mindmap))
    Origins
      Long history
    Tools
      ["Pen and paper"]
      Mermaid::icon(fa fa-book)`,
  `timeline
    title History
    section One
    2002 : LinkedIn
    2004 : Facebook : Google`,
  `kanban
    todo[Todo]
        t1[Create docs]@{ ticket: MC-2037, assigned: 'x', priority: 'High' }
    done[Done]`,
  `packet-beta
    0-15: "Source Port"
    16-31: "Destination Port"
    +8: "x"`,
]

/** Ids, labels, styles and values that are near to a mistake. */
export const nearMisses: readonly string[] = [
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
  `%%{wrap}%%
flowchart LR
  A>text->more] --> B["a->b"]
  C["#quot;quoted#quot;"] -->|"x -> y"| D`,
  `%%{init: {"gitGraph": {"mainBranchName": "trunk"}}}%%
gitGraph
  commit
  branch side
  checkout trunk
  commit`,
  `flowchart LR
  node1[Server 1] --> node2
  node2 --> db1 & db2
  db1[(A)]`,
  `flowchart LR
  svcA[A] --> svcB --> svcC`,
  `flowchart LR
  user[User] --> users
  users --> usersApi`,
  `flowchart LR
  web_a[A] --> web_b`,
  `flowchart LR
  A[One] --> B
  B --> AB --> a`,
  `flowchart LR
  hosts[Hosts] --> posts
  read[Read] --> ready`,
  `flowchart LR
  start --> restart --> started`,
  `flowchart LR
  host-eu[EU] --> host-us --> host-uk`,
  `flowchart LR
  eu1-web[x] --> eu2-web --> us1-web`,
  `flowchart LR
  dev --> prod
  A --o B
  A --x C
  A---oB
  A--oB`,
  `flowchart LR
  dev --- ops`,
  `sequenceDiagram
  Web->>Web2: hi
  Web2->>Web: hi
  Alice->>Bob: hi
  Bob->>Alice: x`,
  `stateDiagram-v2
  [*] --> Open
  Open --> Opened
  Opened --> Closed
  Closed --> Close`,
  `stateDiagram-v2
  Locked --> Unlocked
  Unlocked --> Locked
  Blocked --> Locked`,
  `stateDiagram-v2
  Up --> Down
  Down --> Up : retry
  Loading --> Loaded`,
  `classDiagram
  class Order
  class Orders
  Order --> OrderV2
  OrderV1 --> Order`,
  `erDiagram
  USER ||--o{ USERS : x
  ORDER_A ||--o{ ORDER_B : y
  ORDER_A { int id }`,
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
  `gantt
  dateFormat HH:mm
  A :a, 17:49, 2m
  B :b, after a, 5m
  C :until m
  M :m, 18:00, 1m`,
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
  `flowchart LR
  A:::service --> B:::other
  class B default`,
  `flowchart LR
  A --> B
  classDef hot stroke:#f00
  class A hot
  style B fill:none,stroke:#333
  style A fill:#222,color:#fff
  style A fill:transparent
  style B fill:#ffffff80`,
  `flowchart LR
  A --> B
  style A fill:currentColor,color:red
  style B fill:inherit,color:#fff
  linkStyle 0 stroke:#f00,fill:none`,
  `---
config:
  theme: dark
  themeVariables:
    anything: "#fff"
  flowchart:
    htmlLabels: true
    curve: stepBefore
---
flowchart LR
  A --> B`,
  `%%{init: {"theme": "forest", "sequence": {"mirrorActors": false, "showSequenceNumbers": true}} }%%
sequenceDiagram
  A->>B: x`,
  `%%{init: {'gitGraph': {'showBranches': true, 'mainBranchName': 'trunk'}, 'themeVariables': {'git0': '#fff'}}}%%
gitGraph
  commit`,
  `%%{wrap}%%
sequenceDiagram
  A->>B: x`,
  `---
title: Plain & simple
description: x
id: 3
---
flowchart LR
  A --> B`,
  `flowchart LR
  subgraph S
    A --> B
  end
  S --> C
  A --> S
  subgraph S2 [Second]
    S --> D
  end`,
  `flowchart LR
  subgraph S
    S --> A
  end`,
  `stateDiagram-v2
  state A {
    [*] --> B
  }
  B --> A
  A --> C`,
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
    ::icon(fa fa-book)
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
