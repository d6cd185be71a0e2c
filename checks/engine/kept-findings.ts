import { type Cache, looksLike } from '../../src/files/section-cache.ts'
import type { Claim } from '../../src/finding/claim.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { type Answered, digestOf, isAnswered, mostAsked, recorded } from './asked.ts'
import { keepClaims, tellKeptClaims } from './kept-claims.ts'
import type { Snapshot } from './snapshot.ts'

/** What a check found between pages, what it told besides, and on which ground. Plain data. */
interface Kept {
  /** Of the snapshot, and of the pages that were looked at. */
  state: string
  /** What it asked besides. */
  asked: Answered[]
  findings: RawFinding[]
  claims: Claim[]
  notes: string[]
}

/**
 * What a check finds between the pages. Where it says that this may be kept, it is found again only when something has
 * changed that it depends on: the state of the snapshot, or an answer to what it asked besides, of files, of git or of the
 * inventory. Of each check the last run is kept: for the work tree and for a commit, for all pages and for some, with claims and without.
 */
export async function findingsBetween(
  check: Check,
  { input, state }: Pick<Snapshot, 'state'> & { input: CheckInput },
  context: CheckContext,
): Promise<RawFinding[]> {
  if (!check.checkAll) return []
  const by = state && check.keptBy?.(input, context)
  if (!state || by === undefined) return check.checkAll(input, context)
  const own = digestOf([state.digest, by, input.pages.map(({ file }) => file)])
  const extent = isWhole(input) ? 'all' : 'some'
  const key = [check.name, state.isOfCommit ? 'commit' : 'work tree', extent, context.claim ? 'claims' : ''].join(' ')
  const section = keptSection(context.cache)
  const known = section.get(key)
  if (known?.state === own && (await isAnswered(known.asked, { ...input, state }))) {
    for (const claim of known.claims) context.claim?.(claim)
    for (const note of known.notes) context.note(note)
    return known.findings
  }
  if (await tellKeptClaims(check, { input: { ...input, state }, by }, context)) return []
  const run: Kept = { state: own, asked: [], findings: [], claims: [], notes: [] }
  let isPassing = false
  const onPassing = () => {
    isPassing = true
    context.onPassing?.()
  }
  run.findings = await check.checkAll(recorded({ ...input, state }, run.asked, onPassing), {
    ...context,
    onPassing,
    note: (text) => {
      run.notes.push(text)
      context.note(text)
    },
    claim:
      context.claim &&
      ((claim) => {
        run.claims.push(claim)
        context.claim?.(claim)
      }),
  })
  if (isPassing || run.asked.length > mostAsked) return run.findings
  if (!keepClaims(check, { input: { ...input, state }, by }, context, run)) section.set(key, run)
  return run.findings
}

function keptSection(cache: Cache) {
  return cache.section('findings', looksLike<Kept>('state'))
}

function isWhole({ pages, guidebooks }: CheckInput): boolean {
  const looked = new Set<Page>(pages)
  return guidebooks.pages.every((page) => looked.has(page))
}
