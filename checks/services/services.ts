import type { Project } from '../../src/config/project.ts'
import type { WaymarkConfig } from '../../src/config/schema/waymark.ts'
import type { Service } from '../../src/config/services.ts'
import type { Finding } from '../../src/finding/finding.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { Check, RawFinding } from '../check.ts'
import { unknownEnvironment } from '../probes/environment/environment-name.ts'
import { codesOf } from '../rule.ts'
import { condition, wrongConditions } from './condition.ts'
import { serviceRules } from './rules.ts'
import { unsetVariable, unsetVariables } from './unset-variable.ts'

/** What services declare, and what pages take from it. Nothing is probed. */
export const services: Check = {
  name: 'services',
  codes: codesOf(serviceRules),
  checkAll: (input, context) => [
    ...wrongEnvironment(input.project),
    ...serviceRules.flatMap((rule) => rule.check(input, context)),
  ],
}

/** Conditions that would make a verdict false, as findings: for commands that probe without a check. */
export function wrongServices(declared: readonly Service[]): Finding[] {
  const { severity } = condition
  return declared.flatMap(wrongConditions).map((finding) => ({ ...finding, check: 'services', severity }))
}

/** Variables without a value in an environment, undefined for the hosts as written: their probes will be `unknown`. */
export function missingVariables(
  declared: readonly Service[],
  config: Pick<WaymarkConfig, 'environments'>,
  environment: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Finding[] {
  const { severity } = unsetVariable
  const findings = unsetVariables(declared, config, environment, env)
  return findings.map((finding) => ({ ...finding, check: 'services', severity }))
}

/** An `environment` of `waymark.yaml` that none of its `environments` is. */
function wrongEnvironment({ config, settings }: Pick<Project, 'config' | 'settings'>): RawFinding[] {
  const { environment: name, environments } = config
  if (!settings || name === undefined || Object.hasOwn(environments, name)) return []
  const known = Object.keys(environments)
  const hint = suggestion(name, known)
  const message = unknownEnvironment(name, known)
  const place = settings.locate(['environment'])
  return [{ code: 'config/invalid-value', message, file: settings.file, ...place, ...(hint && { hint }) }]
}
