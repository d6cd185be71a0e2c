/** Styles and settings that Mermaid knows. */
export const nearMissSettings: readonly string[] = [
  `%%{init: {"gitGraph": {"mainBranchName": "trunk"}}}%%
gitGraph
  commit
  branch side
  checkout trunk
  commit`,
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
]
