import { toHtml } from 'hast-util-to-html'
import { expect, test } from 'vitest'
import { statusList } from '../../../src/site/markdown/status-list.ts'
import { SiteStatus } from '../../../src/site/status/site-status.ts'
import { shop, verdict } from '../status/shop.ts'

const at = '2026-11-22T03:10:59.000Z'

test('a status block names services and probes, a line each, with the state and its moment, and the way to their runbooks', () => {
  const down = verdict('till.name', 'down', { since: '2026-11-22T03:00:00.000Z', checkedAt: at, reason: 'No <answer>' })
  const status = new SiteStatus(shop, {
    snapshot: { ...snapshot, probes: [verdict('till.healthz', 'up', { checkedAt: at }), down] },
  })
  expect(toHtml(statusList('till.healthz\r\n\n  till  \n', status))).toBe(
    '<waymark-status-list><ul class="status-list">' +
      '<li><waymark-status data-of="till.healthz" data-state="up"><span class="status-name">Till &#x26; co</span> <code>till.healthz</code> ' +
      '<span class="status-sign"><span class="status-word">up</span> <time datetime="2026-11-22T03:10:59.000Z">as of 2026-11-22 03:10 UTC</time></span>' +
      '<span class="status-reason"></span></waymark-status><a href="/shop/till/">Runbook</a></li>' +
      '<li><waymark-status data-of="till" data-state="down"><span class="status-name">Till &#x26; co</span> <code>till</code> ' +
      '<span class="status-sign"><span class="status-word">down</span> <time datetime="2026-11-22T03:10:59.000Z">as of 2026-11-22 03:10 UTC</time></span>' +
      '<span class="status-reason">Since <time datetime="2026-11-22T03:00:00.000Z">2026-11-22 03:00 UTC</time>. <code>till.name</code>: No &#x3C;answer></span>' +
      '</waymark-status><a href="/shop/till/">Runbook</a></li>' +
      '</ul></waymark-status-list>',
  )
})

test('a status block on the runbook itself has no way to it', () => {
  const status = new SiteStatus(shop)
  expect(toHtml(statusList('till', status, '/shop/till/'))).not.toContain('<a ')
  expect(toHtml(statusList('till', status, '/shop/'))).toContain('<a href="/shop/till/">Runbook</a>')
})

const snapshot = { version: 1, environment: null, checkedAt: at, probes: [] } as const

test('what nobody has asked yet says so, and an id that nobody declares is told to be so', () => {
  expect(toHtml(statusList('stock\ntill.pnig', new SiteStatus(shop)))).toBe(
    '<waymark-status-list><ul class="status-list">' +
      '<li><waymark-status data-of="stock" data-state="unknown"><span class="status-name">Stock</span> <code>stock</code> ' +
      '<span class="status-sign"><span class="status-word">not probed yet</span></span><span class="status-reason"></span></waymark-status></li>' +
      '<li class="status-unknown"><span class="status-name"><code>till.pnig</code></span><span>No services.yaml declares this id</span></li>' +
      '</ul></waymark-status-list>',
  )
  expect(toHtml(statusList('\n \n', new SiteStatus(shop)))).toBe(
    '<waymark-status-list><ul class="status-list"></ul></waymark-status-list>',
  )
})
