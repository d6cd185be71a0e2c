// Loaded by pages that show the state of a service, and by no others.
import { memory } from '../page/browser-storage.ts'
import { StatusBadgeElement } from './badge.ts'
import { WrittenPage } from './built-page.ts'
import { StatusFactElement } from './fact.ts'
import { StatusFeed } from './feed.ts'
import { FetchQueue } from './fetch-queue.ts'
import { StatusListElement } from './list.ts'
import { StatusPageElement } from './page.ts'
import type { StatusView } from './status-view.ts'
import { StreamSlots } from './stream-slots.ts'

interface Shown {
  show(known: StatusView, asking: FetchQueue): void
}

const asking = new FetchQueue()
const written = new WrittenPage(document)
customElements.define('waymark-fact', StatusFactElement)
customElements.define('waymark-status', StatusBadgeElement)
customElements.define('waymark-status-list', StatusListElement)
customElements.define('waymark-status-page', StatusPageElement)
const past = 'waymark-uptime, waymark-status-changes'
if (document.querySelector(past)) void import('./history.ts').then(() => feed.renew())

const nodes = '.diagram-box [data-service], .large-stage [data-service]'
const shown = `[data-of], ${nodes}`

function show(known: StatusView): void {
  for (const element of document.querySelectorAll(
    `waymark-fact, waymark-status, waymark-status-list, waymark-status-page, ${past}`,
  )) {
    if (isShown(element)) element.show(known, asking)
  }
  for (const node of document.querySelectorAll<SVGElement>(nodes)) {
    node.dataset.state = known.standing(node.dataset.service ?? '').state
  }
}

/** One that is defined by now. */
function isShown(element: Element): element is Element & Shown {
  return 'show' in element && typeof element.show === 'function'
}

function ids(): string[] {
  const named = [...document.querySelectorAll<HTMLElement | SVGElement>(shown)]
  return [...new Set(named.flatMap(({ dataset }) => (dataset.of ?? dataset.service ?? '').split(',')))]
}

const base = document.querySelector<HTMLElement>('waymark-search')?.dataset.base ?? '/'
const places = new StreamSlots(
  memory(() => localStorage),
  Math.random().toString(36).slice(2),
)
const feed = new StatusFeed({ base, ids, show, written, places })
feed.start()

// Diagrams that the reader's browser draws, and those that are opened large.
new MutationObserver((records) => {
  const added = records.flatMap(({ addedNodes }) => [...addedNodes])
  if (added.some((node) => node instanceof Element && (node.matches(shown) || node.querySelector(shown)))) feed.renew()
}).observe(document.body, { childList: true, subtree: true })
