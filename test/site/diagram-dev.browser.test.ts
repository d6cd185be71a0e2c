import { once } from 'node:events'
import { rename, writeFile } from 'node:fs/promises'
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

/** As an editor does it: nobody sees half of it. */
async function replaceFile(file: string, text: string): Promise<void> {
  const next = path.join(root, 'next.md')
  await writeFile(next, text)
  await rename(next, file)
}

test('in `dev` a diagram is drawn by the browser; an error comes to its line and goes, by itself', async () => {
  const page = await browser.newPage()
  failOnErrors(page)
  // Which reading of the text each load of the page shows.
  await page.addInitScript(() =>
    addEventListener('DOMContentLoaded', () => {
      // Diagrams are drawn in a frame.
      if (window !== top) return
      const shown: string[] = JSON.parse(sessionStorage.getItem('shown') ?? '[]')
      const { site } = JSON.parse(document.querySelector<HTMLMetaElement>('[name=waymark-versions]')?.content ?? '{}')
      sessionStorage.setItem('shown', JSON.stringify([...shown, String(site)]))
    }),
  )
  await page.goto(url)
  const picture = page.locator('.diagram-box svg[viewBox]')
  await picture.waitFor()
  const file = path.join(root, 'guidebooks/README.md')
  await replaceFile(file, bad)
  await page.locator('.diagram-fault mark').waitFor()
  expect(await page.locator('.diagram-fault mark').textContent()).toBe('  a[Start] -->[ b[End]')
  expect((await page.locator('.diagram-fault').textContent()) ?? '').toMatch(/Line 5: Unexpected/)
  const shown: string[] = JSON.parse((await page.evaluate(() => sessionStorage.getItem('shown'))) ?? '[]')
  expect(shown.length, 'by itself, for the change of the text').toBeGreaterThan(1)
  // A watcher that tells late has a change read twice.
  expect(shown, 'once for each reading, and not again for what was found in it').toStrictEqual([...new Set(shown)])
  await replaceFile(file, good)
  await picture.waitFor()
  expect(await page.locator('.diagram-fault').count()).toBe(0)
  await page.close()
})

test('in `dev` a diagram that is drawn stays, whatever else is wrong with it', async () => {
  const page = await browser.newPage()
  await replaceFile(path.join(root, 'guidebooks/README.md'), good.replace('[End]', '["get <id>"]'))
  await page.goto(url)
  await page.getByText('diagrams/lost-text').first().waitFor({ state: 'attached' })
  await page.locator('.diagram-box svg[viewBox]').waitFor()
  expect(await page.locator('.diagram-fault').count()).toBe(0)
  await page.close()
})
