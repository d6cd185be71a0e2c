import type { Project } from '../../src/config/project.ts'
import type { CheckSettings } from '../../src/config/schema/check-settings.ts'
import { checkNames } from '../../src/config/schema/check-settings.ts'
import type { Finding, Severity } from '../../src/finding/finding.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { Codes, RawFinding } from '../check.ts'
import type { PlacedProblem } from './settings-finding.ts'

/** How much a code weighs in a project: as `waymark.yaml` says, else as the case asks, else as its table says. */
export function severityOf(found: RawFinding, codes: Codes, settings: CheckSettings): Severity | 'off' {
  return configured(found.code, settings) ?? found.severity ?? codes[found.code]?.severity ?? 'error'
}

/** Whether a code is turned off. */
export function isOff(code: string, settings: CheckSettings): boolean {
  return configured(code, settings) === 'off'
}

/** Gives each finding its check and its severity, and leaves out those that are off. */
export function weigh(found: readonly RawFinding[], codes: Codes, settings: CheckSettings): Finding[] {
  return found.flatMap(({ severity: _, ...one }): Finding[] => {
    const severity = severityOf({ ...one, ...(_ && { severity: _ }) }, codes, settings)
    return severity === 'off' ? [] : [{ check: one.code.replace(/\/.*/s, ''), severity, ...one }]
  })
}

/** Codes that `severity` names, but that do not exist. */
export function unknownSeverities(project: Project, codes: Codes): PlacedProblem[] {
  return checkNames.flatMap((name) => {
    const known = Object.keys(codes).filter((code) => code.startsWith(`${name}/`))
    return Object.keys(project.config.checks[name].severity).flatMap((key): PlacedProblem[] => {
      if (known.includes(fullCode(name, key))) return []
      const near = suggestion(fullCode(name, key), known)
      return [
        {
          check: name,
          path: ['severity', key],
          side: 'key',
          code: 'config/unknown-key',
          message: `Unexpected code \`${key.slice(0, 80)}\`, expected one of the check \`${name}\``,
          ...(near !== undefined && { hint: near }),
        },
      ]
    })
  })
}

function configured(code: string, settings: CheckSettings): Severity | 'off' | undefined {
  const name = checkNames.find((one) => code.startsWith(`${one}/`))
  if (name === undefined) return undefined
  const { severity } = settings[name]
  const short = code.slice(name.length + 1)
  return Object.hasOwn(severity, code) ? severity[code] : Object.hasOwn(severity, short) ? severity[short] : undefined
}

function fullCode(name: string, key: string): string {
  return key.startsWith(`${name}/`) ? key : `${name}/${key}`
}
