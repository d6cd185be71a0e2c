import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { weighedByPage } from '../inventory/one-time-pages.ts'
import { noteUnknownPast } from '../inventory/past-note.ts'
import { codesOf, turnedOn } from '../rule.ts'
import { tellCommandClaims } from './command-claims.ts'
import { removedFile } from './removed-file.ts'
import { commandRules } from './rules.ts'

/** Whether commands on pages name what the repository has. Nothing is run. */
export const commands: Check = {
  name: 'commands',
  codes: codesOf(commandRules),
  claims: ['command'],
  keptBy: () => '',
  // Which commands others show is nothing to a page.
  seenByOthers: () => null,
  asksInventory: true,
  checkAll,
}

async function checkAll(input: CheckInput, context: CheckContext): Promise<RawFinding[]> {
  // A run that finds nothing anew loads nothing of it.
  const { readCommands } = await import('./named-commands.ts')
  const inventory = await input.inventory()
  const read = await readCommands(input, inventory, context)
  if (context.claim) tellCommandClaims(read, context.claim)
  noteUnknownPast(inventory, read.past, context)
  const found = (await Promise.all(turnedOn(commandRules, input).map((rule) => rule.check(read)))).flat()
  return weighedByPage(found, [removedFile.code], input)
}
