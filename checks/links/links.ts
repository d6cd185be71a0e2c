import type { Project } from '../../src/config/project.ts'
import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { ownCodes } from './codes.ts'
import { mapProblems } from './elsewhere/clones.ts'
import { externalCodes } from './external/codes.ts'
import { checkExternal } from './external/external.ts'
import { checkExternalSettings } from './external/settings.ts'
import { overusedGuesses, withoutGuess } from './guess.ts'
import { ignoreProblems } from './ignored.ts'
import { LinkChecker } from './link-checker.ts'
import type { Mention } from './mention.ts'
import { otherRules } from './other-rules.ts'
import type { LinkProblem } from './problem.ts'
import { referenceFindings } from './references.ts'
import { type Source, sourcesOf } from './source.ts'

/** Whether links lead to where they say. */
export const links: Check = {
  name: 'links',
  codes: { ...ownCodes, ...externalCodes },
  checkSettings: async (project: Project) => [
    ...ignoreProblems(project.config.checks.links.ignore),
    ...(await mapProblems(project)),
    ...checkExternalSettings(project),
  ],
  checkAll: checkAll,
}

async function checkAll(input: CheckInput, context: CheckContext): Promise<RawFinding[]> {
  const judge = await LinkChecker.of(input)
  const found: RawFinding[] = input.pages.flatMap((page) => referenceFindings(page, input.inRoot(page.file)))
  const judged: Judged[] = []
  for (const source of sourcesOf(input)) {
    context.signal.throwIfAborted()
    await judgeSource(source, judge, judged)
  }
  const overused = overusedGuesses(judged.map(({ problem }) => problem))
  for (const { source, mention, problem } of judged)
    found.push(source.findingOf(mention, withoutGuess(problem, overused)))
  found.push(...(await otherRules(input, judge.dialects)))
  return context.external ? [...found, ...(await checkExternal(judge.addresses(), input, context))] : found
}

interface Judged {
  source: Source
  mention: Mention
  problem: LinkProblem
}

/** Waits only where something has to be read: most links are judged at once. */
async function judgeSource(source: Source, judge: LinkChecker, judged: Judged[]): Promise<void> {
  for (const mention of source.mentions()) {
    const judgement = judge.check(mention, source)
    const problem = judgement instanceof Promise ? await judgement : judgement
    if (problem) judged.push({ source, mention, problem })
  }
}
