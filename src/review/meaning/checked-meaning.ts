import type { Finding } from '../../finding/finding.ts'
import type { Changes } from '../../git/changes.ts'
import type { FindingChanges } from '../findings.ts'
import type { PagePair } from '../page-pairs.ts'
import type { Review, ReviewFinding } from '../review.ts'
import { type OutsidePointer, outsidePointers } from '../section-pointers.ts'
import type { LastAnswers } from './facts.ts'
import { consequencesOf } from './meaning.ts'

/** What a change means beside what is seen of its pages: what checks and configuration tell. */
export interface CheckedMeaning extends Pick<Review['meaning'], 'findings' | 'consequences'> {
  /** What is no page and leads to sections. */
  outside: readonly OutsidePointer[]
}

/** `pairs` are the pages that may differ, `answers` what probes said last. */
export async function checkedMeaning(
  { fresh, mended, remaining, before, after }: FindingChanges,
  { pairs, changes, answers }: { pairs: readonly PagePair[]; changes: Changes; answers?: LastAnswers },
): Promise<CheckedMeaning> {
  return {
    findings: { new: fresh.map(findingOf), mended: mended.map(findingOf), remaining },
    consequences: await consequencesOf({ before, after, pairs, changes, answers }),
    outside: before && after ? await outsidePointers(before, after) : [],
  }
}

function findingOf({ code, severity, message, hint, file, line, column }: Finding): ReviewFinding {
  return { code, severity, message, ...(hint !== undefined && { hint }), file, line, column }
}
