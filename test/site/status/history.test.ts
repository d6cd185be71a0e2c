import { assert, describe, expect, test } from 'vitest'
import { Guidebooks } from '../../../src/guidebook/guidebooks.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { SiteStatus, type StatusData } from '../../../src/site/status/site-status.ts'
import { statusAddress, statusAddresses, statusPage } from '../../../src/site/status/status-pages.ts'
import type { StateChange } from '../../../src/status-model/change.ts'
import { shop } from './shop.ts'

const now = Date.parse('2026-11-22T12:30:00Z')

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
          change('bank.rates', '2026-11-20', 'down', 'up'),
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
    expect(statusAddresses(status)).toStrictEqual(['/status/', '/status/till/', '/status/stock/', '/status/bank/']))

  test('that of all has them by guidebook, in their order, with the last incidents', () => {
    const page = statusPage(status, guidebooks, '/status/')
    expect(page?.groups.map(({ title, services }) => [title, services.map(({ id }) => id)])).toStrictEqual([
      ['bank/README.md', ['bank']],
      ['shop/README.md', ['till', 'stock']],
    ])
    expect(page?.incidents.map(({ service, from, until }) => [service, from, until])).toStrictEqual([
      ['till', '2026-11-21', undefined],
      ['bank', '2026-11-19', '2026-11-20'],
    ])
  })

  test('that of a service has its probes its kinds and its own incidents', () => {
    const page = statusPage(status, guidebooks, '/status/till/')
    expect(page?.groups[0]?.services[0]?.probes.map(({ id }) => id)).toStrictEqual(['till.healthz', 'till.name'])
    expect(page?.incidents.map(({ probes }) => probes)).toStrictEqual([['till.name']])
    expect(page?.groups[0]?.services[0]?.kinds).toStrictEqual(['http', 'dns'])
  })

  test('that of a service says what it is for and who keeps it running', () => {
    const told = { description: 'Takes the money', owner: 'The night shift' }
    const known = new SiteStatus([{ ...(shop[0] ?? assert.fail()), ...told }], data, '/status/')
    const page = statusPage(known, guidebooks, '/status/till/')
    expect([page?.description, page?.owner]).toStrictEqual([told.description, told.owner])
    expect(page?.groups[0]?.services[0]?.probeIds).toStrictEqual(['till.healthz', 'till.name'])
  })

  test('are the same from build to build while nothing was asked', () => {
    const unasked = new SiteStatus(shop, { snapshot: data.snapshot }, '/status/')
    expect(statusAddresses(unasked).map((address) => statusPage(unasked, guidebooks, address)?.until)).toStrictEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('are at no other address', () => {
    for (const address of ['/status/gone/', '/shop/', '/status/till/more/'])
      expect(statusPage(status, guidebooks, address), address).toBe(undefined)
  })

  test('are not there without services, or where a guidebook has their address', () => {
    expect(statusAddresses(new SiteStatus([], undefined, '/status/'))).toStrictEqual([])
    expect(statusAddress(guidebooksOf('status/README.md'))).toBe(undefined)
    expect(statusAddress(guidebooksOf('status.md'))).toBe(undefined)
    expect(statusAddress(guidebooksOf('status/till/README.md'))).toBe(undefined)
  })
})
