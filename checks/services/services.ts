import type { Project } from '../../src/config/project.ts'
import type { Service } from '../../src/config/services.ts'
import { barePlace, type Finding } from '../../src/finding/finding.ts'
import { isMeasured } from '../../src/probe-kinds/promql/sample.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { fenceMentions } from '../links/fence.ts'
import { factsOn } from '../probes/conditions/facts.ts'
import { unknownEnvironment } from '../probes/environment/environment-name.ts'
import { codesOf } from '../rule.ts'
import { condition, wrongConditions } from './condition.ts'
import { serviceRules } from './rules.ts'
import { unsetVariable, unsetVariables } from './unset-variable.ts'

/** What services declare, and what pages take from it. Nothing is probed. */
export const services: Check = {
  name: 'services',
  codes: codesOf(serviceRules),
  claims: ['probe', 'fact'],
  checkAll: (input, context) => {
    if (context.claim) tellClaims(input, context.claim)
    return [...wrongEnvironment(input.project), ...serviceRules.flatMap((rule) => rule.check(input, context))]
  },
}

/** Conditions that would make a verdict false, as findings: for commands that probe without a check. */
export function wrongServices(declared: readonly Service[]): Finding[] {
  const { severity } = condition
  return declared.flatMap(wrongConditions).map((finding) => ({ ...finding, check: 'services', severity }))
}

/** Variables without a value in an environment, undefined for the hosts as written: their probes will be `unknown`. */
export function missingVariables(
  declared: readonly Service[],
  project: Pick<Project, 'config' | 'settings'>,
  environment: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Finding[] {
  const { severity } = unsetVariable
  const findings = unsetVariables(declared, project, environment, env)
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

/** What pages show of services holds by what these answer: who shows the page knows that. */
function tellClaims({ pages, services, inRoot }: CheckInput, claim: NonNullable<CheckContext['claim']>): void {
  const measuring = measuringProbes(services)
  for (const page of pages) {
    const file = inRoot(page.file)
    for (const { id, expression, link } of factsOn(page)) {
      // Of what is only measured, nothing could be refuted.
      if (measuring.has(id) && isMeasured(expression)) continue
      claim({ kind: 'fact', file, text: link.text, ...barePlace(link), asks: { id, expression } })
    }
    const fences = page.fences.filter(({ language }) => language === 'status')
    const lines = fences.length > 0 ? new LineIndex(page.text) : undefined
    const shown = lines ? fences.flatMap((fence) => fenceMentions(fence, lines)) : []
    for (const one of [...page.links, ...page.sideLinks, ...shown]) {
      const [, id] = /^\s*status:([^#\s]+)\s*$/.exec(one.url) ?? []
      if (id !== undefined && one.kind !== 'definition')
        claim({ kind: 'probe', file, text: id, ...barePlace(one), asks: { id } })
    }
  }
}

/** The probes that measure a value of which nothing is expected. */
function measuringProbes(services: readonly Service[]): ReadonlySet<string> {
  const probes = services.flatMap((service) => service.probes)
  const bare = probes.filter(({ kind, expect, degraded }) => kind === 'promql' && expect.length + degraded.length === 0)
  return new Set(bare.map(({ id }) => id))
}
