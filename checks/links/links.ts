import type { Project } from '../../src/config/project.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Check } from '../check.ts'
import { codesOf } from '../rule.ts'
import { mapProblems } from './clone-settings.ts'
import { checkExternalSettings } from './external/settings.ts'
import { anchorOf, lastLineOf, readingsOf } from './fragment.ts'
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
  seenByOthers,
  looksFurther,
  // A run that finds nothing anew loads nothing of it.
  checkAll: async (input, context) => (await import('./link-checker.ts')).checkLinks(input, context),
}

/** Where a link can lead on a page, and all that decides where the page stands. */
function seenByOthers({ format, title, heading, frontmatter, problems, headings, htmlAnchors, links }: Page): unknown {
  const footnotes = links.flatMap(({ kind, url }) => (kind === 'footnote' ? [url] : []))
  return [format, title, heading ?? null, frontmatter, problems, headings, htmlAnchors, footnotes]
}

/** Whether a link leads to a line: it depends on how many there are. */
function looksFurther({ links, sideLinks }: Page): boolean {
  return [...links, ...sideLinks].some(({ url }) => {
    const at = url.indexOf('#')
    return at >= 0 && readingsOf(anchorOf(url.slice(at + 1))).some((anchor) => lastLineOf(anchor) !== undefined)
  })
}
