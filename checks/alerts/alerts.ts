import path from 'node:path'
import { posixRelative } from '../../src/config/sources.ts'
import { Alerts } from '../../src/inventory/alerts/alerts.ts'
import { RunbookAddresses } from '../../src/inventory/alerts/runbook-address.ts'
import { entriesOf } from '../../src/inventory/entry.ts'
import { unknownPast } from '../../src/inventory/past.ts'
import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { codesOf } from '../rule.ts'
import { alertRules } from './rules.ts'
import { runbookCauses } from './runbook-causes.ts'
import { RunbookLinks } from './runbook-links.ts'

/** Whether alerts lead to their runbooks, and runbooks are about alerts that there are. */
export const alerts: Check = { name: 'alerts', codes: codesOf(alertRules), checkAll }

async function checkAll(input: CheckInput, { signal }: CheckContext): Promise<RawFinding[]> {
  const { project } = input
  const inventory = await input.inventory()
  const rules = entriesOf(inventory.entries, 'alert')
  // A repository of runbooks alone says nothing about the rules that its readers have.
  if (rules.length === 0) return []
  const addresses = RunbookAddresses.of(project)
  const known = new Alerts(rules, input.guidebooks, addresses)
  const [broken, past] = await Promise.all([
    new RunbookLinks(input, known, addresses).broken(signal),
    input.pages.length === 0 ? unknownPast : inventory.past(),
  ])
  const way = posixRelative(project.root, project.repository)
  const fileOf = (file: string) => {
    const inRoot = path.posix.join(way, file)
    return inRoot.startsWith('../') ? undefined : inRoot
  }
  const causes = runbookCauses(broken, input.guidebooks)
  const about = { input, alerts: known, addresses, broken, causes, past, fileOf, signal }
  return (await Promise.all(alertRules.map((rule) => rule.check(about)))).flat()
}
