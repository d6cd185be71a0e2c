import { describe, expect, test } from 'vitest'
import { readServicesFrom } from '../../../src/config/services.ts'
import { changesOfServices, type DeclaredMoment } from '../../../src/review/meaning/services.ts'

const status = { thresholds: {}, maintenance: [] }

function moment(text: string, of: Partial<DeclaredMoment['status']> = {}): DeclaredMoment {
  const { services, findings } = readServicesFrom([{ file: 'guidebooks/erp/services.yaml', bytes: Buffer.from(text) }])
  expect(findings).toStrictEqual([])
  return { services, status: { ...status, ...of } }
}

/** The service `erp` with one probe, `erp.web`, and further lines of either. */
function erp(probe: string[] = [], service: string[] = [], target = 'GET https://erp.example.org/healthz'): string {
  const lines = ['services:', '  erp:', ...service.map((line) => `    ${line}`), '    probes:', '      web:']
  return [...lines, `        http: ${target}`, ...probe.map((line) => `        ${line}`), ''].join('\n')
}

const told = (before: DeclaredMoment, after: DeclaredMoment) =>
  changesOfServices(before, after).map(({ weight, text }) => `${weight}: ${text}`)
const change = (before: string, after: string) => told(moment(before), moment(after))

describe('What a change of services means', () => {
  test('nothing where nothing changed but the spelling', () => {
    expect(change(erp(['every: 60s']), `# A comment\n${erp(['every: "1m"'])}`)).toStrictEqual([])
  })

  test.each<[name: string, before: string, after: string, told: string[]]>([
    [
      'how many failures make it down',
      erp(),
      erp(['thresholds: { down: 3 }']),
      ['attention: `erp.web` is down after 3 failures instead of 2'],
    ],
    [
      'the same said by the service, for a probe alone',
      erp(['thresholds: { down: 3 }']),
      erp([], ['thresholds: { down: 3 }']),
      [],
    ],
    [
      'hosts',
      erp([], ['hosts: [docs.example.org]']),
      erp([], ['hosts: [sign.example.org]']),
      ['attention: `erp` answers on `sign.example.org` instead of `docs.example.org`'],
    ],
    [
      'a further host',
      erp([], ['hosts: [a.example.org]']),
      erp([], ['hosts: [a.example.org, b.example.org]']),
      ['attention: `erp` answers on `b.example.org` too'],
    ],
    [
      'a host less',
      erp([], ['hosts: [a.example.org]']),
      erp(),
      ['attention: `erp` no longer answers on `a.example.org`'],
    ],
    [
      'a retired host',
      erp(),
      erp([], ['retired: [old.example.org]']),
      ['attention: `erp` must not answer on `old.example.org`'],
    ],
    [
      'the runbook',
      erp([], ['runbook: a.md']),
      erp([], ['runbook: b.md#web']),
      ['attention: The runbook of `erp` is `b.md#web` instead of `a.md`'],
    ],
    [
      'the owner',
      erp(),
      erp([], ['owner: Platform']),
      ['attention: The owner of `erp` is `Platform` instead of nothing'],
    ],
    [
      'what is probed',
      erp(),
      erp([], [], 'GET https://erp.example.org/readyz'),
      [
        'attention: `erp.web` probes `GET https://erp.example.org/readyz` by `http` instead of `GET https://erp.example.org/healthz` by `http`',
      ],
    ],
    [
      'conditions',
      erp(['expect: ["status == 200"]']),
      erp(['expect: ["status < 400"]']),
      ['attention: `erp.web` is up with `status < 400` instead of `status == 200`'],
    ],
    [
      'degraded',
      erp(),
      erp(['degraded: ["duration > duration(\'1s\')"]']),
      ["plain: `erp.web` is degraded by `duration > duration('1s')` now"],
    ],
    [
      'how often',
      erp(['every: 30s']),
      erp(['every: 5m']),
      ['attention: `erp.web` is probed every 5 min instead of every 30 s'],
    ],
    ['how long', erp(['timeout: 5s']), erp(['timeout: 1500ms']), ['plain: `erp.web` waits for 1500 ms instead of 5 s']],
    [
      'any certificate',
      erp(),
      erp(['verify: false']),
      ['danger: `erp.web` takes any certificate now (`verify: false`)'],
    ],
    [
      'another setting',
      erp(),
      erp(['redirects: manual']),
      ['plain: `redirects` of `erp.web` is `manual` instead of `follow`'],
    ],
    [
      'maintenance',
      erp(),
      erp([], ['maintenance: [{ every: sunday, at: "02:30", for: 2h, timezone: Europe/Paris }]']),
      ['attention: Maintenance of `erp` on Sundays at 02:30 for 2 h (Europe/Paris) is new: nothing is down then'],
    ],
    ['a service that is new', 'services: {}\n', erp(), ['attention: Service `erp` is new, with 1 probe']],
    [
      'a service that is gone',
      erp(),
      'services: {}\n',
      ['attention: Service `erp` is gone, with 1 probe: nothing probes it any more'],
    ],
    [
      'a probe that is called otherwise',
      erp(),
      erp().replace('web:', 'site:'),
      [
        'attention: Probe `erp.web` is called `erp.site` now: its history begins anew, and `status:erp.web` on a page leads nowhere',
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(change(before, after)).toStrictEqual(expected)
  })

  test('one condition less, and one more', () => {
    const [none, one] = [erp(), erp(['expect: ["status == 200"]'])]
    expect(change(one, none)).toStrictEqual(['attention: `erp.web` is up without `status == 200` now'])
    expect(change(none, one)).toStrictEqual(['plain: `erp.web` is up only with `status == 200` now'])
  })

  test('what all probes of a service share is told once', () => {
    const two = (down: number) =>
      `services:\n  erp:\n    thresholds: { down: ${down} }\n    probes:\n      web: { http: https://erp.example.org/ }\n      ping: { ping: erp.example.org }\n`
    expect(change(two(2), two(4))).toStrictEqual([
      'attention: Each probe of `erp` is down after 4 failures instead of 2',
    ])
  })

  test('thresholds and maintenance of all services, from `waymark.yaml`', () => {
    const window = { kind: 'once', from: 0, until: 3_600_000 } as const
    const after = moment(erp(), { thresholds: { up: 2 }, maintenance: [window] })
    expect(told(moment(erp()), after)).toStrictEqual([
      'attention: `erp.web` is up again after 2 good answers instead of 1',
      'attention: Maintenance of every service from 1970-01-01 00:00 until 1970-01-01 01:00 (UTC) is new: nothing is down then',
    ])
  })

  test('never the values of headers and bodies, nor a query', () => {
    const before = erp(
      ['headers: { Authorization: "Bearer first-secret" }'],
      [],
      'GET https://erp.example.org/?key=one',
    )
    const after = erp(['headers: { Authorization: "Bearer other-secret" }'], [], 'GET https://erp.example.org/?key=two')
    const all = change(before, after)
    expect(all).toStrictEqual([
      'attention: `erp.web` probes `GET https://erp.example.org/?…` with another query',
      'attention: `erp.web` sends other headers',
    ])
  })

  test('where it stands', () => {
    const [one] = changesOfServices(moment(erp()), moment(erp(['every: 5s'])))
    expect(one).toMatchObject({ topic: 'services', file: 'guidebooks/erp/services.yaml', line: 4 })
  })
})
