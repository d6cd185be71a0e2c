import { measuredState, measuredText } from '../../status-model/measurement.ts'
import { compareFact, factText, foundWords } from '../../status-model/words.ts'
import { showTime } from './badge.ts'
import type { StatusView } from './feed/status-view.ts'

/** Holds a value of the page against what a probe finds: when that is another, or is measured, it stands beside it. */
class StatusFactElement extends HTMLElement {
  show(view: StatusView): void {
    const { of = '', fact = '', unit } = this.dataset
    const written = this.querySelector('.fact-written')?.textContent ?? ''
    const value = view.fact(of, fact)
    const state = unit === undefined ? compareFact(written, value) : measuredState(value, view.statusOf(of).state)
    const found = this.querySelector('.fact-found')
    if (!found) return
    const key = `${state} ${value}`
    const text = unit === undefined || value === undefined ? value : measuredText(value, unit)
    if (this.dataset.shown !== key) found.replaceChildren(...foundNodes(state, text ?? ''))
    this.dataset.shown = key
    this.dataset.state = state
    if (state !== 'unknown') showTime(found, view.statusOf(of).checkedAt, view.now)
  }
}

customElements.define('waymark-fact', StatusFactElement)

function foundNodes(state: keyof typeof foundWords, value: string): (Node | string)[] {
  if (state === 'unknown') return []
  if (state === 'same') return [foundWords.same]
  const strong = document.createElement('strong')
  strong.textContent = factText(value)
  return [`${foundWords[state]} `, strong]
}
