import type { Project } from '../../src/config/project.ts'
import type { Check } from '../check.ts'
import { codesOf } from '../rule.ts'
import { mapProblems } from './clone-settings.ts'
import { checkExternalSettings } from './external/settings.ts'
import { ignoreProblems } from './ignored.ts'
import { linkRules } from './rules.ts'

/** Whether links lead to where they say. */
export const links: Check = {
  name: 'links',
  codes: codesOf(linkRules),
  claims: ['link', 'anchor', 'fact', 'probe'],
  checkSettings: async (project: Project) => [
    ...ignoreProblems(project.config.checks.links.ignore),
    ...(await mapProblems(project)),
    ...checkExternalSettings(project),
  ],
  // The files of other repositories are asked past the input.
  keptBy: ({ project }, { external }) =>
    external || Object.keys(project.config.checks.links.map).length > 0 ? undefined : '',
  // A run that finds nothing anew loads nothing of it.
  checkAll: async (input, context) => (await import('./link-checker.ts')).checkLinks(input, context),
}
