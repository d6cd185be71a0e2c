/** What is used of Mermaid 12; whoever draws passes it in. */
export interface Mermaid {
  initialize(configuration: Record<string, unknown>): void
  render(id: string, source: string, container: Element): Promise<{ svg: string; diagramType: string }>
  mermaidAPI: {
    /** Internal: Mermaid's own settings, not a copy; they hold from the next `reset` on. */
    updateSiteConfig(settings: Record<string, never>): Record<string, unknown>
    /** Forgets what earlier sources set by frontmatter and directives. */
    reset(): void
    /** Takes on what a source sets by frontmatter and directives, in place of what earlier ones did. */
    parse(source: string): Promise<unknown>
    /** Internal: what was read of a source, under the settings that hold. */
    getDiagramFromText(source: string, metadata?: { title?: string }): Promise<{ type: string; db: unknown }>
  }
}

interface TextReader {
  mermaidAPI: { getDiagramFromText(source: string): Promise<unknown> }
}

/** A small type that clears, before it reads, the one place in which diagrams of all types keep their titles and descriptions. */
const forgetful = 'gantt'

/**
 * Forgets what the diagrams before said. Mermaid has the types themselves clear what they share, and C4 does not: it told the title
 * and the description of whichever diagram was read before it.
 */
export async function forgetLastDiagram({ mermaidAPI }: TextReader): Promise<void> {
  await mermaidAPI.getDiagramFromText(forgetful)
}
