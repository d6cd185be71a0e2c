import type { StatusBoard } from './status-board.ts'
import { showTime } from './status-sign.ts'

/** Holds a value of the page against what a probe finds: when that is another, it stands beside it. */
export class StatusFactElement extends HTMLElement {
  show(board: StatusBoard): void {
    const { of = '', fact = '' } = this.dataset
    const written = this.querySelector('.fact-written')?.textContent?.trim() ?? ''
    const value = board.fact(of, fact)
    const state = value === undefined ? 'unknown' : value === written ? 'same' : 'other'
    const found = this.querySelector('.fact-found')
    if (!found) return
    const key = `${state} ${value}`
    if (this.dataset.shown !== key) found.replaceChildren(...foundNodes(state, value ?? ''))
    this.dataset.shown = key
    this.dataset.state = state
    if (state !== 'unknown') showTime(found, board.standing(of).checkedAt, board.now)
  }
}

function foundNodes(state: string, value: string): (Node | string)[] {
  if (state !== 'other') return state === 'same' ? [' found so'] : []
  const strong = document.createElement('strong')
  strong.textContent = value
  return [' found ', strong]
}
