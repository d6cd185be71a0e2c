import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { unzipSync } from 'fflate'
import { assert, expect, test } from 'vitest'
import { assertAccessibleInBothThemes } from '../accessible.ts'
import { failOnErrors, launchBrowser } from '../browser.ts'
import { run } from '../cli/command-line.ts'
import { commit, git } from '../review/changed-repository.ts'
import { builtFolder } from '../status/built-folder.ts'
import { step } from '../step.ts'

const waiting = { timeout: 600_000 }
const at = new Date().toISOString()

const files = {
  'waymark.yaml': 'title: Night watch\nbase: /guides/\n',
  'guidebooks/README.md': '# All of it\n\nSee [the shop](shop/README.md).\n',
  'guidebooks/shop/services.yaml': 'services: { till: { probes: { ping: { ping: till.example } } } }\n',
  'guidebooks/shop/README.md': '# Shop\n\nThe [till](status:till), and [how to open it](till.md#it-does-not-open).\n',
  'guidebooks/shop/till.md':
    '---\naliases: [/desk/]\n---\n\n# The till\n\n```mermaid\nflowchart LR\n  drawer[Drawer] --> lock[Lock]\n```\n\n## It does not open\n\nTurn the obstinate key.\n\n1. Look.\n\n   ```sh\n   kubectl -n <namespace> get pods\n   ```\n\n2. Push.\n',
  'status.json': JSON.stringify({
    version: 1,
    environment: null,
    checkedAt: at,
    probes: [
      {
        ...{ id: 'till.ping', service: 'till', kind: 'ping', state: 'up', since: at, checkedAt: at, everyMs: 60_000 },
        ...{ durationMs: 1, phases: {}, conditions: [], facts: {} },
      },
    ],
  }),
}

test('a copy opens from a disk', async (t) => {
  const root = await builtFolder(t, files)
  git(root, 'init', '--quiet')
  commit(root, 'As it is')
  const head = git(root, 'rev-parse', 'HEAD').trim()
  const zip = path.join(root, 'copies/night.zip')
  const status = path.join(root, 'status.json')
  const built = await run(['build', '--root', root, '--status', status, '--offline', zip])
  expect(built.code, built.stderr).toBe(0)
  expect(built.stdout).toMatch(/^Built 3 pages in .*\nWrote .*night\.zip, 0\.\d MB\n$/)
  const folder = await unpacked(zip, path.join(root, 'a disk'))
  expect(path.basename(folder)).toMatch(/^night-watch-\d{4}-\d\d-\d\d$/)
  const browser = await launchBrowser()
  t.onTestFinished(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } })
  failOnErrors(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const failed: string[] = []
  page.on('requestfailed', (request) => failed.push(request.url()))

  await step('it says of when it is, and links lead from page to page', async () => {
    await page.goto(pathToFileURL(path.join(folder, 'index.html')).href)
    expect(await page.locator('.copy-bar').textContent()).toMatch(/^Copy of \d{4}-\d\d-\d\d/)
    await page.getByRole('link', { name: 'the shop' }).click()
    await page.waitForURL(/\/shop\/index\.html$/)
    const state = page.locator('.prose waymark-status[data-of="till"]')
    await expect.poll(() => state.getAttribute('data-state'), waiting).toBe('unknown')
    expect(await state.textContent()).toMatch(/was up/)
    await page.getByRole('link', { name: 'how to open it' }).click()
    await page.waitForURL(/\/shop\/till\/index\.html#it-does-not-open$/)
  })

  await step('its diagrams are pictures, and its commands have values', async () => {
    expect(await page.locator('figure.diagram').textContent()).toContain('Drawer')
    await page.getByLabel('namespace', { exact: true }).fill('erp')
    await expect.poll(() => page.locator('.blank[data-name="namespace"]').textContent(), waiting).toBe('erp')
    expect(failed).toStrictEqual([])
    expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Atkinson')
    await assertAccessibleInBothThemes(page, 'a page on a disk')
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no wider than a phone')
  })

  await step('its steps are followed, and its report says of which text', async () => {
    await page.getByRole('button', { name: 'Start a run' }).click()
    await page.getByRole('group', { name: 'Look' }).getByRole('button', { name: 'Done' }).click()
    await page.reload()
    await page.locator('.run-state', { hasText: '1 of 2' }).waitFor()
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.getByRole('button', { name: 'It worked' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'JSON', exact: true }).click()
    const saved = path.join(root, 'run.json')
    await (await download).saveAs(saved)
    const { pages } = JSON.parse(await readFile(saved, 'utf8'))
    expect(pages).toMatchObject([{ title: 'The till', commit: head, steps: [{ text: 'Look', state: 'done' }, {}] }])
  })

  await step('search finds words of the text, and leads there', async () => {
    await page.goto(pathToFileURL(path.join(folder, 'index.html')).href)
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Search' }).fill('obstinate')
    const found = page.locator('[role="option"]').first()
    await expect.poll(() => found.textContent(), waiting).toMatch(/The till/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/shop\/till\/index\.html/)
  })

  await step('a former address leads on', async () => {
    await page.goto(pathToFileURL(path.join(folder, 'desk/index.html')).href).catch(() => {})
    await page.waitForURL(/\/shop\/till\/index\.html/)
  })

  await step('a browser that keeps nothing for files shows it all the same', async () => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('no storage for files', 'SecurityError')
          },
        })
    })
    await page.goto(pathToFileURL(path.join(folder, 'shop/till/index.html')).href)
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Search' }).fill('obstinate')
    await expect.poll(() => page.locator('[role="option"]').first().textContent(), waiting).toMatch(/The till/)
  })

  expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toStrictEqual([])
})

/** Unpacks an archive of one folder. Returns that folder. */
async function unpacked(zip: string, to: string): Promise<string> {
  const entries = Object.entries(unzipSync(await readFile(zip)))
  for (const [name, bytes] of entries) {
    await mkdir(path.dirname(path.join(to, name)), { recursive: true })
    await writeFile(path.join(to, name), bytes)
  }
  const folders = new Set(entries.map(([name]) => name.split('/')[0] ?? ''))
  expect(folders.size).toBe(1)
  return path.join(to, ...folders)
}
