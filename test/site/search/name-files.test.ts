import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openProject } from '../../../src/config/project.ts'
import { loadSite } from '../../../src/site/load.ts'
import { nameFiles } from '../../../src/site/search/name-files.ts'
import { Site } from '../../../src/site/site.ts'
import type { MarkedText, PageResult, Results, SearchOptions } from '../../../src/widgets/search/results.ts'
import { createSearcher } from '../../../src/widgets/search/searcher.ts'
import { builtFolder } from '../../status/built-folder.ts'

const files = {
  'waymark.yaml': `
title: Factory
base: /docs/
search:
  exclude: [hidden/**]
  synonyms: [[pg, postgres]]
`,
  'guidebooks/README.md': '# Home\n',
  'guidebooks/shop/README.md': '# Shop\n',
  'guidebooks/shop/services.yaml': `
version: 1
services:
  till:
    name: The till
    runbook: checkout.md
    probes:
      up: { http: "https://till.internal.example.org/healthz" }
`,
  'guidebooks/shop/checkout.md': `---
title: Checkout is slow
aliases: [slow-payment.md]
---

# What to do when customers wait

## Restart the gateway!

Run \`kubectl rollout restart --force\`, see https://grafana.example.org/d/shop and 10.0.0.7.

\`\`\`yaml
- alert: CheckoutLatencyHigh
\`\`\`

## How a sale goes

\`\`\`mermaid
flowchart LR
  accTitle: Way of a sale
  till[Barcode reader] --> gateway
\`\`\`
`,
  'guidebooks/shop/postgres.md': '# Postgres\n',
  'guidebooks/hidden/secret.md': '# Secret recipe\n',
  'guidebooks/loose/lone.md': '# <img src=x onerror=alert(1)>\n',
}

let published = new Map<string, string>()

beforeAll(async () => {
  const steps: (() => unknown)[] = []
  const folder = await builtFolder({ onTestFinished: (step) => void steps.push(step) }, files)
  const { project } = await openProject({ root: folder })
  const { parts } = await loadSite(project, { drafts: false })
  published = new Map(nameFiles(new Site(parts)).map(({ address, text }) => [`/docs${address}`, text]))
  for (const step of steps) await step()
})

afterEach(() => vi.unstubAllGlobals())

/** Searches as in `dev`, where there is no index of the text. */
async function search(words: string, options: Partial<SearchOptions> = {}): Promise<Results> {
  vi.stubGlobal('fetch', async (address: string) => {
    const text = published.get(address)
    return text === undefined ? new Response('', { status: 404 }) : new Response(text)
  })
  return createSearcher('/docs/').search(words, { most: 5, ...options })
}

async function first(words: string): Promise<PageResult | undefined> {
  return (await search(words)).pages[0]
}

const plain = (text: MarkedText) => text.map((part) => part.text).join('')

describe('A page is found by', () => {
  const cases: [what: string, words: string, kind: string, name: string][] = [
    ['its title', 'checkout is slow', 'title', 'Checkout is slow'],
    ['its H1', 'when customers wait', 'title', 'What to do when customers wait'],
    ['its file', 'checkout', 'file', 'checkout'],
    ['its path', 'shop/checkout.md', 'file', 'checkout'],
    ['its former address', 'slow-payment', 'former title', 'slow-payment'],
    ['a heading', 'restart the gateway', 'heading', 'Restart the gateway!'],
    ['an alert of a rule in it', 'CheckoutLatencyHigh', 'alert', 'CheckoutLatencyHigh'],
    ['a flag in its code', '--force', 'identifier', '--force'],
    ['a host that it links to', 'grafana.example.org', 'host', 'grafana.example.org'],
    ['a label of a diagram', 'barcode reader', 'diagram', 'Barcode reader'],
  ]
  for (const [what, words, kind, name] of cases)
    test(what, async () => {
      const found = await first(words)
      expect(found?.href).toBe('/docs/shop/checkout/')
      expect([found?.reason.kind, plain(found?.reason.text ?? [])]).toStrictEqual([kind, name])
    })

  test('a service that it is the runbook of', async () => {
    const { pages } = await search('till')
    expect(pages.map(({ address }) => address)).toStrictEqual(
      expect.arrayContaining(['shop/checkout/', 'status/till/']),
    )
    expect(pages.find(({ address }) => address === 'shop/checkout/')?.services).toStrictEqual(['till'])
  })
})

describe('While the rest is loaded', () => {
  /** What is told early of a question, when only some files have come; the others come behind it. */
  async function early(words: string, come: RegExp): Promise<[told: string[][], sections: string[]]> {
    const { promise: told, resolve: tell } = Promise.withResolvers<Results>()
    vi.stubGlobal('fetch', async (address: string) => {
      if (!come.test(address)) await told
      const text = published.get(address)
      return text === undefined ? new Response('', { status: 404 }) : new Response(text)
    })
    const all: string[][] = []
    const onNames = (results: Results) => {
      all.push(results.pages.map(({ address }) => address))
      tell(results)
    }
    await createSearcher('/docs/').search(words, { most: 5, onNames })
    return [all, (await told).pages.flatMap(({ sections }) => sections.map(({ href }) => href))]
  }

  test('pages are told by their names alone', async () => {
    const [told] = await early('checkout is slow', /names\.json$/)
    expect(told).toStrictEqual([['shop/checkout/']])
  })

  test('sections are told where no page is called so, before the text has come', async () => {
    const [told, sections] = await early('restart gateway', /names\.json$|section/)
    expect(told).toStrictEqual([['shop/checkout/']])
    expect(sections).toStrictEqual(['/docs/shop/checkout/#restart-the-gateway'])
  })
})

describe('What is found', () => {
  test('leads to its section', async () => {
    expect((await first('restart gateway'))?.sections[0]).toMatchObject({
      href: '/docs/shop/checkout/#restart-the-gateway',
      reason: { kind: 'heading', isSlip: false },
    })
  })

  test('in a diagram is shown by what that is called', async () => {
    const section = (await first('barcode reader'))?.sections[0]
    expect(section?.href).toBe('/docs/shop/checkout/#how-a-sale-goes')
    expect(plain(section?.excerpt ?? [])).toBe('Way of a sale')
  })

  test('is said to be spelled in another way', async () => {
    expect((await first('chekcout is slow'))?.reason.isSlip).toBe(true)
    expect((await first('checkout is slow'))?.reason.isSlip).toBe(false)
  })

  test('lacks words, which are told', async () => {
    expect((await search('checkout zebra')).missing).toStrictEqual(['zebra'])
  })

  test('by a synonym comes after the word itself', async () => {
    expect((await first('pg'))?.address).toBe('shop/postgres/')
  })

  test('is of one guidebook, where one is asked for', async () => {
    expect((await search('home shop', { guidebook: 'Shop' })).pages.map(({ guidebook }) => guidebook)).toContain('Shop')
    expect((await search('home', { guidebook: 'Shop' })).pages).toStrictEqual([])
  })

  test('is text, whatever it says', async () => {
    const { pages } = await search('onerror')
    for (const { title } of pages) expect(plain(title)).not.toBe('')
    expect([...published.values()].join('')).not.toContain('till.internal')
  })

  test('is nothing that search is not to find', async () => {
    expect((await search('secret recipe')).pages).toStrictEqual([])
    expect([...published.values()].join('')).not.toContain('recipe')
  })

  test('is told early, before the rest is loaded', async () => {
    const early: string[] = []
    await search('checkout', { onNames: ({ pages }) => early.push(...pages.map(({ address }) => address)) })
    expect(early[0]).toBe('shop/checkout/')
  })
})

test('a search without an index fails', async () => {
  vi.stubGlobal('fetch', async () => new Response('', { status: 503 }))
  await expect(createSearcher('/').search('x', { most: 1 })).rejects.toThrow(/503/)
})
