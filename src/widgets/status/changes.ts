import { mostChanges, notableChanges, type StateChange } from '../../status-model/change.ts'
import { codeParts, timestampText } from '../../status-model/words.ts'
import { codeElement, codeOrText } from './badge.ts'
import type { FetchQueue } from './fetch-queue.ts'
import type { StatusView } from './status-view.ts'

/** No more often than this is the list fetched, in milliseconds. */
const pauseMs = 10_000

/** The list of the last changes: when something changes, what is new is put on top of what the build has listed. */
class StatusChangesElement extends HTMLElement {
  #changes = -1
  #fetchedAt = Number.NEGATIVE_INFINITY

  show({ mode, now, changes }: StatusView, queue: FetchQueue): void {
    const isSeen = document.visibilityState === 'visible'
    if (mode !== 'live' || !isSeen || changes === this.#changes || now - this.#fetchedAt < pauseMs) return
    this.#changes = changes
    this.#fetchedAt = now
    void this.#renew(queue)
  }

  async #renew(queue: FetchQueue): Promise<void> {
    const { base = '/', of = '' } = this.dataset
    const answer = await queue.json<{ changes: StateChange[] }>(`${base}_waymark/changes.json`)
    const body = this.querySelector('tbody')
    if (!answer || !body) return
    const own = new Set(of.split(','))
    const listed = new Map(Array.from(body.rows, (row) => [keyOf(row.dataset.probe, row.dataset.at), row]))
    for (const change of notableChanges(answer.changes.filter(({ probe }) => own.has(serviceOf(probe))))) {
      const key = keyOf(change.probe, change.at)
      if (!listed.has(key)) listed.set(key, rowOf(change))
    }
    const newest = [...listed.values()].sort((a, b) => ((a.dataset.at ?? '') < (b.dataset.at ?? '') ? 1 : -1))
    body.replaceChildren(...newest.slice(0, mostChanges))
    const section = this.closest<HTMLElement>('section')
    if (section) section.hidden = newest.length === 0
  }
}

customElements.define('waymark-status-changes', StatusChangesElement)

function keyOf(probe = '', at = ''): string {
  return `${probe} ${Date.parse(at)}`
}

function serviceOf(probe: string): string {
  return probe.slice(0, probe.lastIndexOf('.'))
}

/** As the page shows it. */
function nameOf(service: string): string {
  return document.querySelector(`[data-of="${CSS.escape(service)}"] .status-name`)?.textContent ?? service
}

/** As the build writes it (src/components/StatusChanges.astro). */
function rowOf({ probe, at, from, to, reason = '' }: StateChange): HTMLTableRowElement {
  const row = document.createElement('tr')
  Object.assign(row.dataset, { probe, at })
  const time = Object.assign(document.createElement('time'), { dateTime: at, textContent: timestampText(at) })
  const state = document.createElement('span')
  state.dataset.state = to
  state.append(Object.assign(document.createElement('span'), { className: 'status-word', textContent: to }))
  const cells = [
    [time],
    [`${nameOf(serviceOf(probe))} `, codeElement(probe)],
    [`${from} → `, state],
    codeParts(reason).map(codeOrText),
  ]
  for (const content of cells) {
    const cell = document.createElement('td')
    cell.append(...content)
    row.append(cell)
  }
  return row
}
