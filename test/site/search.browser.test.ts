import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, assert, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/status/server/app.ts'
import { listen } from '../../src/status/server/listen.ts'
import { launchBrowser } from '../browser.ts'
import { run } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'

const cleanUp: (() => unknown)[] = []
const stop = new AbortController()
let browser: Browser
let origin = ''

/** Pages in several languages, and more than are shown at once. */
const files = {
  'guidebooks/README.md': '# Home\n',
  'guidebooks/zh/backup.md': '# 数据库备份恢复手册\n\n本页说明如何还原。\n\n## 紧急联系\n\n请联系值班人员。\n',
  'guidebooks/ja/recovery.md': '# データベースの復旧\n\nサーバーを再起動します。\n',
  'guidebooks/th/restore.md': '# การกู้คืนฐานข้อมูล\n',
  'guidebooks/fr/restore.md': '# Restaurer la base de données\n',
  'guidebooks/nodes/KubeNodeNotReady.md':
    '---\ntitle: A machine is gone\n---\n\n# Unreachable _kubelet_\n\nCall the hoster.\n',
  'guidebooks/nodes/disk-pressure.md': '---\ntitle: Full volumes\n---\n\n# Full volumes!\n\nDelete something.\n',
  'guidebooks/tasks.md': '# Tasks\n\n- [ ] outer\n  - [ ] inner\n',
  ...Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`guidebooks/many/p${index}.md`, `# Gateway ${index}\n`]),
  ),
}

beforeAll(async () => {
  const folder = await builtFolder({ onTestFinished: (step: () => unknown) => void cleanUp.push(step) }, files)
  const built = await run(['build', '--root', folder])
  expect(built.code, built.stderr).toBe(0)
  const app = createApp({ dist: path.join(folder, 'dist'), base: '/', log: () => {} })
  const { port } = await listen(app, { host: '127.0.0.1', port: 0, signal: stop.signal })
  origin = `http://127.0.0.1:${port}/`
  browser = await launchBrowser()
})

afterAll(async () => {
  stop.abort()
  await browser?.close()
  for (const step of cleanUp) await step()
})

async function search(words: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(origin)
  await page.keyboard.press('/')
  await page.waitForSelector('dialog[open]')
  await page.keyboard.insertText(words)
  await page.waitForFunction(() => /page|found/.test(document.querySelector('.search-status')?.textContent ?? ''))
  return page
}

const found: [words: string, title: string][] = [
  ['恢复', '数据库备份恢复手册'],
  ['值班', '数据库备份恢复手册'],
  ['復旧', 'データベースの復旧'],
  ['再起動', 'データベースの復旧'],
  ['ฐานข้อมูล', 'การกู้คืนฐานข้อมูล'],
  ['données', 'Restaurer la base de données'],
]
for (const [words, title] of found) {
  test(`a word in the middle of a sentence is found: ${words}`, async () => {
    const page = await search(words)
    expect(await page.locator('.search-results .search-title').allTextContents()).toStrictEqual([title])
    expect(await page.locator('.search-status').textContent()).toBe('1 page')
    await page.close()
  })
}

const named: [what: string, words: string, title: string][] = [
  ['the title of its frontmatter', 'machine', 'A machine is gone'],
  ['its H1', 'unreachable kubelet', 'A machine is gone'],
  ['the name of its file', 'KubeNodeNotReady', 'A machine is gone'],
  ['the beginning of the name of its file', 'KubeNode', 'A machine is gone'],
  ['the name of its file in other capitals', 'kubenodenotready', 'A machine is gone'],
  ['the name of its file, with hyphens', 'disk-pressure', 'Full volumes'],
  ['a word of the name of its file', 'pressure', 'Full volumes'],
]
for (const [what, words, title] of named) {
  test(`a page is found by ${what}: ${words}`, async () => {
    const page = await search(words)
    expect(await page.locator('.search-results .search-title').first().textContent()).toBe(title)
    await page.close()
  })
}

test('an H1 that says something else than the title stands under it, at any width and in both themes', async () => {
  for (const [width, colorScheme] of [
    [1200, 'light'],
    [360, 'dark'],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
    await page.goto(`${origin}nodes/KubeNodeNotReady/`)
    expect(await page.locator('h1').allTextContents().then(String)).toBe('A machine is gone')
    const subtitle = page.locator('h1 + .subtitle')
    expect(await subtitle.innerHTML()).toMatch(/^Unreachable <em>kubelet<\/em><a class="heading-link" /)
    assert.ok(await subtitle.isVisible())
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing scrolls sideways')
    await page.goto(`${origin}nodes/disk-pressure/`)
    expect(await page.locator('.subtitle').count(), 'not where it says the same').toBe(0)
    assert.ok(
      await page.locator('h1 + span', { hasText: 'disk-pressure' }).isHidden(),
      'the name of the file is for search',
    )
    await page.close()
  }
})

test('what is shown of a text is as it was written', async () => {
  const page = await search('值班')
  expect((await page.locator('.search-results .search-section .search-excerpt').textContent()) ?? '').toMatch(
    /请联系值班人员/,
  )
  await page.close()
})

test('one Escape closes search, with words in its field too', async () => {
  const page = await search('gateway')
  expect(await page.locator('dialog input').getAttribute('type'), 'no button of the browser’s own').toBe('text')
  await page.keyboard.press('Escape')
  expect(await page.locator('dialog[open]').count()).toBe(0)
  await page.close()
})

test('characters that do not follow each other are no word', async () => {
  const page = await search('复恢')
  expect((await page.locator('.search-status').textContent()) ?? '').toMatch(/Nothing found/)
  await page.close()
})

test('a list that is cut says so', async () => {
  const page = await search('gateway')
  expect(await page.locator('.search-results .search-title').count()).toBe(12)
  expect(await page.locator('.search-status').textContent()).toBe('12+ pages')
  await page.close()
})

test('a task in a task stands further in', async () => {
  const page = await browser.newPage()
  await page.goto(`${origin}tasks/`)
  const [outer, inner] = await page
    .locator('.task-list-item input')
    .evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().left))
  assert.ok((inner ?? 0) > (outer ?? 0) + 12, `${outer} ${inner}`)
  await page.close()
})

test('each list of the 404 page has a name', async () => {
  const page = await browser.newPage()
  await page.goto(`${origin}many/p7/x/`)
  await page.waitForSelector('#wm-near')
  expect(await page.getByRole('list', { name: 'Perhaps you look for' }).count()).toBe(1)
  expect(await page.getByRole('list', { name: 'Guidebooks' }).count()).toBe(1)
  await page.close()
})
