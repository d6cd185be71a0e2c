import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { keptReadings, type PageReadings, pageReadings } from '../../checks/page-readings.ts'
import { PackCache } from '../../src/files/pack-cache.ts'
import { packageRoot } from '../../src/files/package.ts'
import { MemoryCache } from '../../src/files/section-cache.ts'
import { type Page, readPage } from '../../src/guidebook/page.ts'

/** All that is read of a page, as plain data: words of commands may find their places when they are asked. */
function readingsOf(readings: PageReadings, page: Page): unknown[] {
  const { hosts, hostNames, isOfOtherTime } = readings
  const commands = readings.commands(page).map(({ words, ...command }) => {
    const plain = words.map(({ value, isOpen, row, start, line, column, endLine, endColumn }) => {
      return { value, isOpen, row, start, line, column, endLine, endColumn }
    })
    return { ...command, words: plain }
  })
  return [commands, hosts(page), hostNames(page), isOfOtherTime(page, `docs/${page.file}`)]
}

const old = '# Old\n\nThis page is retired. Run `make restore` on `web.example.net`, 192.0.2.7.\n'

test('what an earlier process has read of pages is what is read of them now', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'waymark-page-readings-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const manual = path.join(packageRoot(), 'guidebooks/waymark')
  const files = globSync('{checks,commands}/*.md', { cwd: manual })
  const pages = files.map((file) => readPage(file, readFileSync(path.join(manual, file))))
  pages.push(readPage('old.md', Buffer.from(old)))
  expect(pages.length).toBeGreaterThan(20)
  const withCache = async (): Promise<unknown[][]> => {
    const cache = await PackCache.open(path.join(folder, 'pack'))
    const found = pages.map((page) => readingsOf(keptReadings(cache, '1'), page))
    await cache.save(() => true)
    cache.close()
    return found
  }
  const expected = pages.map((page) => readingsOf(pageReadings(), page))
  expect(expected.some(([commands]) => Array.isArray(commands) && commands.length > 0)).toBe(true)
  expect(expected.at(-1)?.at(-1)).toBe(true)
  expect(await withCache()).toStrictEqual(expected)
  expect(await withCache()).toStrictEqual(expected)
})

test('what was read of other bytes, by other code or elsewhere says nothing', () => {
  const cache = new MemoryCache()
  const before = readPage('a.md', Buffer.from(old))
  const now = readPage('a.md', Buffer.from('# New\n\nRun `make start` on `api.example.net`.\n'))
  const fresh = (page: Page) => readingsOf(pageReadings(), page)
  expect(readingsOf(keptReadings(cache, '1'), before)).toStrictEqual(fresh(before))
  expect(readingsOf(keptReadings(cache, '1'), now)).toStrictEqual(fresh(now))
  expect(keptReadings(cache, '1').isOfOtherTime(now, 'docs/a.md')).toBe(false)
  expect(keptReadings(cache, '1').isOfOtherTime(now, 'docs/roadmap/a.md')).toBe(true)
  const section = cache.section('host names of a page', z.object({ of: z.string(), value: z.array(z.string()) }))
  const kept = section.get('a.md')
  section.set('a.md', { of: kept?.of ?? '', value: ['kept.example.net'] })
  expect(keptReadings(cache, '1').hostNames(now)).toStrictEqual(['kept.example.net'])
  expect(keptReadings(cache, '2').hostNames(now)).toStrictEqual(['api.example.net'])
})
