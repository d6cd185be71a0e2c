import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { diagramData } from '@mermaid-js/examples'
import type { Browser, Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { diagramTypes } from '../../../checks/diagrams/mermaid/diagram-types.ts'
import { MermaidParser } from '../../../checks/diagrams/mermaid/mermaid-parser.ts'
import { launchBrowser } from '../../browser.ts'
import { faultyDiagrams } from './faulty-diagrams.ts'

const folder = fileURLToPath(new URL('.', import.meta.resolve('mermaid/dist/mermaid.esm.min.mjs')))
const origin = 'http://mermaid.test'

describe('The verdict without a browser is that of Mermaid in one', () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser()
    page = await browser.newPage()
    await page.route('**/*', async (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })
      // Nothing but Mermaid itself.
      if (!/^\/[\w./-]+\.mjs$/.test(pathname) || pathname.includes('..')) return route.abort()
      const body = await readFile(folder + pathname.slice(1), 'utf8')
      return route.fulfill({ contentType: 'text/javascript', body })
    })
    await page.goto(`${origin}/`)
  })

  afterAll(() => browser.close())

  const sets: [string, number, string[], leastOfEach?: number][] = [
    ['the official examples', 79, examples()],
    ['the least diagram of each type', 35, Object.values(diagramTypes).map(({ seed }) => seed)],
    ['diagrams with a mistake', 90, faultyDiagrams.flatMap(withDefects)],
    ['examples that were changed at random, about which both are of two minds', 400, changed(examples(), 400), 41],
    ['heads', 20, heads()],
  ]
  for (const [name, least, sources, leastOfEach = 0] of sets) {
    test(`${name}`, async () => {
      assert.ok(sources.length >= least, `${sources.length}`)
      const [inBrowser, here] = [await browserVerdicts(page, sources), await ownVerdicts(sources)]
      const different = sources.filter((_, index) => inBrowser[index] !== here[index])
      expect(different).toStrictEqual([])
      for (const verdict of [true, false]) assert.ok(here.filter((one) => one === verdict).length >= leastOfEach)
    })
  }
})

async function ownVerdicts(sources: string[]): Promise<boolean[]> {
  const mermaid = await MermaidParser.load()
  const verdicts: boolean[] = []
  for (const source of sources) verdicts.push('parsed' in (await mermaid.parse(source)))
  return verdicts
}

async function browserVerdicts(page: Page, sources: string[]): Promise<boolean[]> {
  return page.evaluate(
    async ([url = '', ...all]) => {
      const { default: mermaid } = await import(url)
      mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', logLevel: 'fatal' })
      const verdicts: boolean[] = []
      for (const source of all) {
        verdicts.push(
          await mermaid.parse(source).then(
            () => true,
            () => false,
          ),
        )
      }
      return verdicts
    },
    [`${origin}/mermaid.esm.min.mjs`, ...sources],
  )
}

function examples(): string[] {
  return diagramData.flatMap((type) => type.examples.map(({ code }) => code))
}

function withDefects({ lines, defects }: (typeof faultyDiagrams)[number]): string[] {
  return defects.map(({ line, text }) => lines.with(line - 1, text).join('\n'))
}

function heads(): string[] {
  const words = [
    '',
    ' ',
    '%% x',
    '---',
    '---\n---',
    'graph',
    'flowchart LR',
    'zenuml',
    'error',
    'Error ',
    'pies',
    'graphs TD',
  ]
  const bodies = ['', '\n  A --> B', '\r\n  A: 1']
  return words.flatMap((word) => bodies.map((body) => word + body))
}

/** Each with one character, word or line left out, doubled, or put elsewhere; always the same ones. */
function changed(sources: string[], count: number): string[] {
  let state = 1
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
  const change = (parts: string[]): string[] => {
    const at = random(parts.length)
    const part = parts[at] ?? ''
    const without = parts.toSpliced(at, 1)
    return [without, parts.toSpliced(at, 0, part), without.toSpliced(random(parts.length), 0, part)][random(3)] ?? parts
  }
  const by = [/(?:)/u, /(?<=\s)/, /(?<=\n)/]
  return Array.from({ length: count }, (_, index) => {
    const source = sources[index % sources.length] ?? ''
    return change(source.split(by[random(by.length)] ?? '')).join('')
  })
}
