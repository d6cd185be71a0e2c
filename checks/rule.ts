import { type CheckSettings, checkNames } from '../src/config/schema/check-settings.ts'
import type { Severity } from '../src/finding/finding.ts'
import type { Code, Codes } from './check.ts'

/** A symbolic link. */
export interface SymbolicLink {
  /** Relative to its folder, or absolute. */
  linkTo: string
}

/** A file that no reader would read: too long, or not of text. */
export interface MadeFile {
  /** What the manual shows in its place. */
  shown: string
  make: () => string | Uint8Array
}

/** What stands in one file of an example; a string is its text. */
export type ExampleFile = string | SymbolicLink | MadeFile

/** Files by their path from the project's root; a text alone is the page `guidebooks/page.md`. */
export type Example = string | Readonly<Record<string, ExampleFile>>

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
  /** What its examples take, where that is more than the code itself takes. */
  examplesNeed?: Code['needs']
  /** What git has to know of the examples; without it, git knows them only where they have a `.gitignore`. */
  history?: ExampleHistory
  /** Files that stand beside both examples and tell a reader nothing, such as a setting that turns the rule on. */
  beside?: Readonly<Record<string, string>>
}

export interface ExampleHistory {
  /** What stood there before. */
  before: Example
  /** When that was committed, and when the example: days such as `2026-01-10`. */
  days: readonly [before: string, example: string]
}

/** The codes of rules, as a check lists them. */
export function codesOf(rules: readonly Rule[]): Codes {
  return Object.fromEntries(rules.map((rule) => [rule.code, rule]))
}

/** Rules without those that are off unless `waymark.yaml` turns them on, where it does not: nobody would be told. */
export function turnedOn<R extends Pick<Rule, 'code' | 'severity'>>(
  rules: readonly R[],
  { project }: { project: { config: { checks: CheckSettings } } },
): R[] {
  const { checks } = project.config
  return rules.filter(
    ({ code, severity }) => severity !== 'off' || (configuredSeverity(code, checks) ?? 'off') !== 'off',
  )
}

/** How much a code weighs by `waymark.yaml`, which names it whole or by what follows the check's name. */
export function configuredSeverity(code: string, settings: CheckSettings): Severity | 'off' | undefined {
  const name = checkNames.find((one) => code.startsWith(`${one}/`))
  if (name === undefined) return undefined
  const { severity } = settings[name]
  const short = code.slice(name.length + 1)
  return Object.hasOwn(severity, code) ? severity[code] : Object.hasOwn(severity, short) ? severity[short] : undefined
}
