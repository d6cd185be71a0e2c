import { barePlace, wholeFile } from '../../src/finding/finding.ts'
import { Alerts } from '../../src/inventory/alerts/alerts.ts'
import { RunbookAddresses } from '../../src/inventory/alerts/runbook-address.ts'
import { entriesOf } from '../../src/inventory/entry.ts'
import { unknownPast } from '../../src/inventory/past.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { inProject } from '../inventory/place.ts'
import { emptyNames } from './empty-names.ts'
import { alertRules } from './rules.ts'
import { runbookCauses } from './runbook-causes.ts'
import { RunbookLinks } from './runbook-links.ts'

/** What is wrong between the alerts of a repository and its pages. */
export async function alertFindings(input: CheckInput, { signal, claim }: CheckContext): Promise<RawFinding[]> {
  const { project } = input
  const inventory = await input.inventory()
  const rules = entriesOf(inventory.entries, 'alert')
  // A repository of runbooks alone says nothing about the rules that its readers have.
  if (rules.length === 0) return []
  const addresses = RunbookAddresses.of(project)
  const known = new Alerts(rules, input.guidebooks, addresses)
  if (claim) tellClaims(input, known, claim)
  const [missing, unnamed, past] = await Promise.all([
    new RunbookLinks(input, known, addresses).broken(signal),
    emptyNames(rules, input),
    input.pages.length === 0 ? unknownPast : inventory.past(),
  ])
  const broken = [...missing, ...unnamed]
  const fileOf = (file: string) => inProject(project, file)
  const causes = runbookCauses(broken, input.guidebooks)
  const about = { input, alerts: known, addresses, broken, causes, past, fileOf }
  return (await Promise.all(alertRules.map((rule) => rule.check(about)))).flat()
}

/** A page that is about an alert says that there is one. */
function tellClaims({ pages, inRoot }: CheckInput, alerts: Alerts, claim: NonNullable<CheckContext['claim']>): void {
  for (const page of pages) {
    for (const { name, about } of alerts.on(page)) {
      const anchor = about?.page === page ? about.anchor : undefined
      const heading = page.headings.find((one) => anchor !== undefined && one.anchor === anchor) ?? page.headings[0]
      claim({ kind: 'alert', file: inRoot(page.file), text: name, ...barePlace(heading ?? wholeFile) })
    }
  }
}
