import type { Place } from '../finding/finding.ts'
import { LineIndex } from '../text/line-index.ts'
import { readYamlStream, type YamlStream } from '../yaml/stream.ts'
import { isTemplated, withHoles } from './template.ts'

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
   * choice: each is made once. Of a template that is no YAML before it is filled in, what surely stands around its actions;
   * what is wrong in it is no problem of the file.
   */
  yaml(key = '', isWanted: (text: string) => boolean = () => true): YamlStream {
    const known = this.#streams.get(key) ?? this.#readYaml(isWanted)
    this.#streams.set(key, known)
    return known
  }

  #readYaml(isWanted: (text: string) => boolean): YamlStream {
    const written = readYamlStream(this.text, this.lines, isWanted)
    if (!written.problem) return written
    const filled = withHoles(this.text)
    if (filled === this.text) return isTemplated(this.text) ? { documents: written.documents } : written
    const { documents, problem } = readYamlStream(filled, this.lines, isWanted)
    return { documents, ...(problem && !isTemplated(this.text) && { problem }) }
  }

  /** The place of a range of offsets in the text. */
  place(start: number, end: number): Place {
    return this.lines.placeOf(start, end)
  }
}
