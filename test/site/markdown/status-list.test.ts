import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHtml } from 'hast-util-to-html'
import { statusList } from '../../../src/site/markdown/status-list.ts'

const services = [
  { id: 'erp', name: 'Dolibarr <ERP>', runbook: '/erp/operations/' },
  { id: 'erp-2', name: 'Second' },
]

test('a status block names services and probes, a line each, with the way to their runbooks', () => {
  assert.equal(
    toHtml(statusList('erp\r\n\n  erp.ping  \n', services)),
    '<ul class="status-list">' +
      '<li data-status="erp"><span class="status-name">Dolibarr &#x3C;ERP></span><code>erp</code><a href="/erp/operations/">Runbook</a></li>' +
      '<li data-status="erp.ping"><span class="status-name">Dolibarr &#x3C;ERP></span><code>erp.ping</code><a href="/erp/operations/">Runbook</a></li>' +
      '</ul>',
  )
})

test('a service without a runbook has no way to it, and an unknown id is its own name', () => {
  assert.equal(
    toHtml(statusList('erp-2\nerp-3.x', services)),
    '<ul class="status-list">' +
      '<li data-status="erp-2"><span class="status-name">Second</span><code>erp-2</code></li>' +
      '<li data-status="erp-3.x"><span class="status-name">erp-3.x</span><code>erp-3.x</code></li>' +
      '</ul>',
  )
  assert.equal(toHtml(statusList('\n \n', services)), '<ul class="status-list"></ul>')
})
