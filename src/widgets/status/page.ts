import { isTroubled, worstState } from '../../status-model/rollup.ts'
import type { State } from '../../status-model/verdict.ts'
import { countsText, titleMarks, unansweredText } from '../../status-model/words.ts'
import type { StatusView } from './feed/status-view.ts'
import { clockTime } from './moment.ts'

/** No more often than this is anything read out, in milliseconds. */
const pauseMs = 15_000
/** More changes at once are counted, not told one by one. */
const mostTold = 3

interface ShownService {
  id: string
  name: string
  state: State
}

/** The services of the page: their worst state is told by the title and the icon too, for a tab in the background. */
class StatusPageElement extends HTMLElement {
  readonly #title = document.title
  readonly #said = new Map<string, State>()
  #saidAt = Number.NEGATIVE_INFINITY
  #isLost = false

  show(view: StatusView): void {
    const ids = (this.dataset.of ?? '').split(',').filter(Boolean)
    const services = ids.map((id) => {
      return { id, name: this.#nameOf(id), state: view.statusOf(id).state }
    })
    const state = worstState(services.map((service) => service.state))
    this.dataset.state = state
    const { checkedAt, was, since, isUnanswered } = view.statusOf(ids.join(','))
    // Where nothing was ever probed there is nothing to tell.
    const isTold = state !== 'unknown' || (checkedAt !== undefined && was !== undefined)
    const mark = isTold ? titleMarks[state] : undefined
    document.title = mark === undefined ? this.#title : `${mark} ${this.#title}`
    this.#showIcon(mark === undefined ? undefined : `mark-${state}.svg`)
    // The page's own text shows them where it says so.
    const details = this.querySelector<HTMLDetailsElement>(':scope > details:not([data-in-text])')
    if (details && isTroubled(state)) details.open = true
    this.#say(services, isUnanswered && since !== undefined ? unansweredText(clockTime(since)) : '')
  }

  #nameOf(id: string): string {
    return this.querySelector(`[data-of="${CSS.escape(id)}"] .status-name`)?.textContent ?? id
  }

  /** A mark of trouble takes the place of the site's own icon, in each of its themes, until all is well. */
  #showIcon(name: string | undefined): void {
    for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')) {
      link.dataset.href ??= link.getAttribute('href') ?? ''
      link.dataset.type ??= link.type
      const href = name === undefined ? link.dataset.href : `${this.dataset.base ?? '/'}_waymark/${name}`
      if (link.getAttribute('href') === href) continue
      link.type = name === undefined ? link.dataset.type : 'image/svg+xml'
      link.setAttribute('href', href)
    }
  }

  /** Reads out what has changed since it was read out last; what was there at first stands on the page. */
  #say(services: ShownService[], silence: string): void {
    const isFirst = this.#said.size === 0
    const now = performance.now()
    if (!isFirst && now - this.#saidAt < pauseMs) return
    const told = silence === '' ? this.#tellChanges(services) : this.#tellSilence(silence)
    const region = this.querySelector('[role="status"]')
    if (isFirst || !region || told === '') return
    region.textContent = told
    this.#saidAt = now
  }

  /** One sentence for all services: their states are what they were, as far as anybody knows. */
  #tellSilence(silence: string): string {
    if (this.#isLost) return ''
    this.#isLost = true
    return silence
  }

  #tellChanges(services: ShownService[]): string {
    const changed = services.filter(({ id, state }) => this.#said.get(id) !== state)
    for (const { id, state } of changed) this.#said.set(id, state)
    const back = this.#isLost ? ['The status server answers again'] : []
    this.#isLost = false
    const each = changed.map(({ name, state }) => `${name}: ${state}`)
    const all = `${changed.length} services have changed. ${countsText(services.map(({ state }) => state))}`
    return [...back, ...(changed.length > mostTold ? [all] : each)].join('. ')
  }
}

customElements.define('waymark-status-page', StatusPageElement)
