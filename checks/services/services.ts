import type { Service } from '../../src/config/inventory.ts'
import { lookupIn } from '../../src/config/schema/variables.ts'
import { environmentOf, type WaymarkConfig } from '../../src/config/schema/waymark.ts'
import type { Finding } from '../../src/finding/finding.ts'
import type { Check, RawFinding } from '../check.ts'
import { usualEnvironment } from '../probes/environment/environment-name.ts'
import { codes } from './codes.ts'
import { wrongConditions } from './conditions.ts'
import { wrongEnvironment } from './environment.ts'
import { wrongFacts } from './facts.ts'
import { undeclaredHosts } from './hosts.ts'
import { slowProbes } from './slow-probe.ts'
import { unsetVariables } from './variables.ts'

/** What services declare, and what pages take from it. Nothing is asked. */
export const services: Check = {
  name: 'services',
  codes,
  checkAll: (input, { env }) => [
    ...wrongEnvironment(input.project),
    ...input.services.flatMap((service) => serviceFindings(service, input.project.config, env)),
    ...wrongFacts(input),
  ],
}

/** Conditions that would make a verdict false, as findings: for commands that ask without a check. */
export function wrongServices(declared: readonly Service[]): Finding[] {
  const severity = codes['services/condition']?.severity ?? 'error'
  return declared.flatMap(wrongConditions).map((found) => ({ ...found, check: 'services', severity }))
}

/** Variables without a value in an environment, undefined for the hosts as written: their probes will be `unknown`. */
export function missingVariables(
  declared: readonly Service[],
  config: Pick<WaymarkConfig, 'environments'>,
  environment: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Finding[] {
  const variables = environmentOf(config, environment)?.variables ?? {}
  const severity = codes['services/unset-variable']?.severity ?? 'warning'
  const found = declared.flatMap((service) => unsetVariables(service, lookupIn(variables, env), environment))
  return found.map((one) => ({ ...one, check: 'services', severity }))
}

function serviceFindings(
  service: Service,
  config: WaymarkConfig,
  env: Readonly<Record<string, string | undefined>>,
): RawFinding[] {
  const environment = usualEnvironment(config)
  const variables = environmentOf(config, environment)?.variables ?? {}
  return [
    ...wrongConditions(service),
    ...unsetVariables(service, lookupIn(variables, env), environment),
    ...undeclaredHosts(service),
    ...slowProbes(service),
  ]
}
