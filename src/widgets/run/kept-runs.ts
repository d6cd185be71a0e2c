import { browserStorage } from '../browser/browser-storage.ts'
import { mergeRuns, noRuns, type Runs, readRuns } from './run.ts'

const storage = browserStorage(() => localStorage)

/** Some 5 MB is all that a browser keeps for a site. In UTF-16 code units. */
const longest = 1_000_000

/** The runs of this browser, which all of its tabs share. What a tab says is written at once: a crash loses nothing. */
export class KeptRuns {
  readonly #key: string
  /** What this tab knows, also where the browser keeps nothing. */
  #known: Runs = noRuns
  /** Whether the browser keeps what it is told. */
  isKept = true

  /** `base` tells one site of a host from another; `onChange` is told when another tab has said something. */
  constructor(base: string, onChange: () => void) {
    this.#key = `waymark:runs:${base}`
    addEventListener('storage', ({ key }) => key === this.#key && onChange())
  }

  read(): Runs {
    this.#known = mergeRuns(this.#known, readRuns(storage.read(this.#key)))
    return this.#known
  }

  /** Changes what is known, together with what other tabs have said meanwhile. */
  update(change: (runs: Runs) => Runs): Runs {
    const changed = change(this.read())
    this.#known = mergeRuns(changed, noRuns)
    const text = JSON.stringify(bounded(this.#known))
    storage.write(this.#key, text)
    this.isKept = storage.read(this.#key) === text
    return this.#known
  }
}

/** Without the oldest runs, where all of them would be too long. */
function bounded(runs: Runs): Runs {
  const { runs: all } = runs
  return JSON.stringify(runs).length > longest && all.length > 1 ? bounded({ ...runs, runs: all.slice(0, -1) }) : runs
}
