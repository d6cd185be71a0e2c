import { ownerOf } from '../../guidebook/page.ts'
import { plural } from '../../text/plural.ts'
import { quote } from '../../text/quote.ts'
import type { CodeOwners } from './code-owners.ts'
import type { Consequence } from './consequence.ts'
import type { LocatedPair } from './located-pair.ts'

/** Whom a change touches: the owners that pages name, and those of `CODEOWNERS`. `files` are all that changed. */
export function ownersTouched(
  pairs: readonly LocatedPair[],
  files: readonly string[],
  codeOwners: CodeOwners | undefined,
): Consequence[] {
  const pages = new Map<string, number>()
  for (const { before, after } of pairs) {
    const named = [before, after].flatMap((page) => (page ? (ownerOf(page) ?? []) : []))
    for (const owner of new Set(named)) pages.set(owner, (pages.get(owner) ?? 0) + 1)
  }
  const kept = new Map<string, number>()
  for (const file of files) for (const owner of codeOwners?.of(file) ?? []) kept.set(owner, (kept.get(owner) ?? 0) + 1)
  return [
    ...byCount(pages).map(([owner, count]) => said(`Touches ${plural(count, 'page')} of ${quote(owner)}`)),
    ...byCount(kept).map(([owner, count]) =>
      said(`Touches ${plural(count, 'file')} of ${quote(owner)}, as \`CODEOWNERS\` says`),
    ),
    ...pairs.flatMap(changeOfOwner),
  ]
}

function said(text: string): Consequence {
  return { topic: 'owners', weight: 'plain', text }
}

/** The most first. */
function byCount(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
}

function changeOfOwner({ before, after, file }: LocatedPair): Consequence[] {
  if (!before || !after) return []
  const [was, is] = [ownerOf(before), ownerOf(after)]
  if (was === is) return []
  const words = is === undefined ? `has no owner any more, it was ${quote(was)}` : `has the owner ${quote(is)}`
  const text = `${quote(after.title)} ${words}${was !== undefined && is !== undefined ? ` instead of ${quote(was)}` : ''}`
  return [{ topic: 'owners', weight: 'attention', text, file }]
}
