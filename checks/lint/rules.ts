import type { Codes } from '../check.ts'
import { codesOf, type Rule } from '../rule.ts'
import type { RemarkRule } from './remark-rule.ts'
import { codeRules } from './rules/code.ts'
import { fileNameRules } from './rules/file-names.ts'
import { headingRules } from './rules/headings.ts'
import { lineRules } from './rules/lines.ts'
import { linkStyleRules } from './rules/links.ts'
import { listRules } from './rules/lists.ts'
import { markRules } from './rules/marks.ts'
import { codesWithoutExample, ownRules } from './rules/own.ts'
import { tableRules } from './rules/tables.ts'

const byTheme = [
  ...headingRules,
  ...listRules,
  ...codeRules,
  ...linkStyleRules,
  ...tableRules,
  ...fileNameRules,
  ...markRules,
  ...lineRules,
]

/** Every rule of remark-lint that can be switched on, by its own name, in the order of the alphabet. */
export const remarkRules: ReadonlyMap<string, RemarkRule> = new Map(
  byTheme.toSorted((a, b) => (a.code < b.code ? -1 : 1)).map((rule) => [nameOf(rule), optIn(rule)]),
)

/** Every rule of this check, in the order of the alphabet; those of Waymark's own last. */
export const lintRules: readonly Rule[] = [...remarkRules.values(), ...ownRules]

/** Every code of this check. */
export const lintCodes: Codes = { ...codesOf(lintRules), ...codesWithoutExample }

function nameOf({ code }: Rule): string {
  return code.replace('lint/', '')
}

/** The examples of a rule that is off need the setting that turns it on. */
function optIn(rule: RemarkRule): RemarkRule {
  if (rule.off === undefined && rule.hurts) return rule
  const turnsOn = rule.off === undefined ? 'style: true' : `rules: { ${nameOf(rule)}: true }`
  const settings = `checks: { lint: { ${turnsOn} } }\n`
  return { ...rule, isOptIn: true, beside: { ...rule.beside, 'waymark.yaml': settings } }
}
