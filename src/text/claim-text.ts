import { numberText, plural } from './plural.ts'

/** How many claims there are of each state. */
interface Counts {
  holds: number
  differs: number
  unchecked: number
}

/** "13 of 14 hold": of those that were judged. */
export function shortClaimText({ holds, differs }: Counts): string {
  const judged = holds + differs
  return judged === 0 ? 'not checked' : `${numberText(holds)} of ${numberText(judged)} hold`
}

/** "19 claims: 13 hold, 1 differs, 5 were not checked". */
export function claimText(counts: Counts): string {
  const { holds, differs, unchecked } = counts
  const parts = [
    holds > 0 ? `${numberText(holds)} ${holds === 1 ? 'holds' : 'hold'}` : '',
    differs > 0 ? `${numberText(differs)} ${differs === 1 ? 'differs' : 'differ'}` : '',
    unchecked > 0 ? `${numberText(unchecked)} ${unchecked === 1 ? 'was' : 'were'} not checked` : '',
  ]
  const all = plural(holds + differs + unchecked, 'claim')
  return `${all}: ${parts.filter((part) => part !== '').join(', ')}`
}
