import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/status/server/app.ts'
import { listen } from '../../src/status/server/listen.ts'
import { assertAccessible } from '../accessible.ts'
import { failOnErrors, launchBrowser } from '../browser.ts'
import { changedRepository } from '../review/changed-repository.ts'
import { run } from './command-line.ts'

const services = `services:
  erp:
    name: ERP
    probes:
      ping:
        http: GET https://erp.example.org/health
        expect: ["status == 200"]
`
const table = (rows: string[]) =>
  `| Name | Means |\n| --- | --- |\n${rows.map((row) => `| ${row} | a thing |`).join('\n')}\n`

const cleanUp: (() => unknown)[] = []
const stop = new AbortController()
let browser: Browser
let origin = ''
let single = ''

beforeAll(async () => {
  const t = { onTestFinished: (step: () => unknown) => void cleanUp.push(step) }
  const root = await changedRepository(
    t,
    {
      'waymark.yaml': 'title: Runbooks\n',
      'guidebooks/README.md': '# Runbooks\n\n[ERP](erp/README.md)\n',
      'guidebooks/erp/services.yaml': services,
      'guidebooks/erp/README.md': `# ERP\n\n> **Owner:** Platform\n\nAsk it: \`GET /health\`.\n\n\`\`\`status\nerp.ping\n\`\`\`\n\nThe first of two words is here.\n\n## Names\n\n${table(['one', 'two', 'three'])}\n\n## Commands\n\n\`\`\`sh\ncd /srv\ndocker compose up\n\`\`\`\n\n- first\n- second\n`,
      'guidebooks/erp/old.md': '# Old\n\nAs it was.\n',
    },
    {
      'guidebooks/erp/README.md': `# ERP\n\n> **Owner:** Finance\n\nAsk it: \`GET /health\`.\n\n\`\`\`status\nerp.ping\n\`\`\`\n\nThe second of two words is here.\n\n## Names\n\n${table(['one', 'three', 'four'])}\n\n## Commands\n\n\`\`\`sh\ncd /srv\ndocker compose up --detach\n\`\`\`\n\n- first\n- third, which is new\n- second\n\nA new [dead link](nowhere.md).\n`,
      'guidebooks/erp/old.md': undefined,
    },
  )
  const out = path.join(root, 'out')
  single = path.join(root, 'change.html')
  const made = await run(['preview', '--root', root, '--base', 'main', '--out', out, '--single', single])
  expect(made.code, made.stderr).toBe(0)
  const app = createApp({ dist: out, base: '/', log: () => {} })
  const { port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  origin = `http://127.0.0.1:${port}`
  browser = await launchBrowser()
})

afterAll(async () => {
  stop.abort()
  await browser?.close()
  for (const step of cleanUp) await step()
})

/** Where pictures of what is tested go, when somebody wants to look. */
const shots = process.env.WAYMARK_SHOTS

async function look(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true })
}

const windows = [360, 1440].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

describe.each(windows)('At $width px in the $colorScheme theme', ({ width, colorScheme }) => {
  const open = async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
    const page = await context.newPage()
    failOnErrors(page)
    return page
  }

  test.each(['/_changes/', '/erp/', '/_changes/gone/erp/old/'])('%s is accessible, and fits', async (address) => {
    const page = await open()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(origin + address)
    await assertAccessible(page, address)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(asked.filter((url) => !url.startsWith(origin))).toStrictEqual([])
    await look(page, `${address.replaceAll('/', '_')}${width}-${colorScheme}`)
    await page.context().close()
  })

  test('the one file is accessible, fits, and opens without a server', async () => {
    const page = await open()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(pathToFileURL(single).href)
    await assertAccessible(page, 'single')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(asked.filter((url) => !url.startsWith('data:'))).toStrictEqual([pathToFileURL(single).href])
    await look(page, `single-${width}-${colorScheme}`)
    await page.context().close()
  })
})

describe('The keys', () => {
  test.each([
    ['the site', () => `${origin}/erp/`],
    ['the one file', () => pathToFileURL(single).href],
  ])('lead through the changes of %s and hide their marks', async (_, address) => {
    const page = await browser.newPage()
    failOnErrors(page)
    await page.goto(address())
    await page.waitForFunction(() => !document.querySelector('waymark-changes:not(:defined)'))
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('[data-change]')?.getAttribute('data-change'))
    await page.keyboard.press('n')
    expect(await focused()).toBe('1')
    await page.keyboard.press('n')
    expect(await focused()).toBe('2')
    await page.keyboard.press('p')
    expect(await focused()).toBe('1')
    const removed = page.locator('.prose del').first()
    expect(await removed.isVisible()).toBe(true)
    await page.keyboard.press('d')
    expect(await removed.isVisible()).toBe(false)
    await page.keyboard.press('d')
    expect(await removed.isVisible()).toBe(true)
    await page.close()
  })
})
