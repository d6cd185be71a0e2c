import type { Place } from '../finding/finding.ts'
import { LineIndex } from '../text/line-index.ts'
import { readYamlStream, type YamlStream } from '../yaml/stream.ts'

/** A file of configuration as its readers see it: what several of them ask for is made once. */
export class InventoryFile {
  /** Relative to the repository, with `/` between folders. */
  readonly path: string
  /** Without a byte order mark; line ends as they are. */
  readonly text: string
  #lines: LineIndex | undefined
  readonly #streams = new Map<string, YamlStream>()

  constructor(path: string, text: string) {
    this.path = path
    this.text = text
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text)
    return this.#lines
  }

  /**
   * The documents of a text of YAML; of those alone whose text `isWanted`, since reading is what costs. `key` names the
   * choice: each is made once.
   */
  yaml(key = '', isWanted: (text: string) => boolean = () => true): YamlStream {
    const known = this.#streams.get(key) ?? readYamlStream(this.text, this.lines, isWanted)
    this.#streams.set(key, known)
    return known
  }

  /** The place of a range of offsets in the text. */
  place(start: number, end: number): Place {
    return this.lines.placeOf(start, end)
  }
}
