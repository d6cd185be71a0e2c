// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { services } from '../../../checks/services/services.ts'
import type { Finding } from '../../../src/guidebook/finding.ts'
import { checkFiles } from '../engine/world.ts'
import { textAt } from '../links/written-world.ts'

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
      assert.deepEqual([found?.code, found && textAt(probe(written), found), others], ['services/condition', at, []])
    })
  }

  test('in a block its whole text', async () => {
    const [found, ...others] = await check({
      yaml: probe(
        '\n        http: https://a.lab\n        expect:\n          - >-\n            statsu\n            == 200\n',
      ),
    })
    assert.deepEqual([found?.code, found?.line, others], ['services/condition', 7, []])
  })

  test('with a hint', async () => {
    const [found] = await check({ yaml: probe('{ tls: "a.lab:443", expect: ["certificate.daysleft > 1"] }') })
    assert.equal(found?.hint, 'Did you mean `daysLeft`?')
    assert.equal(found?.severity, 'error')
  })
})

describe('A variable', () => {
  const yaml = probe('{ http: "https://${HOST:-a.lab}/", headers: { Key: "${KEY}" } }')

  test('without a value where the check runs is told', async () => {
    const [found, ...others] = await check({ yaml })
    assert.equal(found?.message, 'Unexpected variable `KEY` without a value, expected one where `a.p` is asked')
    assert.deepEqual([found?.severity, found && textAt(yaml, found), others], ['info', '"${KEY}"', []])
  })

  test('with one, of the process or of the environment that is asked, is not', async () => {
    assert.deepEqual(await check({ yaml, env: { KEY: 'x' } }), [])
    assert.deepEqual(await check({ yaml, waymark: 'environments: { production: { variables: { KEY: x } } }\n' }), [])
  })

  test('of another environment is', async () => {
    const waymark = 'environments: { production: {}, lab: { variables: { KEY: x } } }\n'
    const [found] = await check({ yaml, waymark })
    assert.match(found?.message ?? '', /without a value in the environment `production`/)
    assert.deepEqual(await check({ yaml, waymark: `${waymark}environment: lab\n` }), [])
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
      assert.deepEqual(await check({ yaml: yaml(host), env: { HOST: 'x.lab' } }), []))
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
      assert.deepEqual(
        [found?.code, found?.severity, found?.hint, others],
        ['services/undeclared-host', 'info', 'Did you mean `erp.lab`?', []],
      )
    })
  }
})

describe('A fact in the prose', () => {
  const yaml = probe('{ http: "https://a.lab" }')

  test('that its probe can tell is fine', async () => {
    assert.deepEqual(await check({ yaml, page: '# P\n\n[22](status:a.p#json.version)\n' }), [])
  })

  const wrong: [link: string, message: RegExp][] = [
    ['[x](status:a.p#jsn.version)', /^Unexpected `jsn` in conditions of `http`.*\(the fact `jsn\.version`\)$/],
    ['[x](status:a.p#json.a+)', /^Unexpected end of the condition/],
    ['[x](status:a#json.a)', /^Unexpected fact `json\.a` of the service `a`, expected one of a probe$/],
  ]
  for (const [link, message] of wrong) {
    test(link, async () => {
      const [found, ...others] = await check({ yaml, page: `# P\n\nText ${link}\n` })
      assert.deepEqual(
        [found?.code, found?.file, found?.line, found?.column, others],
        ['services/fact', 'guidebooks/a/README.md', 3, 6, []],
      )
      assert.match(found?.message ?? '', message)
    })
  }
})

describe('And besides', () => {
  test('a probe that may wait longer than until it is due again', async () => {
    const yaml = probe('{ ping: a.lab, every: 5s, timeout: 10s }')
    const [found, ...others] = await check({ yaml })
    assert.equal(found?.message, 'Unexpected `timeout` of 10 s of `a.p`, expected at most its `every`, 5 s')
    assert.deepEqual([found?.code, found && textAt(yaml, found), others], ['services/slow-probe', 'timeout', []])
  })

  test('an environment that is not declared', async () => {
    const waymark = 'environments: { lab: {} }\nenvironment: labb\n'
    const found = await check({ yaml: probe('{ ping: a.lab }'), waymark })
    assert.deepEqual(
      found.map(({ file, line, column, code, hint }) => [file, line, column, code, hint]),
      [['waymark.yaml', 2, 14, 'config/invalid-value', 'Did you mean `lab`?']],
    )
  })

  test('nothing is told of what is as it should be', async () => {
    const yaml = probe(
      `{ http: "https://a.lab", expect: ["status == 200", "json.v == '1'"], degraded: ["duration > duration('1s')"], every: 10s }`,
    )
    assert.deepEqual(await check({ yaml }), [])
  })
})
