import type { Code } from '../../../checks/check.ts'
import { allCodes, allRules } from '../../../checks/registry.ts'
import type { Rule } from '../../../checks/rule.ts'
import { Failure } from '../../finding/failure.ts'
import { oneOf, quote } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'

/** A code, and the rule that says all of it where there is one. */
export interface Explanation {
  name: string
  code: Code
  rule?: Rule
}

/** What one word of the command line stands for: a code, or all that begin with it. */
export interface Topic {
  isList: boolean
  explanations: Explanation[]
}

/**
 * A code stands for itself, the name of a check for all of its codes, and so does any beginning that has a `/`.
 *
 * @throws Failure where there is no such code
 */
export function topicsFor(words: readonly string[]): Topic[] {
  const all = explanations()
  return words.length === 0 ? [{ isList: true, explanations: all }] : words.map((word) => topicFor(word, all))
}

function explanations(): Explanation[] {
  const rules = new Map(allRules().map((rule) => [rule.code, rule]))
  return Object.entries(allCodes()).map(([name, code]) => {
    const rule = rules.get(name)
    return { name, code, ...(rule && { rule }) }
  })
}

function topicFor(word: string, all: readonly Explanation[]): Topic {
  const exact = all.filter(({ name }) => name === word)
  if (exact.length > 0) return { isList: false, explanations: exact }
  const beginning = word.includes('/') ? word : `${word}/`
  const begun = all.filter(({ name }) => name.startsWith(beginning))
  if (begun.length === 0) throw unknownCode(word, all)
  return { isList: true, explanations: begun }
}

function unknownCode(word: string, all: readonly Explanation[]): Failure {
  const names = all.map(({ name }) => name)
  const ofChecks = names.filter((name) => name.endsWith(`/${word}`))
  const near = ofChecks.length > 0 ? `Did you mean ${oneOf(ofChecks)}?` : suggestion(word, names)
  return new Failure(
    `Unexpected code ${quote(word)}, expected one that Waymark has`,
    near ?? '`waymark explain` without a code lists all of them',
  )
}
