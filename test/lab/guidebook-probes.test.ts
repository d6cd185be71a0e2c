import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { guidebookProbes, root } from './guidebook-probes.ts'

const probes = await guidebookProbes()

/** What each guidebook has to know of its systems: a probe, what it asks, and words of its conditions. */
const promised: Record<string, [id: string, target: string, ...conditions: string[]][]> = {
  ERP: [
    [
      'erp.ping',
      `GET https://\${ERP_HOST:-erp.arcodange.lab}/api/index.php/status`,
      'dolibarr_version',
      'status == 200',
    ],
    ['erp.whoami', `GET https://\${ERP_HOST:-erp.arcodange.lab}/api/index.php/users/info`, "'ai_agent'"],
    ['erp.name', `A \${ERP_HOST:-erp.arcodange.lab}`, "'192.168.1.202'"],
    ['erp.certificate', `\${ERP_HOST:-erp.arcodange.lab}:443`, 'certificate.daysLeft'],
    ['erp-sandbox.ping', `GET https://\${ERP_SANDBOX_HOST:-erp-sandbox.arcodange.lab}/`, 'status == 200'],
    ['erp-sandbox.name', `A \${ERP_SANDBOX_HOST:-erp-sandbox.arcodange.lab}`, 'answers'],
    ['erp-sandbox.certificate', `\${ERP_SANDBOX_HOST:-erp-sandbox.arcodange.lab}:443`, 'certificate.daysLeft'],
  ],
  Odoo: [
    ['odoo.health', 'GET https://erp.insightpulseai.net/web/health', 'status == 200', "json.status == 'pass'"],
    ['odoo.login', 'GET https://erp.insightpulseai.net/web/login', 'status == 200', "'Odoo'"],
    ['odoo.certificate', 'erp.insightpulseai.net:443', 'certificate.daysLeft'],
    ['odoo.name', 'A erp.insightpulseai.net', "'159.223.75.148'"],
  ],
  'Field service': [
    ['dispatch.redirect', 'GET https://dispatch.gigafibre.ca/', 'status == 301', "endsWith('/ops/#/dispatch')"],
    ['docuseal.wrong-name', 'A docs.gigafibre.ca', "'NXDOMAIN'"],
    ['oktopus.gone', 'A oss.gigafibre.ca', "'NXDOMAIN'"],
    ['hub.api', 'GET https://msg.gigafibre.ca/devices/lookup?serial=STATUS-PROBE', 'status < 500', 'application/json'],
    ['ops.guard', 'GET https://erp.gigafibre.ca/ops/', 'status == 302'],
  ],
  CRM: [
    ['crm.healthz', `GET https://\${CRM_HOST:-crm.example.org}/healthz`, 'status == 200'],
    ['crm.readyz', `GET https://\${CRM_HOST:-crm.example.org}/readyz`, 'status == 200'],
    ['crm.me', `GET https://\${CRM_HOST:-crm.example.org}/api/v1/auth/me`, 'status == 401'],
  ],
}

for (const [guidebook, rows] of Object.entries(promised)) {
  describe(`The probes of the ${guidebook} guidebook`, () => {
    for (const [id, target, ...words] of rows) {
      test(`${id}: ${target}, ${words.join(', ')}`, () => {
        const probe = probes.find((one) => one.id === id) ?? assert.fail('It is not there')
        expect(probe.target).toBe(target)
        const conditions = probe.expect.join('\n')
        for (const word of words) assert.ok(conditions.includes(word), `${word} in ${conditions}`)
      })
    }
  })
}

describe('Of the other probes', () => {
  test('every host that has to resolve is held to its address', () => {
    const platform = probes.filter(({ id, target }) => /\.(?:name)$/.test(id) && /gigafibre\.ca|targo\.ca/.test(target))
    expect(platform.length).toBe(8)
    for (const { id, expect } of platform) assert.ok(expect.join().includes("'96.125.196.67' in answers"), id)
  })

  test('the key of the ERP comes from the environment, and goes to the probes that need it', () => {
    const keyed = probes.filter((probe) => probe.kind === 'http' && Object.keys(probe.headers).length > 0)
    expect(keyed.map((probe) => [probe.id, probe.kind === 'http' && probe.headers])).toStrictEqual(
      ['erp.ping', 'erp.whoami'].map((id) => [id, { DOLAPIKEY: `\${DOLIBARR_API_KEY}` }]),
    )
  })

  test('no request but GET is made, and none carries a token to who must refuse it', () => {
    for (const probe of probes) if (probe.kind === 'http') expect(probe.target, probe.id).toMatch(/^GET https:/)
    const me = probes.find(({ id }) => id === 'crm.me')
    expect(me?.kind === 'http' && [me.headers, me.body]).toStrictEqual([{}, undefined])
  })
})

test('every service is shown on a page of its guidebook, and the version of Dolibarr is a fact in the prose', () => {
  for (const file of globSync('guidebooks/{erp,odoo,fsm,crm}/services.yaml', { cwd: root })) {
    const folder = path.dirname(path.join(root, file))
    const pages = globSync('**/*.md', { cwd: folder }).map((page) => readFileSync(path.join(folder, page), 'utf8'))
    const text = pages.join('\n')
    const ids = [...readFileSync(path.join(root, file), 'utf8').matchAll(/^ {2}([a-z-]+):$/gm)].map(([, id]) => id)
    assert.ok(ids.length > 0)
    for (const id of ids)
      expect(text, `${file}: ${id}`).toMatch(new RegExp(`^${id}(?:\\.[a-z-]+)?$|\\(status:${id}\\b`, 'm'))
  }
  const hub = readFileSync(path.join(root, 'guidebooks/erp/README.md'), 'utf8')
  expect(hub).toMatch(/\[22\.0\.4\]\(status:erp\.ping#json\.success\.dolibarr_version\)/)
})
