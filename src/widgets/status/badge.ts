import type { ServiceStatus } from '../../status-model/rollup.ts'
import { ageText, codeParts, isUnsure, reasonText, stateText, unansweredText } from '../../status-model/words.ts'
import type { StatusView } from './feed/status-view.ts'
import { clockTime, localTime, momentElement, showMoment } from './moment.ts'

/** Writes the state of an element's ids where the server wrote the last known one. Nothing is touched without need. */
class StatusBadgeElement extends HTMLElement {
  /** What the reason was made of that stands there; the build's own is replaced. */
  #reason: string | undefined

  show(view: StatusView): void {
    const status = view.statusOf(this.dataset.of ?? '')
    const { state, checkedAt } = status
    if (this.dataset.state !== state) this.dataset.state = state
    this.toggleAttribute('data-unsure', isUnsure(status))
    const sign = this.querySelector('.status-sign')
    if (!sign) return
    write(sign.querySelector('.status-word'), stateText(status))
    showTime(sign, checkedAt, view.now)
    if (this.classList.contains('status-dot')) this.title = sign.textContent ?? ''
    this.#showReason(status, view.now)
  }

  #showReason(status: ServiceStatus, now: number): void {
    const place = this.querySelector('.status-reason')
    if (!place) return
    const { state, since, isUnanswered } = status
    const isTold = state !== 'up' && since !== undefined
    const reason = isUnanswered ? '' : reasonText(status, this.dataset.of ?? '')
    const key = isTold ? `${since} ${isUnanswered} ${reason}` : ''
    if (this.#reason !== key) {
      this.#reason = key
      place.replaceChildren(...(isTold ? reasonNodes(since, isUnanswered === true, reason, now) : []))
    }
    const time = place.querySelector<HTMLTimeElement>('time.moment')
    if (time) showMoment(time, now)
  }
}

customElements.define('waymark-status', StatusBadgeElement)

function reasonNodes(since: string, isUnanswered: boolean, reason: string, now: number): (Node | string)[] {
  if (isUnanswered) return [`${unansweredText(clockTime(since))}.`]
  return ['Since ', momentElement(since, now), '. ', ...codeParts(reason).map(codeOrText)]
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
