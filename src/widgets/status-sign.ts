import type { StatusBoard } from './status-board.ts'
import { ageOf, codeParts, wordOf } from './status-words.ts'

/** Writes the state of an element's ids where the server wrote the last known one. Nothing is touched without need. */
export class StatusElement extends HTMLElement {
  show(board: StatusBoard): void {
    const standing = board.standing(this.dataset.of ?? '')
    const { state, since, checkedAt, reason } = standing
    if (this.dataset.state !== state) this.dataset.state = state
    const sign = this.querySelector('.status-sign')
    if (!sign) return
    write(sign.querySelector('.status-word'), wordOf(standing))
    showTime(sign, checkedAt, board.now)
    if (this.classList.contains('status-dot')) this.title = sign.textContent ?? ''
    const told = this.querySelector('.status-reason')
    if (!told) return
    const isTold = state !== 'up' && since !== undefined
    const text = isTold ? `Since ${localTime(since)}.${reason === undefined ? '' : ` ${reason}`}` : ''
    if (told.textContent !== text.replaceAll('`', '')) told.replaceChildren(...codeParts(text).map(codeOrText))
  }
}

/** Puts an age where a moment stands, and makes the place for it where there was none. */
export function showTime(parent: Element, iso: string | undefined, now: number): void {
  let time = parent.querySelector('time')
  if (iso === undefined) {
    time?.remove()
    return
  }
  if (!time) {
    time = document.createElement('time')
    parent.append(' ', time)
  }
  if (time.dateTime !== iso) {
    time.dateTime = iso
    time.title = localTime(iso)
  }
  write(time, `as of ${ageOf(now - Date.parse(iso))}`)
}

/** A moment on the reader's own clock. */
function localTime(iso: string): string {
  return new Date(iso).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })
}

function codeOrText({ text, isCode }: { text: string; isCode: boolean }): Node | string {
  if (!isCode) return text
  const code = document.createElement('code')
  code.textContent = text
  return code
}

function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}
