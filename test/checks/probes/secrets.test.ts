// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml

import fc from 'fast-check'
import { assert, describe, expect, test } from 'vitest'
import { Secrets } from '../../../checks/probes/secrets/secrets.ts'
import { serveHttp } from '../../network/servers.ts'
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
    ['in a URL, as a form reads it', secret.replaceAll('+', ' ')],
    ['in a URL, from what a form has read', encodeURIComponent(secret.replaceAll('+', ' '))],
    ['in JSON of PHP', JSON.stringify(secret).replaceAll('/', '\\/')],
    [
      'in JSON of .NET',
      secret.replace(/[^ -~]|[+"&]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
    ['in JSON within JSON', JSON.stringify(JSON.stringify(secret))],
    ['in HTML by numbers', secret.replace(/[^ -~]|\W/g, (one) => `&#${one.charCodeAt(0)};`)],
    ['in HTML of PHP', secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('/', '&#x2F;')],
    [
      'in a URL of a strict client',
      encodeURIComponent(secret).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`),
    ],
    ['in a URL, as browsers write it', new URL(`http://a/?${secret}`).search.slice(1)],
    ['in a URL within a URL', encodeURIComponent(encodeURIComponent(secret))],
    ['in a URL, each character', Array.from(Buffer.from(secret), (byte) => `%${byte.toString(16)}`).join('')],
    [
      'in hexadecimal with colons',
      Buffer.from(secret)
        .toString('hex')
        .replace(/..(?=.)/g, '$&:'),
    ],
    ['in a header, which is read as Latin-1', Buffer.from(secret).toString('latin1')],
    ['in base64 with more behind it', Buffer.from(`ab${secret}cd`).toString('base64')],
  ]
  const secrets = new Secrets([secret])
  for (const [name, text] of forms) {
    test(`is cut out ${name}`, () => {
      const cut = secrets.cut(`before ${text} after`)
      expect(cut).toMatch(/^before .*….* after$/s)
      const windows = Array.from({ length: Math.max(0, text.length - 8) }, (_, start) => text.slice(start, start + 8))
      // Of a login, what stands before the password may stay, as the bytes that base64 mixes with those around.
      if (/login|more/.test(name)) return
      expect(windows.filter((window) => cut.includes(window))).toStrictEqual([])
    })
  }

  test('that is a login is cut out decoded too', () => {
    const value = `Basic ${Buffer.from('admin:hunter22').toString('base64')}`
    const login = new Secrets([value])
    expect(login.cut('admin:hunter22 hunter22')).toBe('… …')
  })

  test('is cut out whole where one holds another', () => {
    expect(new Secrets(['token', 'token-long']).cut('x token-long x token x')).toBe('x … x … x')
  })

  test('that is very long is cut out too, and is no pattern that cannot be', () => {
    for (const length of [256, 1000, 20_000, 120_000]) {
      const long = Array.from({ length: length / 8 }, (_, index) => `k${index}`.padEnd(8, '-')).join('')
      const cut = new Secrets([long], [long])
      expect(cut.cut(`x ${long} y`)).toBe('x … y')
      expect(cut.cut(`x ${encodeURIComponent(long)} y`)).toBe('x … y')
      assert.ok(!cut.begin(`${'x'.repeat(90)}${long}`, 100).includes('k0-'))
    }
  })

  test('of backslashes takes no time that grows with their number', () => {
    const cut = new Secrets(['\\a\\b\\c\\d\\e\\f\\g\\h'.repeat(3), '\\'.repeat(40)])
    expect(cut.cut(`${'\\\\a\\\\b\\\\c\\\\d'.repeat(2000)}`).length > 0).toBe(true)
  })

  test('has its beginning cut out where its name tells that it is one', () => {
    const cut = new Secrets([], ['sk-live-1234567890abcdef'])
    expect(cut.cut('invalid key sk-live-12… given')).toBe('invalid key …… given')
    expect(cut.cut('sk-live-%31234%35')).toBe('…')
    expect(new Secrets(['https://erp.example.org']).cut('https://erp.other.org')).toBe('https://erp.other.org')
  })

  test('of two or three characters is cut out where it stands alone, where its name tells that it is one', () => {
    expect(new Secrets([], ['123']).cut('pin 123 of 1234')).toBe('pin … of 1234')
  })

  test('that is an address has its password and its query cut out alone', () => {
    const cut = new Secrets(['https://bot:hunter22@hooks.example.org/in?sign=abc123def'])
    expect(cut.cut('hunter22 of bot, abc123def')).toBe('… of bot, …')
  })

  test('is cut out before a text is shortened, however long that is', () => {
    const cut = new Secrets(['very-secret-key'])
    for (const before of [0, 85, 95, 99, 500, 5000]) {
      const text = `${'x'.repeat(before)}very-secret-key`.repeat(1000)
      assert.ok(!cut.begin(text, 100).includes('very'), String(before))
      assert.ok(cut.begin(text, 100).length <= 100)
    }
    expect(cut.begin('short', 100)).toBe('short')
  })

  test('of fewer than four characters is none', () => {
    expect(new Secrets(['443', 'on']).cut('port 443 is on')).toBe('port 443 is on')
  })

  test('with the characters of patterns is cut out as it is', () => {
    expect(new Secrets(['a.*+?^${}()|[]\\/b']).cut('x a.*+?^${}()|[]\\/b y axxb')).toBe('x … y axxb')
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
    const conditions = `expect: ["body == 'x'", "headers['x-back'] == 'x'", "json['x-key'] == 'x'", "json == {}"]`
    const probe = `{ http: "http://${at}/?k=\${KEY}", headers: { X-Key: "\${KEY}" }, ${conditions} }`
    const measurement = await ask(probe, { env, facts: ["json['x-key']", 'body', 'url'] })
    assert.ok(!JSON.stringify(measurement).includes('secret-key'), JSON.stringify(measurement))
    expect(measurement.conditions[1]?.found).toBe('…')
    expect(measurement.facts["json['x-key']"]).toBe('…')
  })

  test('is cut before it is shortened', async (t) => {
    const { at } = await echo(() => `${'x'.repeat(195)}very-secret-key`)(t)
    const { conditions } = await ask(
      `{ http: "http://${at}/", headers: { X-Key: "\${KEY}" }, expect: ["body == ''"] }`,
      { env },
    )
    expect(conditions[0]?.found).toBe(`${'x'.repeat(195)}…`)
  })

  test('may show what stands in a file: a variable of the environment', async (t) => {
    const { at } = await echo(() => 'public-host')(t)
    const environment = { variables: { HOST: 'public-host' } }
    const { conditions } = await ask(`{ http: "http://${at}/\${HOST}", expect: ["body == ''"] }`, {
      environment,
      env: { HOST: 'other-host' },
    })
    expect(conditions[0]?.found).toBe('public-host')
  })

  const found = async (t: Parameters<typeof serveHttp>[0], answer: string, expression: string, key = '${KEY}') => {
    const { at } = await echo(() => answer)(t)
    const probe = `{ http: "http://${at}/", headers: { X-Key: "${key}" }, expect: ["${expression}"] }`
    return ask(probe, { env: { KEY: 'very`secret-1234567890' }, facts: ['json.number'] })
  }

  test('is cut out of a number, too', async (t) => {
    const { conditions, facts } = await found(t, '{"number":87654321}', 'json.number == 1', '87654321')
    expect([conditions[0]?.found, facts['json.number']]).toStrictEqual(['…', '…'])
  })

  test('is cut out of why a condition has no answer', async (t) => {
    for (const before of ['', 'y'.repeat(70), 'y'.repeat(200)]) {
      const { reason } = await found(
        t,
        JSON.stringify({ key: `${before}very\`secret-1234567890` }),
        'json[json.key] == 1',
      )
      expect(reason ?? '').toMatch(/there is no/)
      expect(reason ?? '').not.toMatch(/very/)
    }
  })

  test('that an answer hands out is not told, only that it is there', async (t) => {
    const { at } = await echo(() => '{"token":"abcdefgh-1234"}')(t)
    const probe = `{ http: "http://${at}/", expect: ["json.token != ''"] }`
    const { state, conditions, facts } = await ask(probe, { facts: ['json.token'] })
    expect([state, conditions[0]?.found, facts]).toStrictEqual(['up', '…', { 'json.token': '…' }])
  })

  test('in a header is one though it stands in the file', async (t) => {
    const { conditions } = await found(t, 'you said written-in-the-file', "body == ''", 'Bearer written-in-the-file')
    expect(conditions[0]?.found).toBe('you said …')
  })

  test('of a service that tells its trouble is cut too', async (t) => {
    const { at } = await serveHttp(t, (request, response) => {
      response.writeHead(503, { 'content-type': 'application/health+json' })
      response.end(JSON.stringify({ status: 'fail', output: `bad key ${request.headers['x-key']}` }))
    })
    const { reason } = await ask(`{ http: "http://${at}/", headers: { X-Key: "\${KEY}" } }`, { env })
    expect(reason ?? '').toMatch(/it says: bad key …$/)
  })
})
