import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { assertAccessibleInBothThemes } from '../accessible.ts'
import { failOnErrors, launchBrowser } from '../browser.ts'
import { builtFolder } from '../status/built-folder.ts'
import { start } from './command-line.ts'

const cleanUp: (() => unknown)[] = []
const files = {
  'guidebooks/README.md': '# Home\n\n[ERP](erp/README.md)\n',
  'guidebooks/erp/README.md':
    '# ERP\n\n> **Status:** ✅ Live\n\nA <script>x</script> [Next](nxt.md) [Next](next.md)\n\n## Restart it\n\n[Gone](a-very-long-name-of-a-file-that-is-nowhere-to-be-found-in-the-guidebook.md)\n',
  'guidebooks/erp/next.md': '# Next\n\n[ERP](README.md)\n',
}

let browser: Browser
let root = ''
let url = ''

beforeAll(async () => {
  root = await builtFolder({ onTestFinished: (step) => void cleanUp.push(step) }, files)
  const child = start(['dev', '--root', root, '--port', '0', '--path', '/books/'])
  cleanUp.unshift(() => child.kill('SIGKILL'))
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  url = /at (http:\S+)\n/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const step of cleanUp) await step()
})

async function open(address: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const page = await browser.newPage(options)
  failOnErrors(page, address)
  await page.goto(new URL(address, url).href)
  return page
}

test('findings come and go in a page that is open', async () => {
  const page = await open('erp/next/')
  await page.locator('waymark-findings').waitFor({ state: 'attached' })
  expect(await page.locator('.finding').count()).toBe(0)
  const file = path.join(root, 'guidebooks/erp/next.md')
  await writeFile(file, `${files['guidebooks/erp/next.md']}\n[Gone](gone.md)\n`)
  await page.locator('.finding').getByText('Unexpected link to gone.md').waitFor()
  await writeFile(file, files['guidebooks/erp/next.md'])
  await page.locator('.finding').waitFor({ state: 'detached' })
  await page.context().close()
})

test('Edit asks the server to open the file in the editor', async () => {
  const page = await open('erp/')
  const asked = page.waitForRequest(/__open-in-editor/)
  await page.route(/__open-in-editor/, (route) => route.fulfill({ status: 200 }))
  // A page that is there may still ask on the way that it had.
  await page.reload()
  await page.getByRole('button', { name: 'Edit guidebooks/erp/README.md:5:22' }).click()
  const { pathname, searchParams } = new URL((await asked).url())
  expect(pathname).toBe('/books/__open-in-editor')
  expect(searchParams.get('file')).toBe(`${path.join(root, 'guidebooks/erp/README.md')}:5:22`)
  await page.context().close()
})

describe('The findings on a page', () => {
  for (const width of [360, 1440]) {
    test(`are accessible and fit in ${width} pixels, in both themes`, async () => {
      for (const address of ['', 'erp/']) {
        const page = await open(address, { viewport: { width, height: 900 } })
        await page.locator('.findings').waitFor()
        await assertAccessibleInBothThemes(page, address)
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        expect(overflow, address).toBe(0)
        await page.context().close()
      }
    })
  }
})
