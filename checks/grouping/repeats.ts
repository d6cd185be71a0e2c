import type { Finding } from '../../src/finding/finding.ts'
import type { Codes } from '../check.ts'
import type { FindingGroup } from './finding-group.ts'

/**
 * Makes one finding of those that say the same of one file, such as one for each `class` or one for each link to a page
 * that is gone. It stands where the first of them stood. `findings` are in order, and stay so.
 */
export function groupRepeats(findings: readonly FindingGroup[], codes: Codes): FindingGroup[] {
  const alike = Map.groupBy(findings, (finding) => sameness(finding, codes))
  return [...alike.values()].flatMap(([first, ...others]): FindingGroup[] =>
    first ? [others.length > 0 ? { ...first, others } : first] : [],
  )
}

function sameness({ code, file, severity, message, hint = '' }: Finding, codes: Codes): string {
  const said = Object.hasOwn(codes, code) && codes[code]?.isOnePerFile ? '' : `${message}\0${hint}`
  return `${file}\0${code}\0${severity}\0${said}`
}
