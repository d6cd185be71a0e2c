import type { Check } from '../check.ts'
import { codesOf } from '../rule.ts'
import { readClaims } from './claims.ts'
import { valueRules } from './rules.ts'

/** Whether values and snippets on pages are those of the files that they point at. */
export const values: Check = {
  name: 'values',
  codes: codesOf(valueRules),
  checkAll: async (input, { signal }) => {
    const claims = await readClaims(input, signal)
    return valueRules.flatMap((rule) => rule.check(claims, input))
  },
}
