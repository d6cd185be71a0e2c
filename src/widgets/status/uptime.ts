import {
  barPaths,
  barsText,
  type DaySum,
  dayCells,
  lastDays,
  mergeDays,
  percentText,
  uptimeText,
} from '../../status-model/bars.ts'
import { durationText, type HourSum, responseLine, responseText } from '../../status-model/response.ts'
import { worstState } from '../../status-model/rollup.ts'
import type { State } from '../../status-model/verdict.ts'
import type { FetchQueue } from './fetch-queue.ts'
import type { StatusView } from './status-view.ts'

/** Days change slowly; a change of a state is seen soon. In milliseconds. */
const renewMs = 600_000
const leastMs = 20_000

interface Sums {
  days: DaySum[]
  hours?: HourSum[]
}

/**
 * The last days of some probes, drawn by the build: bars, and for one probe the line of its response times and a table.
 * They are drawn again from what a server knows, while they are looked at.
 */
class StatusUptimeElement extends HTMLElement {
  #isSeen = false
  #renewedAt = Number.NEGATIVE_INFINITY
  #states = ''
  #state: State = 'up'
  /** As they were fetched last. */
  #days: DaySum[] | undefined
  readonly #watch = new IntersectionObserver((entries) => {
    this.#isSeen = entries.at(-1)?.isIntersecting === true
  })

  connectedCallback(): void {
    this.#watch.observe(this)
  }

  disconnectedCallback(): void {
    this.#watch.disconnect()
  }

  show(view: StatusView, queue: FetchQueue): void {
    if (view.mode !== 'live' || !this.#isSeen) return
    const all = this.#probes.map((id) => view.statusOf(id).state)
    const states = all.join()
    this.#showUptime(worstState(all))
    if (view.now - this.#renewedAt < (states === this.#states ? renewMs : leastMs)) return
    this.#states = states
    this.#renewedAt = view.now
    void this.#renew(view.now, queue)
  }

  get #probes(): string[] {
    return (this.dataset.probes ?? '').split(',').filter(Boolean)
  }

  async #renew(now: number, queue: FetchQueue): Promise<void> {
    const { base = '/' } = this.dataset
    const response = this.querySelector<HTMLElement>('.response')
    const only = response ? 'sums' : 'days'
    const ids = this.#probes
    const url = (id: string) => `${base}_waymark/probes/${encodeURIComponent(id)}.json?only=${only}`
    const all = await Promise.all(ids.map((id) => queue.json<Sums>(url(id))))
    const known = all.flatMap((sums) => (sums ? [sums] : []))
    // With a part of them it would look better or worse than it was.
    if (known.length < ids.length) return
    const days = known.length === 1 ? (known[0]?.days ?? []) : mergeDays(known.map((sums) => sums.days))
    this.#drawBars(lastDays(days, now), ids.length)
    this.#fillTable(days)
    if (response) drawLine(response, known[0]?.hours ?? [], now)
  }

  #drawBars(days: DaySum[], probes: number): void {
    const picture = this.querySelector('.bars')
    picture?.setAttribute('aria-label', barsText(days, probes, this.#state))
    picture?.replaceChildren(...barPaths(days).map(({ kind, d }) => pathOf(d, `day-${kind}`)))
    this.#days = days
    this.#showUptime(this.#state)
  }

  /** The state may be newer than the days. */
  #showUptime(state: State): void {
    this.#state = state
    const text = this.querySelector('.uptime')
    if (!text) return
    if (this.#days) text.textContent = uptimeText(this.#days, state)
    else if (state === 'down' && text.textContent === percentText(1)) text.textContent = `< ${percentText(1)}`
  }

  #fillTable(days: readonly DaySum[]): void {
    const table = this.querySelector<HTMLElement>('.days')
    if (!table) return
    table.hidden = days.length === 0
    table.querySelector('tbody')?.replaceChildren(...dayCells(days).map(rowOf))
  }
}

customElements.define('waymark-uptime', StatusUptimeElement)

function rowOf(cells: readonly string[]): HTMLTableRowElement {
  const row = document.createElement('tr')
  row.append(...cells.map((text) => Object.assign(document.createElement('td'), { textContent: text })))
  return row
}

function drawLine(figure: HTMLElement, hours: readonly HourSum[], now: number): void {
  const line = responseLine(hours, now)
  figure.hidden = line === undefined
  if (!line) return
  const picture = figure.querySelector('svg')
  picture?.setAttribute('aria-label', responseText(line.maxMs))
  picture?.replaceChildren(pathOf(line.d))
  const top = figure.querySelector('.response-top')
  if (top) top.textContent = durationText(line.maxMs)
}

function pathOf(d: string, className?: string): SVGPathElement {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  if (className !== undefined) path.setAttribute('class', className)
  path.setAttribute('d', d)
  return path
}
