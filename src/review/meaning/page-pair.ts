import type { Page } from '../../guidebook/page.ts'

/** One page at two moments. */
export interface PagePair {
  /** Absent of a page that is new. */
  before?: Page
  /** Absent of a page that is gone. */
  after?: Page
  /** From the project’s root: where it is now, or was last. */
  file: string
  /** Where it was before, when that is another file. */
  formerFile?: string
}
