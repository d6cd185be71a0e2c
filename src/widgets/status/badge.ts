import type { ServiceStatus } from '../../status-model/rollup.ts'
import { ageText, codeParts, reasonText, stateText, unansweredText } from '../../status-model/words.ts'
import type { StatusView } from './status-view.ts'

/** Writes the state of an element's ids where the server wrote the last known one. Nothing is touched without need. */
class StatusBadgeElement extends HTMLElement {
  show(view: StatusView): void {
    const status = view.statusOf(this.dataset.of ?? '')
    const { state, checkedAt } = status
    if (this.dataset.state !== state) this.dataset.state = state
    const sign = this.querySelector('.status-sign')
    if (!sign) return
    write(sign.querySelector('.status-word'), stateText(status))
    showTime(sign, checkedAt, view.now)
    if (this.classList.contains('status-dot')) this.title = sign.textContent ?? ''
    const told = this.querySelector('.status-reason')
    if (!told) return
    const text = sentenceOf(status, this.dataset.of ?? '')
    if (told.textContent !== text.replaceAll('`', '')) told.replaceChildren(...codeParts(text).map(codeOrText))
  }
}

customElements.define('waymark-status', StatusBadgeElement)

function sentenceOf(status: ServiceStatus, ids: string): string {
  const { state, since, isUnanswered } = status
  if (state === 'up' || since === undefined) return ''
  if (isUnanswered) return `${unansweredText(clockTime(since))}.`
  return `Since ${localTime(since)}. ${reasonText(status, ids)}`.trimEnd()
}

/** A moment of today on the reader's own clock, and the whole of another one. */
export function clockTime(iso: string): string {
  const [moment, today] = [new Date(iso), new Date()]
  if (moment.toDateString() !== today.toDateString()) return localTime(iso)
  return moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
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
    // A moment that went before has left its space.
    parent.append(/\s$/.test(parent.textContent ?? '') ? '' : ' ', time)
  }
  if (time.dateTime !== iso || time.title === '') {
    time.dateTime = iso
    time.title = localTime(iso)
  }
  write(time, `as of ${ageText(now - Date.parse(iso))}`)
}

/** A moment on the reader's own clock, which says what clock that is. */
function localTime(iso: string): string {
  return new Date(iso).toLocaleString([], {
    ...{ year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  })
}

/** A part of a reason (see `codeParts`) as it stands on a page. */
export function codeOrText({ text, isCode }: { text: string; isCode: boolean }): Node | string {
  return isCode ? codeElement(text) : text
}

export function codeElement(text: string): HTMLElement {
  return Object.assign(document.createElement('code'), { textContent: text })
}

function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}
