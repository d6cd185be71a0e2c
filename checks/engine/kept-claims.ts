import { looksLike } from '../../src/files/section-cache.ts'
import type { Claim } from '../../src/finding/claim.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Check, RawFinding } from '../check.ts'
import type { CheckContext } from '../context.ts'
import { type Answered, type Asked, digestOf, isAnswered, mostAsked, recorded } from './asked.ts'

/** What a check told of one page when it found nothing. Plain data. */
interface KeptOfPage {
  /** Of the page, and of all that it depends on besides. */
  of: string
  /** What was asked in that run. */
  run: string
  claims: Omit<Claim, 'file'>[]
}

/** What was asked in runs that found nothing, by their digests. Plain data. */
type KeptRuns = Record<string, Answered[]>

/** A check of an input, and what else decides what it finds. */
interface Run {
  input: Asked
  by: string
}

/**
 * Tells the claims of pages that are as they were, as the check told them before, and asks it about the others alone; where
 * that is possible, and it finds nothing. Returns whether it was: else nothing has been told.
 */
export async function tellKeptClaims(check: Check, run: Run, context: CheckContext): Promise<boolean> {
  const kept = keptIn(check, context)
  if (!kept) return false
  const { input } = run
  const of = stateOf(check, run)
  const runs = kept.runs.get(check.name) ?? {}
  const answered = new Map<string, boolean>()
  const known = new Map<Page, KeptOfPage>()
  const left: Page[] = []
  for (const page of input.pages) {
    const found = kept.pages.get(page.file)
    const asked = found && runs[found.run]
    if (!found || !asked || found.of !== of(page)) {
      left.push(page)
      continue
    }
    const holds = answered.get(found.run) ?? (await isAnswered(asked, input))
    answered.set(found.run, holds)
    if (holds) known.set(page, found)
    else left.push(page)
  }
  if (known.size === 0) return false
  const fresh =
    left.length > 0 ? await claimsOf(check, { ...run, input: { ...input, pages: left } }, context) : undefined
  if (left.length > 0 && !fresh) return false
  for (const page of input.pages) {
    const file = input.inRoot(page.file)
    const own = known.get(page)?.claims.map((claim) => ({ ...claim, file })) ?? fresh?.byFile.get(file) ?? []
    for (const claim of own) context.claim?.(claim)
  }
  // What was asked about pages that are not there any more is forgotten.
  const used = new Set([...known.values()].map(({ run }) => run))
  const wanted = Object.fromEntries(Object.entries(runs).filter(([digest]) => used.has(digest)))
  if (fresh) keep(kept, { ...input, pages: left }, of, fresh, wanted)
  return true
}

/** Keeps what a check told of each page, where it found nothing. Returns whether it does. */
export function keepClaims(
  check: Check,
  run: Run,
  context: CheckContext,
  { asked, findings, claims, notes }: { asked: Answered[]; findings: RawFinding[]; claims: Claim[]; notes: string[] },
): boolean {
  const kept = keptIn(check, context)
  if (!kept || findings.length > 0 || notes.length > 0) return false
  const { inRoot, pages } = run.input
  const byFile = Map.groupBy(claims, ({ file }) => file)
  const files = new Set(pages.map(({ file }) => inRoot(file)))
  if ([...byFile.keys()].some((file) => !files.has(file))) return false
  keep(kept, run.input, stateOf(check, run), { asked, byFile })
  return true
}

interface Fresh {
  asked: Answered[]
  byFile: ReadonlyMap<string, Claim[]>
}

/** What a check tells of pages; `undefined` where it finds something, or tells more. */
async function claimsOf(check: Check, { input }: Run, context: CheckContext): Promise<Fresh | undefined> {
  const asked: Answered[] = []
  const claims: Claim[] = []
  let isMore = false
  const more = () => {
    isMore = true
  }
  const findings = await check.checkAll?.(recorded(input, asked, more), {
    ...context,
    onPassing: more,
    note: more,
    claim: (claim) => void claims.push(claim),
  })
  const byFile = Map.groupBy(claims, ({ file }) => file)
  const files = new Set(input.pages.map(({ file }) => input.inRoot(file)))
  const isOwn = [...byFile.keys()].every((file) => files.has(file))
  return isMore || findings?.length !== 0 || !isOwn || asked.length > mostAsked ? undefined : { asked, byFile }
}

type KeptOfCheck = NonNullable<ReturnType<typeof keptIn>>

function keptIn({ name, seenByOthers }: Check, { cache, pages, claim }: CheckContext) {
  if (!claim || !pages || !seenByOthers) return undefined
  return {
    name,
    pages: pages.section(`claims by ${name} of a page`, looksLike<KeptOfPage>('run')),
    runs: cache.section('runs without findings', looksLike<KeptRuns>()),
  }
}

/** Keeps what a check told of pages, each with what `of` says of it, and what `earlier` runs asked. */
function keep(
  { name, ...kept }: KeptOfCheck,
  { pages, inRoot }: Pick<Asked, 'pages' | 'inRoot'>,
  of: (page: Page) => string,
  { asked, byFile }: Fresh,
  earlier: KeptRuns = {},
): void {
  const run = digestOf(asked)
  kept.runs.set(name, { ...earlier, [run]: asked })
  for (const page of pages) {
    const claims = (byFile.get(inRoot(page.file)) ?? []).map(({ file: _, ...claim }) => claim)
    kept.pages.set(page.file, { of: of(page), run, claims })
  }
}

/** Another text after each change of what a check depends on when it tells of a page. */
function stateOf({ name, seenByOthers, looksFurther }: Check, { input, by }: Run): (page: Page) => string {
  const { state } = input
  const around = digestOf([name, state.around, state.isOfCommit, by, state.pages.map((page) => seenByOthers?.(page))])
  return (page) => digestOf([looksFurther?.(page) ? state.digest : around, state.partOf(page)])
}
