import { assert, describe, expect, test } from 'vitest'
import type { Measurement } from '../../checks/probes/verdict.ts'
import type { Probe } from '../../src/config/services.ts'
import { countTurns } from '../turn-clock.ts'
import { askAll, surroundingsIn } from './asking.ts'
import { labOf } from './client.ts'
import { describeFault, type Fault, type FaultName, faultNames } from './fault.ts'
import { guidebookProbes } from './guidebook-probes.ts'
import { services } from './world.ts'

/** What becomes of the probes of a service that has a fault, as `state phase code`; `up` where nothing is said. */
interface Row {
  http?: string
  tls?: string
  /** Of the probes that look the service's name up. */
  name?: string
  /** Of single probes, by their ids; these come first. */
  probes?: Record<string, string>
  /** The fault takes longer than anybody waits. */
  isEndless?: true
  measures?: Partial<Omit<Fault, 'name'>>
  /** The services that have it, where all of them at once would only keep this machine busy. */
  only?: string[]
  /** How fast durations go by. */
  pace?: number
}

const noName = { http: 'down dns http/lookup', tls: 'down dns tls/lookup' }
const up = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, 'up']))

const table: Record<FaultName, Row> = {
  nxdomain: {
    http: 'down dns http/no-such-name',
    tls: 'down dns tls/no-such-name',
    name: 'down conditions dns/expect',
  },
  servfail: { ...noName, name: 'down conditions dns/expect' },
  'dns-silent': { ...noName, name: 'down dns dns/timeout', isEndless: true },
  'dns-slow': { measures: { milliseconds: 100 } },
  'dns-truncated': {},
  'dns-lying': { name: 'down conditions dns/expect', probes: up('erp-sandbox.name') },
  'dns-garbled': { ...noName, name: 'down dns dns/malformed', isEndless: true },
  'packet-loss': { measures: { percent: 0 } },
  down: { http: 'down connect http/refused', tls: 'down connect tls/refused' },
  silent: { http: 'down connect http/timeout', tls: 'down connect tls/timeout', isEndless: true },
  // The system knocks again after a second, and that is soon enough.
  'connect-slow': { only: ['crm', 'dispatch'] },
  reset: { http: 'down tls http/handshake', tls: 'down tls tls/handshake' },
  'tls-slow': { http: 'down tls http/timeout', tls: 'down tls tls/timeout', isEndless: true },
  'tls-missing': { http: 'down tls http/handshake', tls: 'down tls tls/handshake' },
  'certificate-expired': { http: 'down tls http/expired-certificate', tls: 'down conditions tls/expect' },
  'certificate-expiring': { tls: 'down conditions tls/expect' },
  'certificate-wrong-name': { http: 'down tls http/wrong-name', tls: 'down conditions tls/expect' },
  'certificate-self-signed': { http: 'down tls http/untrusted-certificate', tls: 'down conditions tls/expect' },
  'error-500': { http: 'down conditions http/expect' },
  slow: {
    // More than three seconds by a clock that runs fast, and far from the time-outs.
    pace: 3,
    measures: { milliseconds: 1200 },
    http: 'degraded conditions http/degraded',
    // These have no condition about the time that they take.
    probes: up(
      ...['crm.me', 'erp.whoami', 'erp-sandbox.ping', 'erpnext.login', 'ops.guard', 'docuseal.web'],
      ...['auth-staff.ready', 'auth-clients.ready', 'portal.guard', 'website.web', 'dispatch.redirect'],
    ),
  },
  'first-byte-slow': { http: 'down first-byte http/timeout', isEndless: true },
  // An answer without a body has none that could drip.
  'body-dripping': {
    http: 'down body http/timeout',
    probes: up('auth-staff.ready', 'auth-clients.ready'),
    isEndless: true,
  },
  'body-cut-off': {
    http: 'down body http/closed',
    probes: {
      'auth-staff.ready': 'down first-byte http/closed',
      'auth-clients.ready': 'down first-byte http/closed',
    },
  },
  'body-wrong': {
    http: 'down conditions http/expect',
    // Any page with the status 200 is enough for these.
    probes: up(
      ...['crm.healthz', 'crm.readyz', 'erp-sandbox.ping', 'erpnext.login', 'docuseal.web', 'auth-staff.ready'],
      ...['auth-clients.ready', 'website.web'],
    ),
  },
  'redirect-loop': {
    http: 'down first-byte http/redirect-loop',
    // These take the first answer for what it is.
    probes: { ...up('ops.guard', 'portal.guard', 'docuseal.web'), 'dispatch.redirect': 'down conditions http/expect' },
  },
  'wrong-version': { probes: { 'erp.ping': 'down conditions http/expect' } },
  'wrong-account': { probes: { 'erp.whoami': 'down conditions http/expect' } },
  'key-refused': { probes: { 'erp.ping': 'down conditions http/expect', 'erp.whoami': 'down conditions http/expect' } },
  'database-down': {
    probes: {
      'crm.readyz': 'down conditions http/expect',
      'erpnext.api': 'down conditions http/expect',
      'auth-staff.ready': 'down conditions http/expect',
      'auth-clients.ready': 'down conditions http/expect',
      'odoo.login': 'down conditions http/expect',
    },
  },
  'guard-gone': {
    probes: {
      'crm.me': 'down conditions http/expect',
      'ops.guard': 'down conditions http/expect',
      'portal.guard': 'down conditions http/expect',
    },
  },
  'redirect-temporary': { probes: { 'dispatch.redirect': 'down conditions http/expect' } },
  'redirect-elsewhere': { probes: { 'dispatch.redirect': 'down conditions http/expect' } },
  'name-returned': {
    probes: { 'docuseal.wrong-name': 'down conditions dns/expect', 'oktopus.gone': 'down conditions dns/expect' },
  },
}

// The system itself knocks again after a second: a clock that were faster than time would not wait for that.
const time = countTurns(1)

/** Milliseconds that a probe waits in these tests for what never comes. */
const impatience = 1000

const probes = await guidebookProbes()
const said = ({ state, phase, code }: Measurement) => [state, phase, code].filter(Boolean).join(' ')

test('whoever is well is found so: every probe of the guidebooks is up', async (t) => {
  const found = await askAll(probes, await surroundingsIn(t, await labOf(t)))
  assert.ok(found.size > 40)
  for (const [id, measurement] of found) expect(said(measurement), `${id}: ${measurement.reason}`).toBe('up')
})

test('so is every probe of the sandbox, which is the ERP of another host', async (t) => {
  const lab = await labOf(t)
  const variables = { ...lab.environment.variables, ERP_HOST: 'erp-sandbox.arcodange.lab' }
  const sandbox = { ...lab, environment: { ...lab.environment, variables } }
  const found = await askAll(probes, await surroundingsIn(t, sandbox))
  for (const [id, measurement] of found) expect(said(measurement), `${id}: ${measurement.reason}`).toBe('up')
  const ofErp = lab.asked.filter((line) => line.includes('//erp-sandbox.arcodange.lab/api/index.php/'))
  expect(ofErp.length).toBe(2)
  expect(lab.asked.filter((line) => line.includes('//erp.arcodange.lab/'))).toStrictEqual([])
  // What is wrong with it is told of it, and not of the host that the other environment has.
  await lab.break('erp', 'down')
  await lab.break('erp-sandbox', 'wrong-version')
  const broken = await askAll(probes, await surroundingsIn(t, sandbox))
  expect(
    Array.from(broken)
      .filter(([, { state }]) => state !== 'up')
      .map(([id]) => id),
  ).toStrictEqual(['erp.ping'])
})

// Several at once, since most of them wait for what never comes.
describe('What each fault turns, and that it turns nothing else', { concurrent: true }, () => {
  for (const name of faultNames) {
    const row = table[name]
    const able = services.filter(({ faults }) => faults.includes(name)).map(({ id }) => id)
    const broken = able.filter((id) => row.only?.includes(id) ?? true)
    // It shares its host with ERPNext.
    const isOfHost = !['http', 'system'].includes(describeFault(name).layer)
    const affected = new Set(isOfHost && broken.includes('erpnext') ? [...broken, 'ops'] : broken)

    const title = [row.http, row.tls, row.name].filter(Boolean).join(', ') || 'all up, but for what is named'
    // A port that nobody listens on any more may be taken by what another test starts.
    const concurrent = !row.http?.includes('refused')
    test(`${name}: ${title}`, { concurrent }, async (t) => {
      const lab = await labOf(t)
      for (const id of broken) await lab.break(id, name, row.measures)
      const asked = probes.map((probe) =>
        row.isEndless && affected.has(probe.service) ? { ...probe, timeout: impatience } : probe,
      )
      const expected = probes.map((probe) => [probe.id, affected.has(probe.service) ? wanted(probe, row) : 'up'])
      const surroundings = await surroundingsIn(t, lab, row.pace, time)
      const found = await askAll(asked, surroundings)
      expect(Array.from(found, ([id, measurement]) => [id, said(measurement)])).toStrictEqual(expected)
      for (const [id, { state, phase, reason = '', conditions }] of found) {
        expect(reason !== '', `${id} says why it is not up: ${reason}`).toBe(state !== 'up')
        expect(conditions.length > 0, `${id} says what was judged`).toBe(state === 'up' || phase === 'conditions')
      }
    })
  }
})

function wanted({ id, kind, name }: Probe, { http, tls, name: ofName, probes: single = {} }: Row): string {
  const row: Partial<Record<Probe['kind'], string | undefined>> = {
    http,
    tls,
    dns: name === 'name' ? ofName : undefined,
  }
  return single[id] ?? row[kind] ?? 'up'
}

describe('What a reader is told', () => {
  const cases: [string, FaultName, RegExp][] = [
    ['erp.ping', 'wrong-version', /^`json\.success\.dolibarr_version` is 21\.0\.1, expected 22\.0\.4$/],
    ['erp.whoami', 'wrong-account', / is admin, expected ai_agent$/],
    ['erp.name', 'dns-lying', /203\.0\.113\.66.*192\.168\.1\.202/],
    ['crm.readyz', 'database-down', /503.*database/],
    ['crm.me', 'guard-gone', / is 200, expected 401/],
    ['dispatch.redirect', 'redirect-elsewhere', /\/ops\/\W.*\/ops\/#\/dispatch/],
    ['odoo.certificate', 'certificate-expiring', /^`certificate\.daysLeft` is 10, expected `/],
    ['oktopus.gone', 'name-returned', /NOERROR.*NXDOMAIN/],
  ]
  for (const [id, fault, reason] of cases) {
    test(`${id}, ${fault}`, async (t) => {
      const lab = await labOf(t)
      await lab.break(id.split('.')[0] ?? '', fault)
      const found = await askAll(
        probes.filter((probe) => probe.id === id),
        await surroundingsIn(t, lab),
      )
      expect(found.get(id)?.reason ?? '').toMatch(reason)
    })
  }

  test('the key of the ERP is in nothing that is told, and reaches the ERP alone', async (t) => {
    const lab = await labOf(t)
    await lab.break('erp', 'key-refused')
    const surroundings = await surroundingsIn(t, lab)
    const key = lab.environment.variables.DOLIBARR_API_KEY ?? assert.fail()
    const found = await askAll(probes, { ...surroundings, isSecret: () => true })
    expect(JSON.stringify([...found]).includes(key)).toBe(false)
    const took = lab.asked.filter((line) => line.endsWith(' with a key')).map((line) => line.split('/')[2])
    expect([...new Set(took)]).toStrictEqual(['erp.arcodange.lab'])
  })
})

test('one packet of twenty lost and a name dead: services answer late, and none that is well is down', async (t) => {
  let seed = 1
  // Park and Miller's generator, so that each run loses the same.
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const lab = await labOf(t, { random })
  for (const { id, faults } of services)
    if (faults.includes('packet-loss')) await lab.break(id, 'packet-loss', { percent: 5 })
  await lab.break('odoo', 'nxdomain')
  const found = await askAll(probes, await surroundingsIn(t, lab))
  for (const [id, { state, reason }] of found) {
    if (id.startsWith('odoo.')) expect(state, id).toBe('down')
    else expect(state, `${id}: ${reason}`).toMatch(/^(?:up|degraded)$/)
  }
})

test('nothing is asked but the lab, which is on this machine', async (t) => {
  const lab = await labOf(t)
  const surroundings = await surroundingsIn(t, lab)
  for (const [from, to] of surroundings.connect) expect(to, from).toMatch(/\.lab\.test:\d+$/)
  // Without its way home a probe would have to leave, and is not sent.
  const lost = { ...surroundings, connect: new Map() }
  const found = await askAll(
    probes.filter(({ kind }) => kind !== 'dns'),
    lost,
  )
  for (const [id, measurement] of found)
    expect(said(measurement).replace(/ \w+\//, ' '), id).toBe('unknown dns forbidden-address')
})
