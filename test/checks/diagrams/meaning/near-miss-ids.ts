/** Ids that are near to one another, and classes that nothing defines but a site’s own style. */
export const nearMissIds: readonly string[] = [
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
  A:::service --> B:::other
  class B default`,
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
]
