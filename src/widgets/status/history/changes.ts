import { mostChangesTold, type StateChange } from '../../../status-model/change.ts'
import { type Incident, incidentItem, incidentsOf, mostIncidents, serviceOf } from '../../../status-model/incident.ts'
import { elementNode } from '../element-node.ts'
import type { FetchQueue } from '../feed/fetch-queue.ts'
import type { StatusView } from '../feed/status-view.ts'
import { clockTime, localTime, showMoment } from '../moment.ts'

/** No more often than this is the list fetched, in milliseconds. */
const pauseMs = 10_000

/** The list of what happened: what a server tells takes the place of what the build has listed. */
class StatusChangesElement extends HTMLElement {
  #changes = -1
  #fetchedAt = Number.NEGATIVE_INFINITY
  #incidents: readonly Incident[] = []

  connectedCallback(): void {
    this.#showTimes(Date.now())
  }

  show({ mode, now, changes }: StatusView, queue: FetchQueue): void {
    this.#showLengths(now)
    this.#showTimes(now)
    const isSeen = document.visibilityState === 'visible'
    if (mode !== 'live' || !isSeen || changes === this.#changes || now - this.#fetchedAt < pauseMs) return
    this.#changes = changes
    this.#fetchedAt = now
    void this.#renew(queue, now)
  }

  async #renew(queue: FetchQueue, now: number): Promise<void> {
    const { base = '/', of = '' } = this.dataset
    const answer = await queue.json<{ changes: StateChange[] }>(`${base}_waymark/changes.json`)
    const list = this.querySelector('ol')
    if (!answer || !list) return
    const own = new Set(of.split(','))
    const { changes } = answer
    /** What was before is not told: what the build knows of it stays. */
    const begin = changes.length < mostChangesTold ? '' : (changes.at(-1)?.at ?? '')
    const told = incidentsOf(changes.filter(({ probe }) => own.has(serviceOf(probe))))
    this.#incidents = told.filter(({ from, until }) => begin === '' || from !== undefined || until === undefined)
    const kept = [...list.children].filter((item) => item instanceof HTMLElement && (item.dataset.at ?? '') < begin)
    const items = [...this.#incidents.map((incident) => this.#item(incident, now)), ...kept].slice(0, mostIncidents)
    list.replaceChildren(...items)
    this.#showTimes(now)
    const empty = this.querySelector<HTMLElement>('.status-empty')
    if (empty) empty.hidden = items.length > 0
  }

  #item(incident: Incident, now: number): Element {
    return elementNode(incidentItem(incident, { nameOf, now }))
  }

  /** Of what lasts; what a server has not told is not known to last. */
  #showLengths(now: number): void {
    const items = this.querySelectorAll('.incident')
    for (const [index, incident] of this.#incidents.entries()) {
      const [item, fresh] = [items[index], this.#item(incident, now)]
      const [old, text] = [item, fresh].map((one) => one?.querySelector('.status-word'))
      if (incident.until === undefined && old && text && old.textContent !== text.textContent) old.replaceWith(text)
    }
  }

  #showTimes(now: number): void {
    for (const time of this.querySelectorAll<HTMLTimeElement>('time.moment')) {
      time.tabIndex = 0
      showMoment(time, now)
    }
    for (const time of this.querySelectorAll<HTMLTimeElement>('time.clock:not([title])')) {
      const { dateTime, previousElementSibling } = time
      time.title = localTime(dateTime)
      time.tabIndex = 0
      // The end of what began on the same day needs no date.
      const isOfDay =
        previousElementSibling instanceof HTMLTimeElement &&
        new Date(previousElementSibling.dateTime).toDateString() === new Date(dateTime).toDateString()
      time.textContent = isOfDay ? clockTime(dateTime).replace(/^.*, /, '') : clockTime(dateTime)
    }
  }
}

customElements.define('waymark-status-changes', StatusChangesElement)

/** As the page shows it. */
function nameOf(service: string): string {
  return document.querySelector(`[data-of="${CSS.escape(service)}"] .status-name`)?.textContent ?? service
}
