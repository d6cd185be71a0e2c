/** The part of Mermaid that is used. */
interface Reading {
  mermaidAPI: { getDiagramFromText(source: string): Promise<unknown> }
}

/** A small type that clears, before it reads, the one place in which diagrams of all types keep their titles and descriptions. */
const forgetful = 'gantt'

/**
 * Forgets what the diagrams before said. Mermaid has the types themselves clear what they share, and C4 does not: it told the title
 * and the description of whichever diagram was read before it.
 */
export async function forget({ mermaidAPI }: Reading): Promise<void> {
  await mermaidAPI.getDiagramFromText(forgetful)
}
