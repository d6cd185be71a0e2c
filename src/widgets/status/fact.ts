import { compareFact, factText } from '../../status-model/words.ts'
import { showTime } from './badge.ts'
import type { StatusView } from './status-view.ts'

/** Holds a value of the page against what a probe finds: when that is another, it stands beside it. */
class StatusFactElement extends HTMLElement {
  show(view: StatusView): void {
    const { of = '', fact = '' } = this.dataset
    const written = this.querySelector('.fact-written')?.textContent ?? ''
    const value = view.fact(of, fact)
    const state = compareFact(written, value)
    const found = this.querySelector('.fact-found')
    if (!found) return
    const key = `${state} ${value}`
    if (this.dataset.shown !== key) found.replaceChildren(...foundNodes(state, value ?? ''))
    this.dataset.shown = key
    this.dataset.state = state
    if (state !== 'unknown') showTime(found, view.statusOf(of).checkedAt, view.now)
  }
}

customElements.define('waymark-fact', StatusFactElement)

function foundNodes(state: string, value: string): (Node | string)[] {
  if (state !== 'other') return state === 'same' ? [' found so'] : []
  const strong = document.createElement('strong')
  strong.textContent = factText(value)
  return [' found ', strong]
}
