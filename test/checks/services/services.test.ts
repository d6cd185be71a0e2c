// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import { describe, expect, test } from 'vitest'
import { services } from '../../../checks/services/services.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { checkFiles } from '../engine/project-files.ts'
import { textAt } from '../links/written-input.ts'

interface Written {
  yaml: string
  page?: string
  waymark?: string
  env?: Record<string, string>
}

function check({ yaml, page = '# Page\n', waymark = '', env = {} }: Written): Promise<Finding[]> {
  const files = { 'guidebooks/a/README.md': page, 'guidebooks/a/services.yaml': yaml, 'waymark.yaml': waymark }
  return checkFiles(files, { checks: [services], context: { env } })
}

const probe = (text: string) => `services:\n  a:\n    probes:\n      p: ${text}\n`

describe('A condition that cannot be right is told where it is wrong', () => {
  const cases: [written: string, at: string][] = [
    ['{ http: "https://a.lab", expect: ["statsu == 200"] }', 'statsu'],
    ['{ http: "https://a.lab", expect: [\'statsu == 200\'] }', 'statsu'],
    ['{ http: "https://a.lab", expect: [body == a && statsu == 200] }', 'a'],
    ['{ http: "https://a.lab", expect: ["status == 200", "json.a =="] }', '='],
    ['{ http: "https://a.lab", degraded: ["status = 200"] }', '='],
    // An escape: what stands in the file is not what stands in the condition.
    ['{ http: "https://a.lab", expect: ["statsu == \\"x\\""] }', '"statsu == \\"x\\""'],
  ]
  for (const [written, at] of cases) {
    test(written, async () => {
      const [found, ...others] = await check({ yaml: probe(written) })
      expect([found?.code, found && textAt(probe(written), found), others]).toStrictEqual([
        'services/condition',
        at,
        [],
      ])
    })
  }

  test('in a block its whole text', async () => {
    const [found, ...others] = await check({
      yaml: probe(
        '\n        http: https://a.lab\n        expect:\n          - >-\n            statsu\n            == 200\n',
      ),
    })
    expect([found?.code, found?.line, others]).toStrictEqual(['services/condition', 7, []])
  })

  test('with a hint', async () => {
    const [found] = await check({ yaml: probe('{ tls: "a.lab:443", expect: ["certificate.daysleft > 1"] }') })
    expect(found?.hint).toBe('Did you mean `daysLeft`?')
    expect(found?.severity).toBe('error')
  })
})

describe('A variable', () => {
  const yaml = probe('{ http: "https://${HOST:-a.lab}/", headers: { Key: "${KEY}" } }')

  test('without a value where the check runs is told', async () => {
    const [found, ...others] = await check({ yaml })
    expect(found?.message).toBe('Unexpected variable `KEY` without a value, expected one where `a.p` is asked')
    expect([found?.severity, found && textAt(yaml, found), others]).toStrictEqual(['info', '"${KEY}"', []])
  })

  test('with one, of the process or of the environment that is asked, is not', async () => {
    expect(await check({ yaml, env: { KEY: 'x' } })).toStrictEqual([])
    expect(await check({ yaml, waymark: 'environments: { production: { variables: { KEY: x } } }\n' })).toStrictEqual(
      [],
    )
  })

  test('of another environment is', async () => {
    const waymark = 'environments: { production: {}, lab: { variables: { KEY: x } } }\n'
    const [found] = await check({ yaml, waymark })
    expect(found?.message ?? '').toMatch(/without a value in the environment `production`/)
    expect(await check({ yaml, waymark: `${waymark}environment: lab\n` })).toStrictEqual([])
  })
})

describe('A host of a probe', () => {
  const yaml = (host: string) =>
    `services:\n  a:\n    hosts: [erp.lab, Bücher.lab]\n    retired: [old.lab]\n    probes:\n      p: { ${host} }\n`

  for (const host of [
    'http: "https://ERP.lab/"',
    'dns: A old.lab',
    'ping: 10.0.0.1',
    'http: "https://${HOST}/"',
    'tcp: "localhost:80"',
    'tls: "bücher.lab:443"',
    'http: "https://xn--bcher-kva.lab/"',
  ]) {
    test(`${host} is as it should be`, async () =>
      expect(await check({ yaml: yaml(host), env: { HOST: 'x.lab' } })).toStrictEqual([]))
  }

  for (const host of [
    'http: "https://erq.lab/"',
    'tls: "erq.lab:443"',
    'dns: A erq.lab',
    'ping: erq.lab',
    'http: "https://${HOST:-erq.lab}/"',
  ]) {
    test(`${host} is not one of its service`, async () => {
      const [found, ...others] = await check({ yaml: yaml(host) })
      expect([found?.code, found?.severity, found?.hint, others]).toStrictEqual([
        'services/undeclared-host',
        'info',
        'Did you mean `erp.lab`?',
        [],
      ])
    })
  }
})

describe('A fact in the prose', () => {
  const yaml = probe('{ http: "https://a.lab" }')

  test('that its probe can tell is fine', async () => {
    expect(await check({ yaml, page: '# P\n\n[22](status:a.p#json.version)\n' })).toStrictEqual([])
  })

  const wrong: [link: string, message: RegExp][] = [
    ['[x](status:a.p#jsn.version)', /^Unexpected `jsn` in conditions of `http`.*\(the fact `jsn\.version`\)$/],
    ['[x](status:a.p#json.a+)', /^Unexpected end of the condition/],
    ['[x](status:a#json.a)', /^Unexpected fact `json\.a` of the service `a`, expected one of a probe$/],
  ]
  for (const [link, message] of wrong) {
    test(link, async () => {
      const [found, ...others] = await check({ yaml, page: `# P\n\nText ${link}\n` })
      expect([found?.code, found?.file, found?.line, found?.column, others]).toStrictEqual([
        'services/fact',
        'guidebooks/a/README.md',
        3,
        6,
        [],
      ])
      expect(found?.message ?? '').toMatch(message)
    })
  }
})

test('A variable of a source without a value is told where it stands', async () => {
  const waymark =
    'sources:\n  metrics:\n    prometheus: "https://${PROMETHEUS}"\n    headers: { Authorization: "Bearer ${TOKEN}" }\n'
  const found = await check({ yaml: '', waymark, env: { PROMETHEUS: 'prometheus.a.lab' } })
  expect(found.map(({ code, file, line, column, message }) => [code, file, line, column, message])).toStrictEqual([
    [
      ...['services/unset-variable', 'waymark.yaml', 4, 31],
      'Unexpected variable `TOKEN` without a value, expected one where the source `metrics` is asked',
    ],
  ])
})

describe('A promql probe', () => {
  const metrics = 'metrics: { prometheus: "https://prometheus.a.lab" }'
  const alerts = 'alerts: { alertmanager: "https://alerts.a.lab" }'
  const cases: [written: string, sources: string, message: string, hint: RegExp][] = [
    [
      '{ promql: up, source: metrisc }',
      metrics,
      'Unexpected source `metrisc` of `a.p`, expected one of `sources` in `waymark.yaml`',
      /^Did you mean `metrics`\?$/,
    ],
    [
      '{ promql: up, source: alerts }',
      alerts,
      'Unexpected source `alerts` of `a.p`, expected one that is a Prometheus',
      /^Declare it/,
    ],
    [
      '{ promql: up }',
      alerts,
      'Unexpected probe `a.p` without a `source`, expected one: `sources` has no Prometheus',
      /^Declare it/,
    ],
    [
      '{ promql: up }',
      `${metrics}, more: { prometheus: "https://b.lab" }`,
      'Unexpected probe `a.p` without a `source`, expected one: `sources` has 2 of them',
      /^Write `source: metrics`$/,
    ],
  ]
  for (const [written, sources, message, hint] of cases) {
    test(`${written} with ${sources}`, async () => {
      const [found, ...others] = await check({ yaml: probe(written), waymark: `sources: { ${sources} }\n` })
      expect([found?.code, found?.message, found?.line, others]).toStrictEqual([
        'services/unknown-source',
        message,
        4,
        [],
      ])
      expect(found?.hint ?? '').toMatch(hint)
    })
  }

  test('of a source that is declared is right, and of the only one without naming it', async () => {
    for (const written of ['{ promql: up, source: metrics }', '{ promql: up }'])
      expect(await check({ yaml: probe(written), waymark: `sources: { ${metrics}, ${alerts} }\n` })).toStrictEqual([])
  })

  test('with a mistake in its expression is told at its place', async () => {
    const [found, ...others] = await check({ yaml: probe('{ promql: "sum(" }'), waymark: `sources: { ${metrics} }\n` })
    expect([found?.code, found?.message, found?.line, found?.column, others]).toStrictEqual([
      'config/invalid-value',
      'Unexpected end of `sum(`, expected an expression in PromQL',
      ...[4, 20, []],
    ])
  })
})

describe('And besides', () => {
  test('a probe that may wait longer than until it is due again', async () => {
    const yaml = probe('{ ping: a.lab, every: 5s, timeout: 10s }')
    const [found, ...others] = await check({ yaml })
    expect(found?.message).toBe('Unexpected `timeout` of 10 s of `a.p`, expected at most its `every`, 5 s')
    expect([found?.code, found && textAt(yaml, found), others]).toStrictEqual(['services/slow-probe', 'timeout', []])
  })

  test('an environment that is not declared', async () => {
    const waymark = 'environments: { lab: {} }\nenvironment: labb\n'
    const found = await check({ yaml: probe('{ ping: a.lab }'), waymark })
    expect(found.map(({ file, line, column, code, hint }) => [file, line, column, code, hint])).toStrictEqual([
      ['waymark.yaml', 2, 14, 'config/invalid-value', 'Did you mean `lab`?'],
    ])
  })

  test('nothing is told of what is as it should be', async () => {
    const yaml = probe(
      `{ http: "https://a.lab", expect: ["status == 200", "json.v == '1'"], degraded: ["duration > duration('1s')"], every: 10s }`,
    )
    expect(await check({ yaml })).toStrictEqual([])
  })
})
