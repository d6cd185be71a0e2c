import { expect, test } from 'vitest'
import type { FileStamp } from '../../src/files/file-stamp.ts'
import type { PageDialect } from '../../src/guidebook/dialects/dialect.ts'
import { KnownPages } from '../../src/guidebook/known-pages.ts'

const minute = 60_000
const at = (version: string, changedMs = 0): FileStamp => ({ version, changedMs })
const text = (words: string) => Buffer.from(`# ${words}\n`)

test('a page that has not changed is not read again', () => {
  const known = new KnownPages()
  const first = known.read('a.md', text('A'), at('1'), undefined, minute)
  expect(known.bytesOf('a.md', at('1'))).toStrictEqual(text('A'))
  expect(known.read('a.md', text('A'), at('1'), undefined, minute)).toBe(first)
  expect(known.read('a.md', text('B'), at('2', minute), undefined, 2 * minute).title).toBe('B')
})

test('its file is read again after a change, and as long as another change may leave the same stamp', () => {
  const known = new KnownPages()
  known.read('a.md', text('A'), at('1', minute), undefined, minute + 1000)
  expect(known.bytesOf('a.md', at('2', minute))).toBeUndefined()
  expect(known.bytesOf('a.md', at('1', minute)), 'read a second after it was written').toBeUndefined()
  known.read('a.md', text('A'), at('1', minute), undefined, minute + 3000)
  expect(known.bytesOf('a.md', at('1', minute))).toStrictEqual(text('A'))
  expect(known.bytesOf('a.md', undefined), 'a file that is gone').toBeUndefined()
})

test('a page that is read by other rules, or includes another text, is read again', () => {
  const known = new KnownPages()
  const dialect: PageDialect = { name: 'mkdocs', settings: {} }
  const read = (includes?: Map<string, string>) =>
    known.read('a.md', text('A'), at('1'), { dialect, ...(includes && { includes }) }, minute)
  const plain = known.read('a.md', text('A'), at('1'), undefined, minute)
  const byRules = read()
  expect(byRules).not.toBe(plain)
  expect(read()).toBe(byRules)
  const including = read(new Map([['b.md', 'B']]))
  expect(including).not.toBe(byRules)
  expect(read(new Map([['b.md', 'B']]))).toBe(including)
  expect(read(new Map([['b.md', 'C']]))).not.toBe(including)
})

test('what is no longer there is forgotten', () => {
  const known = new KnownPages()
  known.read('a.md', text('A'), at('1'), undefined, minute)
  known.keep(['b.md'])
  expect(known.bytesOf('a.md', at('1'))).toBeUndefined()
})
