/** What is used of Mermaid 12; whoever draws passes it in. */
export interface Mermaid {
  initialize(configuration: Record<string, unknown>): void
  render(id: string, source: string, container: Element): Promise<{ svg: string; diagramType: string }>
  mermaidAPI: {
    /** Forgets what earlier diagrams set by frontmatter and directives. */
    reset(): void
    /** Internal: what was read of a source, under the settings of the last drawing. */
    getDiagramFromText(source: string, metadata?: { title?: string }): Promise<{ type: string; db: unknown }>
  }
}
