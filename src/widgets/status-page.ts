import type { StatusBoard } from './status-board.ts'
import { type State, worstOf } from './status-standing.ts'
import { titleSigns } from './status-words.ts'

/** No more often than this is anything read out, in milliseconds. */
const pauseMs = 15_000

/** The services of the page: their worst state is told by the title and the icon too, for a tab in the background. */
export class StatusPageElement extends HTMLElement {
  readonly #title = document.title
  readonly #said = new Map<string, State>()
  #saidAt = Number.NEGATIVE_INFINITY

  show(board: StatusBoard): void {
    const services = this.#services().map(([id, name]) => ({ id, name, state: board.standing(id).state }))
    const state = worstOf(services.map((service) => service.state))
    this.dataset.state = state
    const sign = titleSigns[state]
    document.title = sign === undefined ? this.#title : `${sign} ${this.#title}`
    this.#showIcon(sign === undefined ? 'mark.svg' : `mark-${state}.svg`)
    const details = this.querySelector('details')
    if (details && state === 'down') details.open = true
    this.#say(services)
  }

  #services(): [id: string, name: string][] {
    const items = this.querySelectorAll<HTMLElement>('.status-services waymark-status')
    return Array.from(items, (item) => [item.dataset.of ?? '', item.querySelector('.status-name')?.textContent ?? ''])
  }

  #showIcon(name: string): void {
    const link = document.querySelector('link[rel="icon"]')
    const href = `${this.dataset.base ?? '/'}_waymark/${name}`
    if (link && link.getAttribute('href') !== href) link.setAttribute('href', href)
  }

  /** Reads out what has changed since it was read out last; what was there at first stands on the page. */
  #say(services: { id: string; name: string; state: State }[]): void {
    const changed = services.filter(({ id, state }) => this.#said.get(id) !== state)
    const isFirst = this.#said.size === 0
    const now = performance.now()
    if (changed.length === 0 || (!isFirst && now - this.#saidAt < pauseMs)) return
    for (const { id, state } of changed) this.#said.set(id, state)
    const region = this.querySelector('[role="status"]')
    if (isFirst || !region) return
    region.textContent = changed.map(({ name, state }) => `${name}: ${state}`).join('. ')
    this.#saidAt = now
  }
}
