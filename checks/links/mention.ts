import type { Place } from '../../src/finding/finding.ts'

/** A target that is named somewhere. */
export interface Mention extends Place {
  url: string
  isImage: boolean
  /** Not a link that readers see: other tools may mean something else by it. */
  isAside: boolean
  /** Where the attribute or the text stands that holds it and little else; absent for links of Markdown. */
  written?: Place
}
