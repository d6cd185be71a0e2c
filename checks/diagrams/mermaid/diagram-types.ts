/** A type of diagram that Mermaid registers. */
interface DiagramType {
  /** How its diagrams begin, the usual way first. */
  keywords: string[]
  /** The least diagram of it that is valid. */
  seed: string
}

/** By the name that Mermaid gives it. Source: Mermaid 12.3.0, `getRegisteredDiagramsMetadata`. */
export const diagramTypes: Readonly<Record<string, DiagramType>> = {
  'flowchart-v2': { keywords: ['flowchart', 'graph'], seed: 'flowchart' },
  sequence: { keywords: ['sequenceDiagram'], seed: 'sequenceDiagram' },
  classDiagram: { keywords: ['classDiagram', 'classDiagram-v2'], seed: 'classDiagram\nclass A' },
  stateDiagram: { keywords: ['stateDiagram-v2', 'stateDiagram'], seed: 'stateDiagram-v2' },
  er: { keywords: ['erDiagram'], seed: 'erDiagram' },
  gantt: { keywords: ['gantt'], seed: 'gantt' },
  journey: { keywords: ['journey'], seed: 'journey' },
  gitGraph: { keywords: ['gitGraph'], seed: 'gitGraph' },
  pie: { keywords: ['pie'], seed: 'pie' },
  mindmap: { keywords: ['mindmap'], seed: 'mindmap\n a' },
  timeline: { keywords: ['timeline'], seed: 'timeline' },
  kanban: { keywords: ['kanban'], seed: 'kanban\n a' },
  block: { keywords: ['block', 'block-beta'], seed: 'block\na' },
  architecture: { keywords: ['architecture-beta'], seed: 'architecture-beta' },
  c4: {
    keywords: ['C4Context', 'C4Container', 'C4Component', 'C4Dynamic', 'C4Deployment'],
    seed: 'C4Context\ntitle a',
  },
  requirement: { keywords: ['requirementDiagram', 'requirement'], seed: 'requirementDiagram' },
  quadrantChart: { keywords: ['quadrantChart'], seed: 'quadrantChart' },
  xychart: { keywords: ['xychart', 'xychart-beta'], seed: 'xychart' },
  sankey: { keywords: ['sankey', 'sankey-beta'], seed: 'sankey\na,b,1' },
  packet: { keywords: ['packet', 'packet-beta'], seed: 'packet' },
  radar: { keywords: ['radar-beta'], seed: 'radar-beta' },
  treemap: { keywords: ['treemap', 'treemap-beta'], seed: 'treemap' },
  treeView: { keywords: ['treeView-beta'], seed: 'treeView-beta' },
  venn: { keywords: ['venn-beta'], seed: 'venn-beta' },
  ishikawa: { keywords: ['ishikawa', 'ishikawa-beta'], seed: 'ishikawa\n a' },
  wardley: { keywords: ['wardley-beta'], seed: 'wardley-beta' },
  cynefin: { keywords: ['cynefin-beta'], seed: 'cynefin-beta' },
  usecase: { keywords: ['usecase-beta'], seed: 'usecase-beta' },
  eventmodeling: { keywords: ['eventmodeling'], seed: 'eventmodeling' },
  swimlane: { keywords: ['swimlane-beta'], seed: 'swimlane-beta' },
  agentflow: { keywords: ['agentflow-beta'], seed: 'agentflow-beta' },
  railroad: { keywords: ['railroad-beta'], seed: 'railroad-beta' },
  railroadEbnf: { keywords: ['railroad-ebnf-beta'], seed: 'railroad-ebnf-beta' },
  railroadAbnf: { keywords: ['railroad-abnf-beta'], seed: 'railroad-abnf-beta' },
  railroadPeg: { keywords: ['railroad-peg-beta'], seed: 'railroad-peg-beta' },
  'flowchart-elk': { keywords: ['flowchart-elk'], seed: 'flowchart-elk' },
  info: { keywords: ['info'], seed: 'info' },
}

/** Types that exist for Mermaid's own messages, and are no diagrams. */
export const internalTypes: readonly string[] = ['error', '---']
