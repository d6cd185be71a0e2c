import type { PagePair } from '../page-pairs.ts'

/** A pair of pages, with where they stand, relative to the repository. */
export interface LocatedPair extends PagePair {
  /** Where it is now, or was last. */
  file: string
  /** Where it was before, when that is another file. */
  formerFile?: string
}
