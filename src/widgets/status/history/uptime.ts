import {
  barElements,
  barsText,
  type DayMinutes,
  dayMinutes,
  dayRows,
  dayText,
  decodeDays,
  lastDays,
  mergeDays,
  percentText,
  uptimeText,
} from '../../../status-model/bars.ts'
import { worstState } from '../../../status-model/rollup.ts'
import type { State } from '../../../status-model/verdict.ts'
import { elementNode } from '../element-node.ts'
import type { FetchQueue } from '../feed/fetch-queue.ts'
import type { StatusView } from '../feed/status-view.ts'
import { ProbeNowElement } from './probe-now.ts'
import type { ProbeSums } from './probe-sums.ts'
import { ResponseFigure } from './response-figure.ts'
import { Scrubber } from './scrubber.ts'

/** Days change slowly; a change of a state is seen soon. In milliseconds. */
const renewMs = 600_000
const leastMs = 20_000

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
  #days: DayMinutes[] | undefined
  #scrubber: Scrubber | undefined
  #response: ResponseFigure | undefined
  readonly #watch = new IntersectionObserver((entries) => {
    this.#isSeen = entries.at(-1)?.isIntersecting === true
  })

  connectedCallback(): void {
    this.#watch.observe(this)
    if (this.#scrubber) return
    const box = this.querySelector<HTMLElement>('.bars-box')
    if (box) {
      this.#scrubber = new Scrubber(box, `Day by day, ${this.#probes.join(', ')}`)
      this.#tell(decodeDays(box.dataset.days ?? ''))
    }
    const figure = this.querySelector<HTMLElement>('.response')
    if (figure) this.#response = new ResponseFigure(figure)
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
    void this.#renew(view, queue)
  }

  get #probes(): string[] {
    return (this.dataset.probes ?? '').split(',').filter(Boolean)
  }

  async #renew(view: StatusView, queue: FetchQueue): Promise<void> {
    const { base = '/' } = this.dataset
    const ids = this.#probes
    const url = (id: string) =>
      `${base}_waymark/probes/${encodeURIComponent(id)}.json?only=${this.#response ? 'sums' : 'days'}`
    const all = await Promise.all(ids.map((id) => queue.json<ProbeSums>(url(id))))
    const known = all.flatMap((sums, index) => (sums ? [{ sums, id: ids[index] ?? '' }] : []))
    const canRun = known.length > 0 && known.every(({ sums }) => sums.canRun)
    for (const button of document.querySelectorAll('waymark-probe-now')) {
      if (button instanceof ProbeNowElement) button.allow(canRun)
    }
    // With a part of them it would look better or worse than it was.
    if (known.length < ids.length) return
    const days = mergeDays(known.map(({ sums, id }) => dayMinutes(sums.days, view.verdicts(id)[0]?.everyMs)))
    this.#drawBars(lastDays(days, view.now), ids.length)
    this.#fillTable(days)
    const [first] = known
    if (first) this.#response?.draw(first.sums, view.now)
  }

  #drawBars(days: DayMinutes[], probes: number): void {
    const picture = this.querySelector('.bars')
    picture?.setAttribute('aria-label', barsText(days, probes, this.#state))
    picture?.replaceChildren(...barElements(days).map(elementNode))
    this.#days = days
    this.#tell(days)
    this.#showUptime(this.#state)
  }

  #tell(days: readonly DayMinutes[]): void {
    this.#scrubber?.set({
      count: days.length,
      textOf: (index) => {
        const day = days[index]
        return day ? dayText(day) : ''
      },
    })
  }

  /** The state may be newer than the days. */
  #showUptime(state: State): void {
    this.#state = state
    const text = this.querySelector('.uptime')
    if (!text) return
    if (this.#days) text.textContent = uptimeText(this.#days, state)
    else if (state === 'down' && text.textContent === percentText(1)) text.textContent = `< ${percentText(1)}`
  }

  #fillTable(days: readonly DayMinutes[]): void {
    const table = this.querySelector<HTMLElement>('.days')
    if (!table) return
    table.hidden = days.length === 0
    table.querySelector('tbody')?.replaceChildren(...dayRows(days).map(elementNode))
  }
}

customElements.define('waymark-uptime', StatusUptimeElement)
