import type { Project } from '../../src/config/project.ts'
import type { CheckName } from '../../src/config/schema/check-settings.ts'
import type { Finding } from '../../src/finding/finding.ts'
import type { SettingProblem } from '../check.ts'

export interface PlacedProblem extends SettingProblem {
  check: CheckName
}

/** What is wrong in `checks` of `waymark.yaml`, at its place there. */
export function settingFindings({ settings }: Project, problems: readonly PlacedProblem[]): Finding[] {
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
