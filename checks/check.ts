import type { Root } from 'mdast'
import type { Project } from '../src/config/project.ts'
import type { CheckName } from '../src/config/schema/check-settings.ts'
import type { ClaimKind } from '../src/finding/claim.ts'
import type { Finding, Severity } from '../src/finding/finding.ts'
import type { Page } from '../src/guidebook/page.ts'
import type { CheckInput } from './check-input.ts'
import type { CheckContext } from './context.ts'

/** One kind of thing that can be wrong. */
export interface Code {
  /** How much it weighs unless `waymark.yaml` says otherwise; `off` is not told until it does. */
  severity: Severity | 'off'
  /** What is wrong, in a few words: "A link to a file that is not there". */
  summary: string
  /** Why it matters, what counts and what to do, in Markdown: said by every rule. */
  why?: string
  /** Told by such runs alone: an ignore of it is not held against the others. */
  needs?: 'external' | 'built' | 'browser' | 'dns' | 'runs'
  /** Told only where `waymark.yaml` turns its rule on. */
  isOptIn?: true
  /** One fault of a file often shows at several places, each with its own words: a report tells the first, and counts the others. */
  isOnePerFile?: true
}

/** Codes by their full name, such as `links/missing-file`. */
export type Codes = Readonly<Record<string, Code>>

/** A finding as a check tells it; its severity is its code's unless the case itself asks for another. */
export type RawFinding = Omit<Finding, 'check' | 'severity'> & { severity?: Severity }

/** As `RawFinding`, on the page at hand; the edits of its fix have an empty `file`, which stands for that page. */
export type RawPageFinding = Omit<RawFinding, 'file'>

/** What is wrong with one page by itself. */
export type PageCheck = (page: Page, tree: Root, settings: PageSettings) => RawPageFinding[]

/** One family of document rules. */
export interface Check {
  name: CheckName
  codes: Codes
  /** Which claims of pages its findings are about; the first one is what it is where it told of none there. */
  claims?: readonly ClaimKind[]
  /** Whether it finds something where the project has no pages. */
  needsNoPages?: true
  /**
   * What is wrong with one page by itself. It depends on the page, its tree and the settings of the check alone, since
   * it is kept by their content; and it runs in workers.
   */
  checkPage?: PageCheck
  /** Loads the code that `checkPage` runs, where that takes its time: called before it is. */
  load?: () => Promise<void>
  /** What is wrong with its settings that their schema cannot see, such as a name that is unknown. */
  checkSettings?: (project: Project) => SettingProblem[] | Promise<SettingProblem[]>
  /** What else, besides its settings, decides what `checkPage` finds: the text of another configuration file. */
  pageExtra?: (project: Project) => Promise<string>
  /**
   * Says that what `checkAll` finds is kept between runs: then it depends on the code, on its input, on what it asks of
   * that, and on the text that is returned, such as the day, alone. `undefined` where it depends on more in such a run.
   */
  keptBy?: (input: CheckInput, context: CheckContext) => string | undefined
  /**
   * Says that, as long as it finds nothing, what it tells of the claims of a page depends on the page, on what its input tells
   * besides pages, and on this of the other pages: then it is not asked again about a page that is as it was. Plain data;
   * it may depend on one page alone. Where it is said, `keptBy` is, too.
   */
  seenByOthers?: (page: Page) => unknown
  /** Whether what it tells of this page may depend on more of other pages. */
  looksFurther?: (page: Page) => boolean
  /** Whether it asks what the repository's configuration says that runs: git is asked for its files at once. */
  asksInventory?: true
  /** Is shown each page that is read anew, while others are still to be read: it may begin what takes its time. */
  foresee?: (page: Page, context: CheckContext) => void
  /** What is wrong between pages, and between them and all else. */
  checkAll?: (input: CheckInput, context: CheckContext) => RawFinding[] | Promise<RawFinding[]>
}

/** One thing wrong in a check's part of `waymark.yaml`. */
export interface SettingProblem {
  /** From the check's own settings on: `['rules', 'no-such-rule']`. */
  path: (string | number)[]
  side?: 'key' | 'value'
  code: 'config/unknown-key' | 'config/invalid-value'
  message: string
  hint?: string
}

/** What a check of one page is told of the project: plain data. */
export interface PageSettings {
  /** Its part of `checks` in `waymark.yaml`. */
  settings: Readonly<Record<string, unknown>>
  /** What `pageExtra` said. */
  extra: string
}
