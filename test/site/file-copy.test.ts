import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openProject } from '../../src/config/project.ts'
import { firstZipEntry, writeZip, type ZipEntry } from '../../src/files/zip.ts'
import { expectCopyFile } from '../../src/site/publish/file-copy.ts'
import { builtFolder } from '../status/built-folder.ts'

const day = { year: 2026, month: 1, day: 2 }

async function* entriesOf(...entries: [string, string][]): AsyncGenerator<ZipEntry> {
  for (const [name, text] of entries) yield { name, bytes: Buffer.from(text) }
}

test('an archive holds its entries, and the same ones make the same bytes', async (t) => {
  const folder = await builtFolder(t, {})
  const [one, other] = [path.join(folder, 'new/one.zip'), path.join(folder, 'other.zip')]
  const entries = () =>
    entriesOf(['a-2026-01-02/_waymark/site.json', '{}'], ['a-2026-01-02/Größe.txt', 'text '.repeat(1000)])
  const size = await writeZip(one, entries(), day)
  await writeZip(other, entries(), day)
  const bytes = await readFile(one)
  expect(bytes.equals(await readFile(other))).toBe(true)
  expect(bytes.length).toBe(size)
  const found = unzipSync(bytes)
  expect(Object.keys(found)).toStrictEqual(['a-2026-01-02/_waymark/site.json', 'a-2026-01-02/Größe.txt'])
  expect(strFromU8(found['a-2026-01-02/Größe.txt'] ?? new Uint8Array())).toBe('text '.repeat(1000))
  expect(await firstZipEntry(one)).toBe('a-2026-01-02/_waymark/site.json')
})

test('an archive that cannot be finished leaves what was there, and nothing else', async (t) => {
  const folder = await builtFolder(t, { 'a.zip': 'as it was' })
  const file = path.join(folder, 'a.zip')
  async function* failing(): AsyncGenerator<ZipEntry> {
    yield { name: 'a', bytes: Buffer.from('a') }
    throw new Error('no space')
  }
  await expect(writeZip(file, failing(), day)).rejects.toThrow('no space')
  expect(await readFile(file, 'utf8')).toBe('as it was')
  await expect(writeZip(path.join(folder, 'b.zip'), failing(), day)).rejects.toThrow('no space')
  const { readdir } = await import('node:fs/promises')
  expect(await readdir(folder)).toStrictEqual(['a.zip'])
})

test('what is no copy is never replaced', async (t) => {
  const folder = await builtFolder(t, {
    'guidebooks/README.md': '# Shop\n',
    'notes.zip': 'my notes',
    'photos.zip/one.jpg': '',
  })
  const { project } = await openProject({ root: folder })
  const out = path.join(folder, 'dist')
  const expected = (name: string) => expectCopyFile(path.join(folder, name), out, project)
  await expect(expected('notes.zip')).rejects.toThrow(/^Unexpected content of `.*notes\.zip`, expected no such file/)
  await expect(expected('photos.zip')).rejects.toThrow(/^Unexpected content/)
  await expect(expected('copy')).rejects.toThrow(/expected a name that ends with `\.zip`/)
  await expect(expected('dist/copy.zip')).rejects.toThrow(/expected one outside of/)
  await expect(expected('guidebooks/copy.zip')).rejects.toThrow(/expected one outside of/)
  await expected('copy.zip')
  await writeZip(path.join(folder, 'other.zip'), entriesOf(['a/b.txt', 'b']), day)
  await expect(expected('other.zip')).rejects.toThrow(/^Unexpected content/)
  await writeZip(path.join(folder, 'copy.zip'), entriesOf(['shop-2026-01-02/_waymark/site.json', '{}']), day)
  await expected('copy.zip')
  await writeFile(path.join(folder, 'short.zip'), 'PK')
  await expect(expected('short.zip')).rejects.toThrow(/^Unexpected content/)
})
