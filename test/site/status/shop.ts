import type { ServiceMention } from '../../../src/site/status/service.ts'
import type { ShownVerdict, State } from '../../../src/status-model/verdict.ts'

/** Two services of the guidebook `shop`, and one of another. */
export const shop: ServiceMention[] = [
  {
    id: 'till',
    name: 'Till & co',
    folder: 'shop',
    probes: [
      { id: 'till.healthz', kind: 'http', request: 'GET /healthz' },
      { id: 'till.name', kind: 'dns' },
    ],
    runbook: { href: '/shop/till/', title: 'The till' },
  },
  {
    id: 'stock',
    name: 'Stock',
    folder: 'shop/stock',
    probes: [{ id: 'stock.healthz', kind: 'http', request: 'GET /healthz' }],
  },
  {
    id: 'bank',
    name: 'Bank',
    folder: 'bank',
    probes: [{ id: 'bank.rates', kind: 'http', request: 'GET /rates?of=EUR' }],
  },
]

/** What is known of a probe; asked every minute. */
export function verdict(id: string, state: State, more: Partial<ShownVerdict> = {}): ShownVerdict {
  const at = '2026-11-22T03:00:00.000Z'
  const service = id.split('.')[0] ?? ''
  return { id, service, state, since: at, checkedAt: at, durationMs: 1, everyMs: 60_000, facts: {}, ...more }
}
