import type { ServiceStatus } from '../../../status-model/rollup.ts'
import { ageText } from '../../../status-model/words.ts'
import type { StatusView } from '../feed/status-view.ts'
import { clockTime } from '../moment.ts'

/** Sizes of what is read, the largest first: with the names of services that are well, and with a shape for each of them. */
const sizes = [
  ...[2.6, 2, 1.5, 1.2, 1, 0.86, 0.75, 0.66].map((size) => ({ size, wall: 'names' })),
  ...[1.5, 1.2, 1, 0.86, 0.75, 0.66, 0.58, 0.5].map((size) => ({ size, wall: 'shapes' })),
] as const
/** An answer older than this, in milliseconds, is told as one that is late. */
const lateMs = 60_000

/**
 * The overview for a screen in the room: `?wall`. It is dark, has nothing but the services, takes the largest size at
 * which all of them fit, and tells each second how old it is.
 */
export class Wall {
  readonly #overview: HTMLElement
  #checkedAt: string | undefined
  #mode: StatusView['mode'] | undefined
  /** How far the server's clock is ahead of this one, in milliseconds. */
  #clockOffset = 0
  #fitted = ''

  constructor(overview: HTMLElement) {
    this.#overview = overview
    // What was known when it was built, until somebody says more.
    this.#checkedAt = overview.querySelector<HTMLTimeElement>('.status-asof time')?.dateTime
    void this.#begin()
  }

  /** Nobody sees the page fly apart: for a moment there is nothing. */
  async #begin(): Promise<void> {
    const { dataset, style } = document.documentElement
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    style.visibility = 'hidden'
    await frame()
    await frame()
    dataset.theme = 'dark'
    await document.fonts.ready
    addEventListener('resize', () => this.#fit())
    setInterval(() => this.#tick(), 1000)
    this.#tick()
    this.#fit()
    await frame()
    await frame()
    style.visibility = ''
  }

  show({ mode, now }: StatusView, { checkedAt }: ServiceStatus): void {
    this.#mode = mode
    this.#clockOffset = now - Date.now()
    this.#checkedAt = checkedAt
    this.#tick()
    const key = Array.from(
      this.#overview.querySelectorAll<HTMLElement>('.service:not([hidden])'),
      ({ dataset }) => `${dataset.id} ${dataset.state}`,
    )
    if (this.#fitted === key.join()) return
    this.#fitted = key.join()
    this.#fit()
  }

  #tick(): void {
    const place = this.#overview.querySelector<HTMLElement>('.wall-clock')
    if (!place) return
    const now = Date.now() + this.#clockOffset
    const age = this.#checkedAt === undefined ? undefined : now - Date.parse(this.#checkedAt)
    const isLate = this.#mode !== 'live' || age === undefined || age > lateMs
    place.toggleAttribute('data-late', isLate)
    const clock = clockTime(new Date(now).toISOString())
    const told =
      age === undefined
        ? 'never asked'
        : age < lateMs
          ? `${Math.max(0, Math.round(age / 1000))} s old`
          : `${ageText(age).replace(' ago', '')} old`
    const text = `${clock} · ${told}${this.#mode === 'baked' ? ', as built' : ''}`
    if (place.textContent !== text) place.textContent = text
  }

  /** The largest step at which nothing has to be scrolled to; where even the last does not do, it tells how many are left. */
  #fit(): void {
    const { documentElement: root } = document
    for (const { size, wall } of sizes) {
      root.dataset.wall = wall
      root.style.setProperty('--wall', String(size))
      if (root.scrollHeight <= innerHeight) break
    }
    const more = this.#overview.querySelector<HTMLElement>('.wall-more')
    if (!more) return
    const hidden = [...this.#overview.querySelectorAll('.services-troubled > .service:not([hidden])')].filter(
      (item) => item.getBoundingClientRect().bottom > innerHeight,
    )
    more.hidden = hidden.length === 0
    if (hidden.length > 0) more.textContent = `and ${hidden.length} more`
  }
}
