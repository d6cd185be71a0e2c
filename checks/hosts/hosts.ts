import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { weighedByPage } from '../inventory/one-time-pages.ts'
import { noteUnknownPast } from '../inventory/past-note.ts'
import { unreadableFiles } from '../inventory/unreadable.ts'
import { codesOf, turnedOn } from '../rule.ts'
import { removed } from './removed.ts'
import { hostRules } from './rules.ts'

/** Whether the hosts that pages name are those that the repository declares, and with `--resolve` that DNS knows. */
export const hosts: Check = {
  name: 'hosts',
  codes: codesOf(hostRules),
  claims: ['host'],
  keptBy: (_, { resolve }) => (resolve ? undefined : ''),
  asksInventory: true,
  checkAll,
}

async function checkAll(input: CheckInput, context: CheckContext): Promise<RawFinding[]> {
  // A run that finds nothing anew loads nothing of it.
  const { readHosts } = await import('./named-hosts.ts')
  const inventory = await input.inventory()
  const named = await readHosts(input, inventory, context)
  noteUnknownPast(inventory, named.past, context)
  const found = turnedOn(hostRules, input).flatMap((rule) => rule.check(named))
  return [...unreadableFiles(inventory.problems, input), ...(await weighedByPage(found, [removed.code], input))]
}
