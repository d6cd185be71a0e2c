// Loaded by pages that show the state of a service, and by no others.
import { browserStorage } from '../browser/browser-storage.ts'
import './badge.ts'
import { BuiltPage } from './feed/built-page.ts'
import './fact.ts'
import { StatusFeed } from './feed/feed.ts'
import { FetchQueue } from './feed/fetch-queue.ts'
import './list.ts'
import './page.ts'
import type { StatusView } from './feed/status-view.ts'
import { StreamSlots } from './feed/stream-slots.ts'

interface StatusWidget {
  show(view: StatusView, queue: FetchQueue): void
}

const queue = new FetchQueue()
const builtPage = new BuiltPage(document, { isCopy: document.documentElement.dataset.copy !== undefined })
const pastWidgets = 'waymark-uptime, waymark-status-changes, waymark-status-overview, waymark-found, waymark-probe-now'
const widgets = `waymark-fact, waymark-firing, waymark-status, waymark-status-list, waymark-status-page, waymark-run, ${pastWidgets}`
if (document.querySelector('waymark-firing')) void import('./firing.ts').then(() => feed.renew())
if (document.querySelector(pastWidgets)) void import('./history/history.ts').then(() => feed.renew())

const nodes = '.diagram-box [data-service], .large-stage [data-service]'
const shown = `[data-of], ${nodes}`

function show(view: StatusView): void {
  for (const element of document.querySelectorAll(widgets)) if (isStatusWidget(element)) element.show(view, queue)
  for (const node of document.querySelectorAll<SVGElement>(nodes)) {
    node.dataset.state = view.statusOf(node.dataset.service ?? '').state
  }
}

/** One that is defined by now. */
function isStatusWidget(element: Element): element is Element & StatusWidget {
  return 'show' in element && typeof element.show === 'function'
}

/** The name of no probe: a page that shows alerts alone is told of none. */
const noProbe = '.'

function ids(): string[] {
  const named = [...document.querySelectorAll<HTMLElement | SVGElement>(shown)]
  const found = new Set(named.flatMap(({ dataset }) => (dataset.of ?? dataset.service ?? '').split(',')))
  return found.size === 0 ? [noProbe] : [...found]
}

const base = document.querySelector<HTMLElement>('waymark-search')?.dataset.base ?? '/'
const slots = new StreamSlots(
  browserStorage(() => localStorage),
  Math.random().toString(36).slice(2),
)
const feed = new StatusFeed({ base, ids, show, builtPage, slots })
feed.start()

// Diagrams that the reader's browser draws, and those that are opened large.
new MutationObserver((records) => {
  const added = records.flatMap(({ addedNodes }) => [...addedNodes])
  if (added.some((node) => node instanceof Element && (node.matches(shown) || node.querySelector(shown)))) feed.renew()
}).observe(document.body, { childList: true, subtree: true })
