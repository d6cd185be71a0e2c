import type { Project } from '../../src/config/project.ts'
import { type CheckName, checkNames } from '../../src/config/schema/check-settings.ts'
import type { Finding } from '../../src/finding/finding.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { Check, Codes, SettingProblem } from '../check.ts'

interface PlacedProblem extends SettingProblem {
  check: CheckName
}

/** What is wrong in the settings of the checks, at its place in `waymark.yaml`. */
export async function validateSettings(project: Project, checks: readonly Check[], codes: Codes): Promise<Finding[]> {
  const own = await Promise.all(
    checks.map(async ({ name, checkSettings }) => {
      const problems = (await checkSettings?.(project)) ?? []
      return problems.map((problem) => ({ check: name, ...problem }))
    }),
  )
  return settingFindings(project, [...unknownSeverities(project, codes), ...own.flat()])
}

function settingFindings({ settings }: Project, problems: readonly PlacedProblem[]): Finding[] {
  if (!settings) return []
  return problems.map(({ check, path, side, code, message, hint }) => ({
    check: 'structure',
    code,
    severity: 'error',
    message,
    file: settings.file,
    ...settings.locate(['checks', check, ...path], side),
    ...(hint !== undefined && { hint }),
  }))
}

/** Codes that `severity` names, but that do not exist. */
function unknownSeverities(project: Project, codes: Codes): PlacedProblem[] {
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

function fullCode(name: string, key: string): string {
  return key.startsWith(`${name}/`) ? key : `${name}/${key}`
}
