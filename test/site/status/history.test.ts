import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Guidebooks } from '../../../src/guidebook/guidebooks.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { SiteStatus, type StatusData } from '../../../src/site/status/site-status.ts'
import { statusAddress, statusAddresses, statusPage } from '../../../src/site/status/status-pages.ts'
import type { StateChange } from '../../../src/status-model/change.ts'
import { responseLine } from '../../../src/status-model/response.ts'
import { shop } from './shop.ts'

const now = Date.parse('2026-11-22T12:30:00Z')

function hour(time: string, meanMs: number | null) {
  return { at: `2026-11-${time}:00:00.000Z`, meanMs }
}

describe('The line of response times', () => {
  test('goes from hour to hour of the last week, and breaks where nothing is known', () => {
    const hours = [hour('10T00', 900), hour('22T08', 10), hour('22T09', 40), hour('22T10', null), hour('22T12', 20)]
    assert.deepEqual(responseLine(hours, now), { d: 'M703 60h1L707 4M720 41h1', maxMs: 40 })
  })
  test('needs more than one answer', () => assert.equal(responseLine([hour('22T12', 20)], now), undefined))
})

function change(probe: string, at: string, from: StateChange['from'], to: StateChange['to']): StateChange {
  return { probe, at, from, to }
}

const data: StatusData = {
  snapshot: { version: 1, environment: null, checkedAt: '', bakedAt: new Date(now).toISOString(), probes: [] },
  histories: new Map([
    ['till.name', { days: [], hours: [], changes: [change('till.name', '2026-11-21', 'up', 'down')] }],
    [
      'bank.rates',
      {
        days: [],
        hours: [],
        changes: [
          change('bank.rates', '2026-11-22', 'down', 'up'),
          change('bank.rates', '2026-11-20', 'unknown', 'up'),
          change('bank.rates', '2026-11-19', 'unknown', 'down'),
        ],
      },
    ],
  ]),
}

function guidebooksOf(...files: string[]): Guidebooks {
  const pages = files.map((file) => readPage(file, Buffer.from(`# ${file}\n`)))
  return new Guidebooks({ pages, files: [], inRepository: '' }, { drafts: false })
}

describe('The status pages', () => {
  const guidebooks = guidebooksOf('shop/README.md', 'shop/stock/README.md', 'bank/README.md')
  const status = new SiteStatus(shop, data, statusAddress(guidebooks))

  test('are one for all services, and one for each', () =>
    assert.deepEqual(statusAddresses(status), ['/status/', '/status/till/', '/status/stock/', '/status/bank/']))

  test('that of all has them by guidebook, in their order, with the last changes', () => {
    const page = statusPage(status, guidebooks, '/status/')
    assert.deepEqual(
      page?.groups.map(({ title, services }) => [title, services.map(({ id }) => id)]),
      [
        ['bank/README.md', ['bank']],
        ['shop/README.md', ['till', 'stock']],
      ],
    )
    assert.deepEqual(
      page?.changes.map(({ at, to }) => [at, to]),
      [
        ['2026-11-22', 'up'],
        ['2026-11-21', 'down'],
        ['2026-11-19', 'down'],
      ],
    )
  })

  test('that of a service has its probes and its own changes', () => {
    const page = statusPage(status, guidebooks, '/status/till/')
    assert.deepEqual(
      page?.groups[0]?.services[0]?.probes.map(({ id }) => id),
      ['till.healthz', 'till.name'],
    )
    assert.deepEqual(
      page?.changes.map(({ probe }) => probe),
      ['till.name'],
    )
  })

  test('that of a service says what it is for and who keeps it running', () => {
    const told = { description: 'Takes the money', owner: 'The night shift' }
    const known = new SiteStatus([{ ...(shop[0] ?? assert.fail()), ...told }], data, '/status/')
    const page = statusPage(known, guidebooks, '/status/till/')
    assert.deepEqual([page?.description, page?.owner], [told.description, told.owner])
    assert.deepEqual(page?.groups[0]?.services[0]?.probeIds, ['till.healthz', 'till.name'])
  })

  test('are the same from build to build while nothing was asked', () => {
    const unasked = new SiteStatus(shop, { snapshot: data.snapshot }, '/status/')
    assert.deepEqual(
      statusAddresses(unasked).map((address) => statusPage(unasked, guidebooks, address)?.until),
      [undefined, undefined, undefined, undefined],
    )
  })

  test('are at no other address', () => {
    for (const address of ['/status/gone/', '/shop/', '/status/till/more/'])
      assert.equal(statusPage(status, guidebooks, address), undefined, address)
  })

  test('are not there without services, or where a guidebook has their address', () => {
    assert.deepEqual(statusAddresses(new SiteStatus([], undefined, '/status/')), [])
    assert.equal(statusAddress(guidebooksOf('status/README.md')), undefined)
    assert.equal(statusAddress(guidebooksOf('status.md')), undefined)
    assert.equal(statusAddress(guidebooksOf('status/till/README.md')), undefined)
  })
})
