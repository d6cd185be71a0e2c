/** Diagrams of nodes and arrows as runbooks have them, with what looks like a mistake and is none. */
export const validGraphs: readonly string[] = [
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
    deactivate D`,
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
]
