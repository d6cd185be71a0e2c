import type { Report } from '../../../checks/report.ts'
import { type Finding, fixOption } from '../../finding/finding.ts'

/** How many findings each option would fix; `isOwn` tells the files that the command may write. */
export function fixableOf(
  findings: readonly Finding[],
  isOwn: (file: string) => boolean,
): NonNullable<Report['fixable']> {
  const own = findings.filter(({ fix, file }) => fix && isOwn(file))
  const byFix = own.filter((finding) => fixOption(finding) === '--fix').length
  return { byFix, byFixDates: own.length - byFix }
}
