import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHtml } from 'hast-util-to-html'
import { statusIds, statusList } from '../../../src/site/markdown/status-list.ts'

const services = [
  { id: 'erp', name: 'Dolibarr <ERP>', runbook: '/erp/operations/', probes: ['erp.ping'] },
  { id: 'erp-2', name: 'Second', probes: [] },
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

test('a service without a runbook has no way to it, and an id that nobody declares is told to be so', () => {
  assert.equal(
    toHtml(statusList('erp-2\nerp.pnig\nerp-3.x', services)),
    '<ul class="status-list">' +
      '<li data-status="erp-2"><span class="status-name">Second</span><code>erp-2</code></li>' +
      '<li class="status-unknown"><span class="status-name"><code>erp.pnig</code></span><span>No services.yaml declares this id</span></li>' +
      '<li class="status-unknown"><span class="status-name"><code>erp-3.x</code></span><span>No services.yaml declares this id</span></li>' +
      '</ul>',
  )
  assert.equal(toHtml(statusList('\n \n', services)), '<ul class="status-list"></ul>')
})

test('services and their probes can be asked, nothing else', () => {
  assert.deepEqual([...statusIds(services)], ['erp', 'erp.ping', 'erp-2'])
})
