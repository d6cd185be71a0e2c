import { factState, factText } from '../../status-model/words.ts'
import { showTime } from './badge.ts'
import type { StatusView } from './status-view.ts'

/** Holds a value of the page against what a probe finds: when that is another, it stands beside it. */
export class StatusFactElement extends HTMLElement {
  show(known: StatusView): void {
    const { of = '', fact = '' } = this.dataset
    const written = this.querySelector('.fact-written')?.textContent ?? ''
    const value = known.fact(of, fact)
    const state = factState(written, value)
    const found = this.querySelector('.fact-found')
    if (!found) return
    const key = `${state} ${value}`
    if (this.dataset.shown !== key) found.replaceChildren(...foundNodes(state, value ?? ''))
    this.dataset.shown = key
    this.dataset.state = state
    if (state !== 'unknown') showTime(found, known.standing(of).checkedAt, known.now)
  }
}

function foundNodes(state: string, value: string): (Node | string)[] {
  if (state !== 'other') return state === 'same' ? [' found so'] : []
  const strong = document.createElement('strong')
  strong.textContent = factText(value)
  return [' found ', strong]
}
