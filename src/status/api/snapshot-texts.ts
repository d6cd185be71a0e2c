import type { StatusSnapshot } from '../../../checks/probes/verdict.ts'
import type { Choice } from '../live/choice.ts'
import { type JsonText, jsonText } from './json-answer.ts'

interface Made {
  revision: number
  /** In milliseconds. */
  at: number
  text: JsonText
}

/** How long a text is sent again though something has changed, in milliseconds. */
const youthMs = 200
/** How long one is sent again because nothing has changed: verdicts grow old by themselves. */
const longestMs = 1000
/** How many choices are remembered; a page's choice is that of all its readers. */
const mostChoices = 200

/** The texts of snapshots, made once for many readers. */
export class SnapshotTexts {
  readonly #make: (choice: Choice) => StatusSnapshot
  readonly #made = new Map<string, Made>()

  constructor(make: (choice: Choice) => StatusSnapshot) {
    this.#make = make
  }

  /** `revision` changes with what is shown; `now` in milliseconds. */
  text(choice: Choice, revision: number, now: number): JsonText {
    const made = this.#made.get(choice.key)
    const age = made ? now - made.at : Number.NaN
    if (made && age >= 0 && age < (made.revision === revision ? longestMs : youthMs)) return made.text
    const text = jsonText(this.#make(choice))
    this.#made.delete(choice.key)
    this.#made.set(choice.key, { revision, at: now, text })
    for (const key of this.#made.keys()) {
      if (this.#made.size <= mostChoices) break
      this.#made.delete(key)
    }
    return text
  }
}
