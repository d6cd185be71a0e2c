// Loaded by pages that show the state of a service, and by no others.
import type { StatusBoard } from './status-board.ts'
import { StatusFactElement } from './status-fact.ts'
import { StatusFeed } from './status-feed.ts'
import { StatusFilterElement } from './status-filter.ts'
import { StatusListElement } from './status-list.ts'
import { StatusPageElement } from './status-page.ts'
import { StatusElement } from './status-sign.ts'
import { StatusUptimeElement } from './status-uptime.ts'

customElements.define('waymark-fact', StatusFactElement)
customElements.define('waymark-status', StatusElement)
customElements.define('waymark-status-filter', StatusFilterElement)
customElements.define('waymark-status-list', StatusListElement)
customElements.define('waymark-status-page', StatusPageElement)
customElements.define('waymark-uptime', StatusUptimeElement)

const shown = 'waymark-fact, waymark-status, waymark-status-list, waymark-status-page, waymark-uptime'

function show(board: StatusBoard): void {
  for (const element of document.querySelectorAll(shown)) {
    if (
      element instanceof StatusElement ||
      element instanceof StatusFactElement ||
      element instanceof StatusListElement ||
      element instanceof StatusPageElement ||
      element instanceof StatusUptimeElement
    )
      element.show(board)
  }
  for (const node of document.querySelectorAll<SVGElement>('waymark-diagram [data-service]')) {
    node.dataset.state = board.standing(node.dataset.service ?? '').state
  }
}

const named = [...document.querySelectorAll<HTMLElement | SVGElement>('[data-of], waymark-diagram [data-service]')]
const ids = [...new Set(named.flatMap(({ dataset }) => (dataset.of ?? dataset.service ?? '').split(',')))]
const base = document.querySelector<HTMLElement>('waymark-search')?.dataset.base ?? '/'
new StatusFeed({ base, ids, show }).start()
