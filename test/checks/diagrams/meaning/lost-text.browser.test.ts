import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, test } from 'vitest'
import { launchBrowser } from '../../../browser.ts'
import { labelCases } from './label-cases.ts'
import { mended } from './told.ts'

const origin = 'http://mermaid.test'
const build = fileURLToPath(new URL('.', import.meta.resolve('mermaid/dist/mermaid.esm.min.mjs')))

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage()
  await page.route('**/*', async (route) => {
    const { host, pathname } = new URL(route.request().url())
    if (host !== 'mermaid.test') return route.abort()
    if (pathname === '/')
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><div id="box"></div>' })
    const body = await readFile(path.join(build, path.normalize(pathname)))
    return route.fulfill({ contentType: 'text/javascript', body })
  })
  await page.goto(`${origin}/`)
})
afterAll(() => browser?.close())

/** The texts of a drawing, each on one line; an empty one where a line breaks is not told. */
async function textsOf(source: string): Promise<string[]> {
  const texts = await page.evaluate(
    async ([address, diagram]) => {
      const { default: mermaid } = await import(address ?? '')
      mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: 'base', logLevel: 'fatal' })
      const box = document.querySelector('#box')
      if (!box) return []
      const { svg } = await mermaid.render('drawing', diagram, box)
      box.innerHTML = svg
      const inner = (element: Element) => {
        const child = element.firstElementChild
        // biome-ignore lint/performance/useDomNodeTextContent: where lines break counts as a blank
        return child instanceof HTMLElement ? child.innerText : ''
      }
      const html = [...box.querySelectorAll('foreignObject')].map(inner)
      const plain = [...box.querySelectorAll('text')].map((element) => {
        const rows = [...element.querySelectorAll(':scope > tspan')].map((row) => row.textContent ?? '')
        return rows.length > 0 ? rows.join(' ') : (element.textContent ?? '')
      })
      return [...html, ...plain]
    },
    [`${origin}/mermaid.esm.min.mjs`, source],
  )
  return texts.map(oneLine)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

describe('What readers see of a label', () => {
  for (const [name, { lines, found, wanted }] of Object.entries(labelCases)) {
    test(name, async () => {
      const source = lines.join('\n')
      const drawn = await textsOf(source)
      if (wanted !== undefined) {
        assert.ok(!drawn.includes(wanted), `nothing is lost: ${drawn.join(' | ')}`)
        const cured = await textsOf(await mended(source))
        assert.ok(cured.includes(wanted), `expected ${wanted} of the mended one: ${cured.join(' | ')}`)
      }
      for (const one of found) assert.ok(isSeen(one, drawn), `${one} but is drawn as ${drawn.join(' | ')}`)
    })
  }
})

/** Whether what a message says readers see is drawn; where lines break, and signs without a picture, do not count. */
function isSeen(message: string, drawn: readonly string[]): boolean {
  const seen = /readers see `(.*)`$/.exec(message)?.[1]
  if (seen === undefined) return message.endsWith('readers see nothing')
  const plain = (text: string) => text.replace(/[\s\p{Cc}⏎:]|\*\*/gu, '')
  return drawn.some((text) => plain(text).includes(plain(seen)))
}
