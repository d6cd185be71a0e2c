import { lastedText, type OverviewWords, overviewWords, troubledServices } from '../../../status-model/overview.ts'
import type { ServiceStatus } from '../../../status-model/rollup.ts'
import { unansweredText } from '../../../status-model/words.ts'
import type { StatusView } from '../feed/status-view.ts'
import { momentText } from '../moment.ts'
import { StatusFilterElement } from './filter.ts'
import { hideEmptySections, serviceItems } from './service-list.ts'
import { Wall } from './wall.ts'

/** Who has moved the pointer over the list within this time, in milliseconds, is about to press something in it. */
const pointedMs = 8000

interface Listed extends ServiceStatus {
  id: string
}

/**
 * All services: a sentence, those that are not well, and the others by guidebook. States change in their place; a service
 * goes to another list only while nobody points at one or works in it.
 */
class StatusOverviewElement extends HTMLElement {
  #pointedAt = Number.NEGATIVE_INFINITY
  #services: readonly Listed[] = []
  #wall: Wall | undefined

  connectedCallback(): void {
    this.addEventListener('pointermove', ({ target }) => {
      if (target instanceof Element && target.closest('.services')) this.#pointedAt = performance.now()
    })
    this.addEventListener('pointerleave', () => {
      this.#pointedAt = Number.NEGATIVE_INFINITY
    })
    this.querySelector('.status-order button')?.addEventListener('click', () => this.#order(true))
    if (new URLSearchParams(location.search).has('wall')) this.#wall = new Wall(this)
  }

  show(view: StatusView): void {
    this.#services = this.#ids.map((id) => ({ id, ...view.statusOf(id) }))
    const all = view.statusOf(this.#ids.join())
    if (this.dataset.state !== all.state) this.dataset.state = all.state
    const isLost = view.mode === 'lost' || all.isUnanswered === true
    this.toggleAttribute('data-lost', isLost)
    this.#showStates()
    const { sentence, rest } = isLost ? { sentence: 'Nothing is known now', rest: '' } : this.#words(view.now)
    this.#write('.status-sentence', sentence)
    this.#write('.status-rest', rest)
    const lost = this.querySelector<HTMLElement>('.status-lost')
    if (lost) lost.hidden = !isLost
    if (isLost) this.#write('.status-lost', lostText(all, view.now))
    // Of what nobody tells, all would be as bad.
    if (!isLost) this.#order(false)
    this.#filter()
    this.#wall?.show(view, all)
  }

  get #ids(): string[] {
    return (this.dataset.of ?? '').split(',').filter(Boolean)
  }

  #words(now: number): OverviewWords {
    return overviewWords(this.#services, (since) => lastedText(now - Date.parse(since)))
  }

  #write(selector: string, text: string): void {
    const place = this.querySelector(selector)
    if (place && place.textContent !== text) place.textContent = text
  }

  #showStates(): void {
    const states = new Map(this.#services.map(({ id, state }) => [id, state]))
    for (const item of serviceItems(this)) {
      const state = states.get(item.dataset.id ?? '')
      if (state !== undefined && item.dataset.state !== state) item.dataset.state = state
    }
  }

  #filter(): void {
    const filter = this.querySelector('waymark-status-filter')
    if (filter instanceof StatusFilterElement) filter.apply()
    else hideEmptySections(this)
  }

  /** Puts each service where it belongs; while somebody is at it, tells only that it would. */
  #order(isAsked: boolean): void {
    const items = new Map(serviceItems(this).map((item) => [item.dataset.id ?? '', item]))
    const troubled = troubledServices(this.#services).map(({ id }) => id)
    const isTroubled = new Set(troubled)
    const lists = [...this.querySelectorAll<HTMLElement>('.services')].map((list) => {
      const { group } = list.dataset
      const own = this.#ids.filter((id) => !isTroubled.has(id) && items.get(id)?.dataset.group === group)
      const wanted = (group === undefined ? troubled : own).flatMap((id) => items.get(id) ?? [])
      return { list, wanted }
    })
    const moved = lists.filter(({ list, wanted }) => wanted.some((item, index) => list.children[index] !== item))
    const place = this.querySelector<HTMLElement>('.status-order')
    const isWaiting = moved.length > 0 && !isAsked && !this.#wall && this.#isWorkedIn
    if (place) place.hidden = !isWaiting
    if (isWaiting) return
    for (const { list, wanted } of moved) {
      for (const [index, item] of wanted.entries()) {
        if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null)
      }
    }
    if (isAsked) this.#filter()
  }

  get #isWorkedIn(): boolean {
    const { activeElement } = document
    const isFocused =
      activeElement !== null && this.contains(activeElement) && activeElement.closest('.services') !== null
    return isFocused || performance.now() - this.#pointedAt < pointedMs
  }
}

customElements.define('waymark-status-overview', StatusOverviewElement)

function lostText({ since, isUnanswered, reason = '' }: ServiceStatus, now: number): string {
  if (!isUnanswered || since === undefined) return `${reason}. What you see is what was known then.`
  return `${unansweredText(momentText(since, now))}. What you see is what was known then.`
}
