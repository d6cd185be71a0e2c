// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Secrets } from '../../../checks/probes/secrets.ts'
import { serveHttp } from '../network/servers.ts'
import { ask } from './asking.ts'

const secret = 'p@ss w0rd/äöü+"quoted"&more'

describe('A secret', () => {
  const forms: [name: string, text: string][] = [
    ['as it is', secret],
    ['in capitals', secret.toUpperCase()],
    ['in a URL', encodeURIComponent(secret)],
    ['in a form', encodeURIComponent(secret).replaceAll('%20', '+')],
    ['in JSON', JSON.stringify(secret)],
    ['in HTML', secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 for URLs', Buffer.from(secret).toString('base64url')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
    ['as password of a login', `Basic ${Buffer.from(`admin:${secret}`).toString('base64')}`],
    ['as password of another login', `Basic ${Buffer.from(`root2:${secret}`).toString('base64')}`],
    ['in base64 with more behind it', Buffer.from(`ab${secret}cd`).toString('base64')],
  ]
  const secrets = new Secrets([secret])
  for (const [name, text] of forms) {
    test(`is cut out ${name}`, () => {
      const cut = secrets.cut(`before ${text} after`)
      assert.match(cut, /^before .*….* after$/s)
      const windows = Array.from({ length: Math.max(0, text.length - 8) }, (_, start) => text.slice(start, start + 8))
      // Of a login, what stands before the password may stay, as the bytes that base64 mixes with those around.
      if (/login|more/.test(name)) return
      assert.deepEqual(
        windows.filter((window) => cut.includes(window)),
        [],
      )
    })
  }

  test('that is a login is cut out decoded too', () => {
    const value = `Basic ${Buffer.from('admin:hunter22').toString('base64')}`
    const login = new Secrets([value])
    assert.equal(login.cut('admin:hunter22 hunter22'), '… …')
  })

  test('is cut out whole where one holds another', () => {
    assert.equal(new Secrets(['token', 'token-long']).cut('x token-long x token x'), 'x … x … x')
  })

  test('of fewer than four characters is none', () => {
    assert.equal(new Secrets(['443', 'on']).cut('port 443 is on'), 'port 443 is on')
  })

  test('with the characters of patterns is cut out as it is', () => {
    assert.equal(new Secrets(['a.*+?^${}()|[]\\/b']).cut('x a.*+?^${}()|[]\\/b y axxb'), 'x … y axxb')
  })

  test('of any kind never stays in a text', () => {
    const value = fc.string({ minLength: 6, maxLength: 40, unit: 'grapheme' }).filter((text) => text.trim().length >= 6)
    fc.assert(
      fc.property(value, fc.string(), fc.string(), (text, before, after) => {
        const forms = [text, encodeURIComponent(text.toWellFormed()), Buffer.from(text).toString('base64')]
        const cut = new Secrets([text])
        for (const form of forms) {
          const told = cut.cut(`${before}${form}${after}`)
          assert.ok(!told.includes(form), told)
        }
      }),
    )
  })
})

describe('What a server says back', () => {
  const env = { KEY: 'very-secret-key', LOGIN: 'admin:hunter22' }
  const echo = (listener = (headers: NodeJS.Dict<string | string[]>) => JSON.stringify(headers)) => {
    return async (t: Parameters<typeof serveHttp>[0]) =>
      serveHttp(t, (request, response) => {
        response.setHeader('x-back', String(request.headers['x-key']))
        response.end(listener(request.headers))
      })
  }

  test('shows no secret: not in the reason, not in what was found, not in a fact', async (t) => {
    const { at } = await echo()(t)
    const expect = `expect: ["body == 'x'", "headers['x-back'] == 'x'", "json['x-key'] == 'x'", "json == {}"]`
    const probe = `{ http: "http://${at}/?k=\${KEY}", headers: { X-Key: "\${KEY}" }, ${expect} }`
    const measurement = await ask(probe, { env, facts: ["json['x-key']", 'body', 'url'] })
    assert.ok(!JSON.stringify(measurement).includes('secret-key'), JSON.stringify(measurement))
    assert.equal(measurement.conditions[1]?.found, '…')
    assert.equal(measurement.facts["json['x-key']"], '…')
  })

  test('is cut before it is shortened', async (t) => {
    const { at } = await echo(() => `${'x'.repeat(195)}very-secret-key`)(t)
    const { conditions } = await ask(
      `{ http: "http://${at}/", headers: { X-Key: "\${KEY}" }, expect: ["body == ''"] }`,
      { env },
    )
    assert.equal(conditions[0]?.found, `${'x'.repeat(195)}…`)
  })

  test('may show what stands in a file: a variable of the environment', async (t) => {
    const { at } = await echo(() => 'public-host')(t)
    const environment = { variables: { HOST: 'public-host' } }
    const { conditions } = await ask(`{ http: "http://${at}/\${HOST}", expect: ["body == ''"] }`, {
      environment,
      env: { HOST: 'other-host' },
    })
    assert.equal(conditions[0]?.found, 'public-host')
  })

  test('of a service that tells its trouble is cut too', async (t) => {
    const { at } = await serveHttp(t, (request, response) => {
      response.writeHead(503, { 'content-type': 'application/health+json' })
      response.end(JSON.stringify({ status: 'fail', output: `bad key ${request.headers['x-key']}` }))
    })
    const { reason } = await ask(`{ http: "http://${at}/", headers: { X-Key: "\${KEY}" } }`, { env })
    assert.match(reason ?? '', /it says: bad key …$/)
  })
})
