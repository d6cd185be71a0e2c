import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, assert, beforeAll, expect, test } from 'vitest'
import { failOnErrors, launchBrowser } from '../browser.ts'
import { start } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'

const cleanUp: (() => unknown)[] = []
const good = '# Home\n\n```mermaid\nflowchart LR\n  a[Start] --> b[End]\n```\n'
const bad = good.replace('-->', '-->[')
let browser: Browser
let root = ''
let url = ''

beforeAll(async () => {
  root = await builtFolder({ onTestFinished: (step) => void cleanUp.push(step) }, { 'guidebooks/README.md': good })
  const child = start(['dev', '--root', root, '--port', '0'])
  cleanUp.unshift(() => child.kill('SIGKILL'))
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  url = /at (http:\S+)\n/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const step of cleanUp) await step()
})

test('in `dev` a diagram is drawn by the browser; an error comes to its line and goes, by itself', async () => {
  const page = await browser.newPage()
  failOnErrors(page)
  let loads = 0
  page.on('load', () => loads++)
  await page.goto(url)
  const picture = page.locator('.diagram-box svg[viewBox]')
  await picture.waitFor()
  const file = path.join(root, 'guidebooks/README.md')
  await writeFile(file, bad)
  await page.locator('.diagram-fault mark').waitFor()
  expect(await page.locator('.diagram-fault mark').textContent()).toBe('  a[Start] -->[ b[End]')
  expect((await page.locator('.diagram-fault').textContent()) ?? '').toMatch(/Line 5: Unexpected/)
  expect(loads, 'once for the change of the text, and not again for what was found in it').toBe(2)
  await writeFile(file, good)
  await picture.waitFor()
  expect(await page.locator('.diagram-fault').count()).toBe(0)
  await page.close()
})

test('in `dev` a diagram that is drawn stays, whatever else is wrong with it', async () => {
  const page = await browser.newPage()
  await writeFile(path.join(root, 'guidebooks/README.md'), good.replace('[End]', '["get <id>"]'))
  await page.goto(url)
  await page.getByText('diagrams/lost-text').first().waitFor({ state: 'attached' })
  await page.locator('.diagram-box svg[viewBox]').waitFor()
  expect(await page.locator('.diagram-fault').count()).toBe(0)
  await page.close()
})
