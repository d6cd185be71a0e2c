import type { Project } from '../../src/config/project.ts'
import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { codesOf } from '../rule.ts'
import { mapProblems } from './clones.ts'
import { checkExternalLinks } from './external/external-links.ts'
import { checkExternalSettings } from './external/settings.ts'
import { ignoreProblems } from './ignored.ts'
import { LinkChecker } from './link-checker.ts'
import type { LinkProblem } from './link-problem.ts'
import type { Mention } from './mention.ts'
import { undefinedReference } from './rules/form/undefined-reference.ts'
import { otherRules } from './rules/target/other-rules.ts'
import { linkRules } from './rules.ts'
import { type Source, sourcesOf } from './source.ts'

/** Whether links lead to where they say. */
export const links: Check = {
  name: 'links',
  codes: codesOf(linkRules),
  checkSettings: async (project: Project) => [
    ...ignoreProblems(project.config.checks.links.ignore),
    ...(await mapProblems(project)),
    ...checkExternalSettings(project),
  ],
  checkAll: checkAll,
}

interface BrokenMention {
  source: Source
  mention: Mention
  problem: LinkProblem
}

async function checkAll(input: CheckInput, context: CheckContext): Promise<RawFinding[]> {
  const checker = await LinkChecker.of(input)
  const broken: BrokenMention[] = []
  for (const source of sourcesOf(input)) {
    context.signal.throwIfAborted()
    for (const mention of source.mentions()) {
      const result = checker.check(mention, source)
      // Waits only where something has to be read: most links are checked at once.
      const problem = result instanceof Promise ? await result : result
      if (problem) broken.push({ source, mention, problem })
    }
  }
  const overused = overusedSuggestions(broken)
  const findings = [
    ...input.pages.flatMap((page) => undefinedReference.check(page, input.inRoot(page.file))),
    ...broken.map(({ source, mention, problem }) => source.findingOf(mention, withoutOverused(problem, overused))),
    ...(await otherRules.check(input, checker.dialects)),
  ]
  return context.external
    ? [...findings, ...(await checkExternalLinks(checker.externalLinks(), input, context))]
    : findings
}

/** A file that is suggested for more missing ones than these is suggested for its common name alone. */
const mostSuggested = 3

/** The files that suggestions send everything to, such as the one `index.md` or `architecture.md` of a repository. */
function overusedSuggestions(broken: readonly BrokenMention[]): Set<string> {
  const missing = new Map<string, Set<string>>()
  for (const { problem } of broken) {
    const { suggested, target } = problem
    if (suggested === undefined || target === undefined) continue
    missing.set(suggested, (missing.get(suggested) ?? new Set()).add(target.file))
  }
  return new Set([...missing].flatMap(([suggested, files]) => (files.size > mostSuggested ? [suggested] : [])))
}

/** A problem without a hint that would help nobody. */
function withoutOverused(problem: LinkProblem, overused: ReadonlySet<string>): LinkProblem {
  if (problem.suggested === undefined || !overused.has(problem.suggested)) return problem
  const { suggested: _, hint: __, ...plain } = problem
  return plain
}
