import { describe, expect, test } from 'vitest'
import { readPage } from '../../../src/guidebook/page.ts'
import { requestOf } from '../../../src/site/status/service.ts'
import { SiteStatus } from '../../../src/site/status/site-status.ts'
import type { State } from '../../../src/status-model/verdict.ts'
import { bodyOf, plainContext } from '../markdown/rendered-page.ts'
import { shop, verdict } from './shop.ts'

const status = new SiteStatus(shop, {
  snapshot: {
    version: 1,
    environment: null,
    checkedAt: '2026-11-22T03:00:00.000Z',
    probes: [
      verdict('till.healthz', 'degraded'),
      verdict('till.name', 'up', { facts: { version: 1.4 } }),
      verdict('bank.rates', 'up'),
    ],
  },
})

describe('How an id stands', () => {
  const cases: Record<string, [ids: string[], state: string]> = {
    'a probe by itself': [['till.name'], 'up'],
    'a service by its worst probe': [['till'], 'degraded'],
    'a service that nobody asked': [['stock'], 'unknown'],
    'several by the worst of them': [['bank', 'till'], 'degraded'],
  }
  for (const [name, [ids, state]] of Object.entries(cases))
    test(name, () => expect(status.statusOf(...ids).state).toBe(state))
})

test('what is no longer declared is forgotten, and the order is that of the files', () => {
  const probes = [verdict('bank.rates', 'up'), verdict('gone.x', 'down'), verdict('till.name', 'up')]
  const { snapshot } = new SiteStatus(shop, { snapshot: { version: 1, environment: null, checkedAt: '', probes } })
  expect(snapshot?.probes.map(({ id }) => id)).toStrictEqual(['till.name', 'bank.rates'])
})

describe('The services in the head of a page', () => {
  const cases: Record<string, [file: string, text: string, ids: string[] | undefined]> = {
    'those that its links name': ['bank/a.md', '[t](status:till.name) [t](status:till)', ['till']],
    'those that its blocks name': ['bank/a.md', '```status\nstock\ntill.name\n```\n', ['stock', 'till']],
    'those that its inline code asks': ['bank/a.md', 'This asks `GET /rates?of=EUR`.', ['bank']],
    'else those of its folder': ['shop/a.md', 'Nothing', ['till']],
    'the innermost folder that has some': ['shop/stock/deep/a.md', 'Nothing', ['stock']],
    'none where nothing is declared': ['other/a.md', 'Nothing', undefined],
    'none that is named and not declared': ['other/a.md', '[t](status:tlil)', undefined],
  }
  for (const [name, [file, text, ids]] of Object.entries(cases)) {
    test(name, () => {
      const shown = status.ofPage(readPage(file, Buffer.from(text)))
      expect(shown?.services.map(({ id }) => id)).toStrictEqual(ids)
    })
  }
})

describe('What the text of a page begins with is not said twice', () => {
  const block = '```status\nstock\ntill.name\n```\n'
  const cases: Record<string, [text: string, isInText: boolean]> = {
    'a block before the first section': [`# A\n\nText\n\n${block}\n## B\n`, true],
    'a block on a page without sections': [block, true],
    'a block that a reader has yet to come to': [`# A\n\n## B\n\n${block}`, false],
    'a block that shows some of them': [`# A\n\n\`\`\`status\nstock\n\`\`\`\n\n[Till](status:till)\n`, false],
  }
  for (const [name, [text, isInText]] of Object.entries(cases)) {
    test(name, () => {
      const shown = status.ofPage(readPage('bank/a.md', Buffer.from(text)))
      expect(shown?.isInText ?? false).toBe(isInText)
    })
  }
})

describe('Inline code that is the request of a probe', () => {
  const cases: Record<string, [code: string, file: string, id: string | undefined]> = {
    'of its own guidebook': ['GET /healthz', 'shop/a.md', 'till.healthz'],
    'of the nearest folder': ['GET /healthz', 'shop/stock/a.md', 'stock.healthz'],
    'of another guidebook is not its': ['GET /healthz', 'bank/a.md', undefined],
    'must be the whole of it': ['GET /healthz?', 'shop/a.md', undefined],
    'with the method': ['POST /healthz', 'shop/a.md', undefined],
  }
  for (const [name, [code, file, id]] of Object.entries(cases))
    test(name, () => expect(status.probeOfRequest(code, file)).toBe(id))

  test('has the state beside it', () => {
    const askedBy = (code: string) =>
      code === 'GET /healthz' ? { id: 'till.healthz', status: status.statusOf('till.healthz') } : undefined
    expect(bodyOf('`GET /healthz` `GET /x`', { ...plainContext, askedBy })).toBe(
      '<p><waymark-status data-of="till.healthz" data-state="degraded"><code>GET /healthz</code> ' +
        '<span class="status-sign"><span class="status-word">degraded</span> <time datetime="2026-11-22T03:00:00.000Z">as of 2026-11-22 03:00 UTC</time></span>' +
        '</waymark-status> <code>GET /x</code></p>',
    )
  })

  test('is read without the host, which may be a variable', () => {
    const requests = {
      'GET https://till.example/healthz': 'GET /healthz',
      'https://${TILL:-till.example}:8443/a?b=c#d': undefined,
      'https://${TILL:-till.example}:8443/a?b=c': 'GET /a?b=c',
      'POST https://till.example/${NAME}': undefined,
      'GET https://till.example': undefined,
    }
    for (const [http, request] of Object.entries(requests)) expect(requestOf(http), http).toBe(request)
  })
})

describe('A fact', () => {
  const factIn = (written: string, value: string | undefined) =>
    bodyOf(`[${written}](status:till.name#version)`, {
      ...plainContext,
      links: {
        ...plainContext.links,
        link: () => ({
          kind: 'status',
          id: 'till.name',
          status: status.statusOf('till.name'),
          fact: { expression: 'version', ...(value !== undefined && { value }) },
        }),
      },
    })
  const fact = (state: string, written: string, found: string) =>
    `<p><waymark-fact data-of="till.name" data-fact="version" data-state="${state}"><span class="fact-written">${written}</span><span class="fact-found">${found}</span></waymark-fact></p>`
  const time = '<time datetime="2026-11-22T03:00:00.000Z">as of 2026-11-22 03:00 UTC</time>'

  test('that is found as it is written says since when', () =>
    expect(factIn('**1.4**', '1.4')).toBe(fact('same', '<strong>1.4</strong>', ` found so ${time}`)))
  test('that is found to be another stands beside it', () =>
    expect(factIn('1.4', '1.5 <b>')).toBe(fact('other', '1.4', ` found <strong>1.5 &#x3C;b></strong> ${time}`)))
  test('that nobody found is as it is written', () => expect(factIn('1.4', undefined)).toBe(fact('unknown', '1.4', '')))
  test('that is measured stands beside the text with its unit, and contradicts only where its probe does', () => {
    const measuring = (state: State) => {
      const probes = [verdict('till.queue', state, { facts: { value: 0.2134 } })]
      const till = {
        id: 'till',
        name: 'Till',
        folder: 'shop',
        probes: [{ id: 'till.queue', kind: 'promql', unit: 's' }],
      }
      return new SiteStatus([till], { snapshot: { version: 1, environment: null, checkedAt: '', probes } })
    }
    const shown = (state: State) => {
      const known = measuring(state)
      const unit = known.unitOf('till.queue', 'value')
      const fact = {
        expression: 'value',
        value: known.fact('till.queue', 'value') ?? '',
        ...(unit !== undefined && { unit }),
      }
      const links = {
        ...plainContext.links,
        link: () => ({ kind: 'status' as const, id: 'till.queue', status: known.statusOf('till.queue'), fact }),
      }
      return bodyOf('[about 200 ms](status:till.queue#value)', { ...plainContext, links })
    }
    const element = (state: string, found: string) =>
      `<p><waymark-fact data-of="till.queue" data-fact="value" data-unit="s" data-state="${state}"><span class="fact-written">about 200 ms</span><span class="fact-found"> ${found} <strong>213 ms</strong> ${time}</span></waymark-fact></p>`
    expect(shown('up')).toBe(element('measured', 'measured'))
    expect(shown('down')).toBe(element('other', 'found'))
    const known = measuring('up')
    expect([known.unitOf('till.queue', 'value * 2.0'), known.unitOf('till.queue', 'labels.job')]).toStrictEqual([
      '',
      undefined,
    ])
    expect(status.unitOf('till.name', 'value')).toBe(undefined)
  })
  test('is text, whatever type it had', () => expect(status.fact('till.name', 'version')).toBe('1.4'))
  test('is not known any more when the answer is too old', () => {
    const probes = [verdict('till.name', 'unknown', { facts: { version: 1.4 }, stale: true, was: 'up' })]
    const old = new SiteStatus(shop, { snapshot: { version: 1, environment: null, checkedAt: '', probes } })
    expect(old.fact('till.name', 'version')).toBe(undefined)
  })
})
