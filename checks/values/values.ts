import { barePlace } from '../../src/finding/finding.ts'
import type { Check } from '../check.ts'
import { codesOf } from '../rule.ts'
import type { Claim } from './claims.ts'
import { valueRules } from './rules.ts'

/** Whether values and snippets on pages are those of the files that they point at. */
export const values: Check = {
  name: 'values',
  codes: codesOf(valueRules),
  claims: ['value'],
  keptBy: () => '',
  checkAll: async (input, { signal, claim }) => {
    // A run that finds nothing anew loads nothing of it.
    const { readClaims } = await import('./claims.ts')
    const claims = await readClaims(input, signal)
    if (claim) for (const one of claims) claim({ kind: 'value', file: one.file, ...writtenIn(one) })
    return valueRules.flatMap((rule) => rule.check(claims, input))
  },
}

/** What may be a secret by its name is not repeated. */
function writtenIn(claim: Claim) {
  if (claim.kind === 'snippet') return { text: `${claim.path}#${claim.fragment}`, ...barePlace(claim.fence) }
  const isSecret = claim.found.kind === 'value' && claim.found.isSecret
  return { text: isSecret ? claim.pointer : claim.link.text, ...barePlace(claim.link) }
}
