import { RE2JS } from 're2js'
import { quote } from '../../src/text/quote.ts'
import type { SettingProblem } from '../check.ts'

/** Patterns of targets that are not checked. Their time is linear in the target's length, whatever they are. */
export function ignoredBy(patterns: readonly string[]): (url: string) => boolean {
  const compiled = patterns.flatMap((pattern) => compile(pattern) ?? [])
  return (url) => compiled.some((pattern) => pattern.test(url))
}

/** What is wrong with `checks.links.ignore`. */
export function ignoreProblems(patterns: readonly string[]): SettingProblem[] {
  return patterns.flatMap((pattern, index): SettingProblem[] => {
    if (compile(pattern)) return []
    const message = `Unexpected ${quote(pattern)} in \`checks.links.ignore\`, expected a regular expression of RE2`
    const hint = 'RE2 has no look-ahead, no look-behind and no back-references'
    return [{ path: ['ignore', index], code: 'config/invalid-value', message, hint }]
  })
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern)
  } catch {
    return undefined
  }
}
