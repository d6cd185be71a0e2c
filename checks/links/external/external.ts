import type { Project } from '../../../src/config/project.ts'
import type { RawFinding } from '../../check.ts'
import type { CheckInput } from '../../check-input.ts'
import type { CheckContext } from '../../context.ts'
import { type Address, type Asked, addressesOf } from './address.ts'
import { Findings } from './findings.ts'
import { RedirectFixes } from './redirect-fix.ts'
import type { LinkSettings } from './settings.ts'
import { type Means, survey } from './survey.ts'
import { readTable, type Table, writeTable } from './table.ts'

/** The part of the world that links to the outside depend on. */
export type ExternalInput = Pick<CheckInput, 'pages' | 'inRoot'> & { project: Pick<Project, 'config'> }

/**
 * Asks the network about addresses, or a table of what was found before, and says what is wrong with them.
 *
 * @throws Failure where a table cannot be read or written, or a proxy of the environment makes no sense
 */
export async function checkExternal(
  asked: readonly Asked[],
  input: ExternalInput,
  context: CheckContext,
  means: Means = {},
): Promise<RawFinding[]> {
  const addresses = addressesOf(asked)
  const settings = input.project.config.checks.links
  const table = await tableOf(addresses, settings, context, means)
  return new Findings(table, settings.grace, new RedirectFixes(input)).of(addresses)
}

async function tableOf(
  addresses: ReadonlyMap<string, Address>,
  settings: LinkSettings,
  context: CheckContext,
  means: Means,
): Promise<Table> {
  const { replay, record, known } = context.external ?? {}
  if (known?.table) return known.table
  const table = replay === undefined ? await survey(addresses, settings, context, means) : await readTable(replay)
  context.signal.throwIfAborted()
  if (record !== undefined) await writeTable(record, table)
  if (known) known.table = table
  return table
}
