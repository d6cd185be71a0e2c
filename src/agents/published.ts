import type { ShownSnapshot } from '../status-model/verdict.ts'
import type { PageText } from '../widgets/search/text-index.ts'

/** What is published of a site, wherever it is read from: a built site, or the sources of one that is not built. */
export interface Published {
  /** Another one after each change of what is published. */
  version(): Promise<string>
  /** The text of a file by its address below the base, such as `/llms.txt`; undefined where there is none. */
  read(address: string): Promise<string | undefined>
  /** What search knows of the text of the page at an address; undefined where that is nothing. */
  textOf(address: string): Promise<PageText | undefined>
  /** How the services are, as readers may know it; undefined where nothing was ever probed. */
  status(): Promise<Status | undefined>
}

export interface Status {
  snapshot: ShownSnapshot
  /** Whether a server probes them; otherwise it is what was known last. */
  isLive: boolean
}
