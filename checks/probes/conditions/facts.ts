import type { Page } from '../../../src/guidebook/page.ts'
import type { Link } from '../../../src/guidebook/parts/link.ts'
import { decoded } from '../../../src/text/decoded.ts'

/** A value in the prose of a page that a probe can hold against reality: `[22.0.4](status:erp.ping#json.version)`. */
export interface PageFact {
  /** Of a probe, or of whatever the author took for one. */
  id: string
  /** In CEL. */
  expression: string
  link: Link
}

/** The facts that a page shows. */
export function factsOn({ links, sideLinks }: Pick<Page, 'links' | 'sideLinks'>): PageFact[] {
  return [...links, ...sideLinks].flatMap((link) => {
    const [, id = '', fragment = ''] = /^\s*status:([^#\s]+)#(.+?)\s*$/s.exec(link.url) ?? []
    // Of a reference and its definition, one is enough.
    return fragment === '' || link.kind === 'reference' ? [] : { id, expression: decoded(fragment), link }
  })
}

/** The expressions that pages show of each probe, by its id, each once. */
export function factsIn(pages: Iterable<Pick<Page, 'links' | 'sideLinks'>>): ReadonlyMap<string, readonly string[]> {
  const facts = new Map<string, Set<string>>()
  for (const page of pages) {
    for (const { id, expression } of factsOn(page)) facts.set(id, (facts.get(id) ?? new Set()).add(expression))
  }
  return new Map(Array.from(facts, ([id, expressions]) => [id, [...expressions]]))
}
