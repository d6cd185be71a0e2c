import type { Code, Codes } from './check.ts'

/** Texts of files by their path from the project's root; a text alone is the page `guidebooks/page.md`. */
export type Example = string | Readonly<Record<string, string>>

/** What a rule says of itself: the manual's section, its row in the lists of codes and `waymark explain` are made from it. */
export interface Rule extends Code {
  /** Its full name, such as `links/missing-file`. */
  code: string
  /**
   * Why it matters, what counts and what to do, in Markdown without headings. Links are relative to the page of the
   * manual that has the section.
   */
  why: string
  /** An example that has this finding: a test by itself. */
  wrong: Example
  /** The same example, mended: it has no such finding. */
  right: Example
}

/** The codes of rules, as a check lists them. */
export function codesOf(rules: readonly Rule[]): Codes {
  return Object.fromEntries(rules.map((rule) => [rule.code, rule]))
}
