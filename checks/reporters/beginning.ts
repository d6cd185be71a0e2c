import { plural } from '../../src/text/plural.ts'
import { printable } from '../../src/text/printable.ts'
import { andList } from '../../src/text/quote.ts'
import { type FindingGroup, isCause, placeCount } from '../grouping/finding-group.ts'
import { byFolder } from '../grouping/overview.ts'
import { type Report, severityCounts } from '../report.ts'

/** More errors than these are not mended in one go. */
const many = 100

/** How to begin where there is too much to mend in one go: a sentence for each step, none where there is not. */
export function beginning(report: Report): string[] {
  const { findings, fixable, old, baseline } = report
  const { errors } = severityCounts(findings)
  const causes = findings.filter(isCause)
  if (errors <= many && causes.length === 0) return []
  const fullest = byFolder(findings).find(({ isRest }) => !isRest)
  const isComparing = (old ?? baseline) !== undefined
  return [
    ...(causes.length > 0
      ? [
          `${plural(
            causes.reduce((sum, cause) => sum + placeCount(cause), 0),
            'finding',
          )} have ${plural(causes.length, 'cause')}: mend those first, ${codeNames(causes)}`,
        ]
      : []),
    ...((fixable?.byFix ?? 0) > 0
      ? [`\`waymark check --fix\` mends what is certain: ${plural(fixable?.byFix ?? 0, 'finding')}`]
      : []),
    ...(errors > many && fullest && fullest.folder !== '.'
      ? [`\`waymark check ${printable(fullest.folder)}\` tells of one folder alone, the fullest`]
      : []),
    ...(errors > many && !isComparing
      ? [
          '`waymark check --baseline waymark-baseline.json --write-baseline` keeps what is known today; with `--baseline` alone only what is new fails',
        ]
      : []),
  ]
}

function codeNames(causes: readonly FindingGroup[]): string {
  return andList([...new Set(causes.map(({ code }) => `\`${printable(code)}\``))])
}
