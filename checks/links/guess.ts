import type { LinkProblem } from './problem.ts'

/** A file that is thought of for more missing ones than these is thought of for its common name alone. */
const mostMeant = 3

/** The files that guesses send everything to, such as the one `index.md` or `architecture.md` of a repository. */
export function overusedGuesses(problems: readonly LinkProblem[]): Set<string> {
  const missing = new Map<string, Set<string>>()
  for (const { guess, target } of problems) {
    if (guess === undefined || target === undefined) continue
    missing.set(guess, (missing.get(guess) ?? new Set()).add(target.file))
  }
  return new Set([...missing].flatMap(([guess, files]) => (files.size > mostMeant ? [guess] : [])))
}

/** A problem without a hint that would help nobody. */
export function withoutGuess(problem: LinkProblem, overused: ReadonlySet<string>): LinkProblem {
  if (problem.guess === undefined || !overused.has(problem.guess)) return problem
  const { guess: _, hint: __, ...plain } = problem
  return plain
}
