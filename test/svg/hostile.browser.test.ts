import { createServer } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { publishedMarkdown } from '../../src/site/view/asset.ts'
import { safeSvg } from '../../src/svg/safe-svg.ts'
import { launchBrowser } from '../browser.ts'
import { hostileSvgs } from './hostile-svgs.ts'

/** What the server answers with, by path; without any header but the type. */
const files = new Map<string, { type: string; content: string | Uint8Array }>()
/** The paths that were asked for and are none of these files. */
const asked = new Set<string>()
const server = createServer((request, response) => {
  const path = request.url ?? ''
  const file = files.get(path)
  if (!file && path !== '/settled' && path !== '/favicon.ico') asked.add(path)
  if (file && file.type !== '') response.setHeader('Content-Type', file.type)
  response.statusCode = file ? 200 : 404
  response.end(file?.content)
})
let browser: Browser
let origin = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  origin = `http://127.0.0.1:${address.port}`
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  server.close()
  server.closeAllConnections()
})

/** So many files are opened at once, each in a frame of its own. */
const atOnce = 48

/** What opening files, and clicking on all that is in them, leads to: what is asked for besides, and dialogs. */
async function consequences(paths: string[]): Promise<Set<string>> {
  asked.clear()
  for (let at = 0; at < paths.length; at += atOnce) {
    const frames = paths
      .slice(at, at + atOnce)
      .map((path) => `<iframe src="${path}" width="100" height="100"></iframe>`)
    files.set('/frames', { type: 'text/html', content: `<!doctype html>${frames.join('')}` })
    const page = await browser.newPage()
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) asked.add(request.url())
    })
    page.on('dialog', (dialog) => dialog.dismiss())
    await page.goto(`${origin}/frames`, { timeout: 300_000 })
    await page.evaluate(async () => {
      // What was asked for by then has begun: all is drawn twice, and the same server has answered.
      const settled = async () => {
        for (const _ of [1, 2]) await new Promise((resolve) => requestAnimationFrame(resolve))
        await fetch('/settled')
      }
      await settled()
      for (const { contentDocument } of document.querySelectorAll('iframe')) {
        for (const element of contentDocument?.querySelectorAll('*') ?? []) {
          element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
        }
      }
      await settled()
    })
    await page.close()
  }
  return new Set(asked)
}

describe('A hostile picture, on a server without any header', () => {
  /** Each has addresses of its own, by its number. */
  const cases = () =>
    hostileSvgs('').map(({ name }, index) => {
      const content = hostileSvgs(`${origin}/hit/${index}/`)[index]?.content ?? ''
      return { name, content, safe: safeSvg(Buffer.from(content)) }
    })
  const publish = (type: string, contents: (string | Uint8Array | undefined)[]): string[] =>
    contents.flatMap((content, index) => {
      const path = `/opened/${type}/${index}/picture`
      if (content !== undefined) files.set(path, { type, content })
      return content === undefined ? [] : [path]
    })
  const numbers = (paths: Iterable<string>) => new Set([...paths].map((path) => Number(/\/(\d+)\//.exec(path)?.[1])))

  test('does something, as it was written: the tests below would see it', async () => {
    const written = cases()
    const paths = publish(
      'image/svg+xml',
      written.map(({ content }) => content),
    )
    const dangerous = numbers(await consequences(paths))
    assert.ok(written.length >= 150, `${written.length} pictures`)
    assert.ok(dangerous.size >= 80, `${dangerous.size} of them do something`)
  })

  test('nor does the source of a page, where the server says no type', async () => {
    const source = (index: number) => ` \n<script>fetch('${origin}/hit/${index}/')</script>\n\n# Page\n`
    expect([...(await consequences(publish('', [source(0)])))], 'it would run as it is written').toStrictEqual([
      '/hit/0/',
    ])
    expect([...(await consequences(publish('', [publishedMarkdown(source(0))])))]).toStrictEqual([])
  })

  for (const type of ['image/svg+xml', 'text/html', 'text/xml']) {
    test(`runs nothing and asks for nothing, as ${type}`, async () => {
      const written = cases()
      const safe = written.map(({ safe }) => (safe.kind === 'picture' ? safe.svg : undefined))
      // What is left of many is the same, byte for byte: it is opened once, for the first of them.
      const distinct = safe.map((svg, index) => (safe.indexOf(svg) === index ? svg : undefined))
      const found = await consequences(publish(type, distinct))
      const told = [...numbers(found)].map((index) => `${written[index]?.name}: ${safe[index]}`)
      expect([...found], told.join('\n')).toStrictEqual([])
    })
  }
})
