import type { Page } from '../../src/guidebook/page.ts'
import type { UndefinedReference } from '../../src/guidebook/parts/reference.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'

/** References and footnotes of a page that are shown as their brackets, since nothing defines them. */
export function referenceFindings({ undefinedReferences }: Page, file: string): RawFinding[] {
  return undefinedReferences.map((reference) => {
    const { kind, label, ...place } = reference
    return { code: 'links/undefined-reference', file, ...wordsFor(reference), ...place }
  })
}

function wordsFor({ kind, label }: UndefinedReference): { message: string; hint: string } {
  const name = quote(`[${kind === 'footnote' ? '^' : ''}${label}]`)
  const what = kind === 'footnote' ? 'footnote' : kind === 'image' ? 'reference to an image' : 'reference'
  const defined = quote(`[${kind === 'footnote' ? '^' : ''}${label}]: …`)
  return {
    message: `Unexpected ${what} ${name}, expected its definition on this page`,
    hint: `Add a line ${defined}, or put a backslash before the bracket if it is just a bracket`,
  }
}
