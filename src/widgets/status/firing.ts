// Loaded by pages that show which alerts fire.
import type { AlertsNow, FiringAlert } from '../../status-model/alert.ts'
import { alertsShown, type FiringView, fillingLabels, firingElements, newsText } from '../../status-model/firing.ts'
import { type FillDetail, fillEvent } from '../values/fill-event.ts'
import { elementNode } from './element-node.ts'
import type { StatusView } from './feed/status-view.ts'
import { showMoment } from './moment.ts'

/** The alerts that fire and are about the page, or all of them. One click fills the blanks of the page with their labels. */
class FiringElement extends HTMLElement {
  #shown = ''
  #alerts: readonly FiringAlert[] = []
  #known: ReadonlySet<string> | undefined

  connectedCallback(): void {
    this.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>('[data-fill]') : null
      const alert = this.#alerts.find(({ id }) => id === button?.dataset.fill)
      if (alert) document.dispatchEvent(new CustomEvent<FillDetail>(fillEvent, { detail: fillingLabels(alert) }))
    })
  }

  show({ alerts, now }: StatusView): void {
    if (alerts) this.#replace(alerts)
    for (const time of this.querySelectorAll<HTMLTimeElement>('time.moment')) showMoment(time, now)
  }

  #replace(alerts: AlertsNow): void {
    const { page, name, base = '/', saysNone } = this.dataset
    const view: FiringView = { page, name, base, canFill: canFill(), saysNone: saysNone !== undefined }
    const elements = firingElements(alerts, view)
    const text = JSON.stringify(elements)
    if (text === this.#shown) return
    this.#shown = text
    this.#alerts = alertsShown(alerts, view)
    const list = this.querySelector('.firing-list')
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.fill : undefined
    list?.replaceChildren(...elements.map(elementNode))
    if (focused !== undefined) this.querySelector<HTMLElement>(`[data-fill="${CSS.escape(focused)}"]`)?.focus()
    this.#say()
  }

  /** What fires when the page is opened stands on it; what comes later is read out. */
  #say(): void {
    const region = this.querySelector('[role="status"]')
    const news = this.#known ? newsText(this.#known, this.#alerts) : ''
    if (region && news !== '') region.textContent = news
    this.#known = new Set(this.#alerts.filter(({ state }) => state === 'firing').map(({ id }) => id))
  }
}

/** Whether the commands of the page have blanks. */
function canFill(): boolean {
  return document.querySelector('waymark-values') !== null
}

customElements.define('waymark-firing', FiringElement)
