import { barPaths, barsText, type DaySum, lastDays, mergedDays, percentOf, uptimeOf } from './status-bars.ts'
import type { StatusBoard } from './status-board.ts'

/** Days change slowly; in milliseconds. */
const renewMs = 600_000

/** The bars of the last days, drawn by the build: drawn again from what a server knows, while they are looked at. */
export class StatusUptimeElement extends HTMLElement {
  #isSeen = false
  #renewedAt = Number.NEGATIVE_INFINITY
  readonly #watch = new IntersectionObserver((entries) => {
    this.#isSeen = entries.some(({ isIntersecting }) => isIntersecting)
  })

  connectedCallback(): void {
    this.#watch.observe(this)
  }

  disconnectedCallback(): void {
    this.#watch.disconnect()
  }

  show({ mode, now }: StatusBoard): void {
    if (mode !== 'live' || !this.#isSeen || now - this.#renewedAt < renewMs) return
    this.#renewedAt = now
    void this.#renew(now)
  }

  async #renew(now: number): Promise<void> {
    const { probes = '', base = '/' } = this.dataset
    const ids = probes.split(',').filter(Boolean)
    const all = await Promise.all(ids.map((id) => fetchDays(`${base}_waymark/probes/${encodeURIComponent(id)}.json`)))
    const known = all.flatMap((days) => (days ? [days] : []))
    // With a part of them it would look better or worse than it was.
    if (known.length === ids.length) this.#draw(lastDays(mergedDays(known), now))
  }

  #draw(days: DaySum[]): void {
    const picture = this.querySelector('svg')
    const uptime = uptimeOf(days)
    picture?.setAttribute('aria-label', barsText(days))
    picture?.replaceChildren(...barPaths(days).map(({ kind, d }) => pathOf(kind, d)))
    const text = this.querySelector('.uptime')
    if (text) text.textContent = uptime === undefined ? '' : percentOf(uptime)
  }
}

function pathOf(kind: string, d: string): SVGPathElement {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('class', `day-${kind}`)
  path.setAttribute('d', d)
  return path
}

async function fetchDays(url: string): Promise<DaySum[] | undefined> {
  try {
    const answer = await fetch(`${url}?only=days`)
    if (!answer.ok) return undefined
    const { days }: { days: DaySum[] } = await answer.json()
    return days
  } catch {
    return undefined
  }
}
