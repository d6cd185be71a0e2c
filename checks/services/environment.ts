import type { Project } from '../../src/config/project.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { RawFinding } from '../check.ts'
import { unknownEnvironment } from '../probes/environment/environment-name.ts'

/** An `environment` of `waymark.yaml` that none of its `environments` is. */
export function wrongEnvironment({ config, settings }: Pick<Project, 'config' | 'settings'>): RawFinding[] {
  const { environment: name, environments } = config
  if (!settings || name === undefined || Object.hasOwn(environments, name)) return []
  const known = Object.keys(environments)
  const hint = suggestion(name, known)
  const message = unknownEnvironment(name, known)
  const place = settings.locate(['environment'])
  return [{ code: 'config/invalid-value', message, file: settings.file, ...place, ...(hint && { hint }) }]
}
