import { alerts } from './alerts/alerts.ts'
import { alertRules } from './alerts/rules.ts'
import { builtRules } from './built/rules.ts'
import type { Check, Codes } from './check.ts'
import { commands } from './commands/commands.ts'
import { commandRules } from './commands/rules.ts'
import { configRules } from './config/rules.ts'
import { diagrams } from './diagrams/diagrams.ts'
import { diagramRules } from './diagrams/rules.ts'
import { hosts } from './hosts/hosts.ts'
import { hostRules } from './hosts/rules.ts'
import { ignoreRules } from './ignore/rules.ts'
import { inventoryRules } from './inventory/unreadable.ts'
import { links } from './links/links.ts'
import { linkRules } from './links/rules.ts'
import { lint } from './lint/lint.ts'
import { lintRules } from './lint/rules.ts'
import { codesOf, type Rule } from './rule.ts'
import { serviceRules } from './services/rules.ts'
import { services } from './services/services.ts'
import { structureRules } from './structure/rules.ts'
import { structure } from './structure/structure.ts'
import { valueRules } from './values/rules.ts'
import { values } from './values/values.ts'

/** Every check that there is: for threads too. */
export const checks: readonly Check[] = [lint, structure, links, diagrams, services, hosts, alerts, commands, values]

/** Every code that a finding can have. */
export function allCodes(): Codes {
  return Object.assign(
    {},
    codesOf(configRules),
    codesOf(ignoreRules),
    codesOf(inventoryRules),
    codesOf(builtRules),
    ...checks.map(({ codes }) => codes),
  )
}

/** Every rule that says all of itself: why, and a wrong and a right example. */
export function allRules(): readonly Rule[] {
  return [
    ...configRules,
    ...ignoreRules,
    ...inventoryRules,
    ...lintRules,
    ...structureRules,
    ...linkRules,
    ...diagramRules,
    ...serviceRules,
    ...hostRules,
    ...alertRules,
    ...commandRules,
    ...valueRules,
    ...builtRules,
  ]
}
