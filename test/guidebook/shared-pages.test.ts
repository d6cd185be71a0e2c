import { expect, test } from 'vitest'
import type { PageDialect } from '../../src/guidebook/dialects/dialect.ts'
import { KnownPages } from '../../src/guidebook/known-pages.ts'
import { type Reading, readPage } from '../../src/guidebook/page.ts'
import { SharedPages } from '../../src/guidebook/shared-pages.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const one = bytes('# One\n')
const mkdocs: PageDialect = { name: 'mkdocs', settings: {} }

const cases: Record<string, [file: string, content: Uint8Array, how: Reading | undefined, isFound: boolean]> = {
  'the same bytes under the same name': ['a.md', bytes('# One\n'), undefined, true],
  'the same bytes read by no rules of their own': ['a.md', one, { dialect: undefined, includes: undefined }, true],
  'other bytes': ['a.md', bytes('# Two\n'), undefined, false],
  'another name, which a title may come from': ['b.md', one, undefined, false],
  'another dialect': ['a.md', one, { dialect: mkdocs }, false],
  'an included file': ['a.md', one, { dialect: mkdocs, includes: new Map([['part.md', 'text']]) }, false],
}

for (const [name, [file, content, how, isFound]] of Object.entries(cases)) {
  test(`${isFound ? 'A page is known by' : 'A page is another one with'} ${name}`, () => {
    const shared = new SharedPages()
    const page = readPage('a.md', one)
    shared.add(page)
    expect(shared.find(file, content, how) === page).toBe(isFound)
  })
}

test('An included file that says something else makes another page', () => {
  const shared = new SharedPages()
  const how = (text: string): Reading => ({ dialect: mkdocs, includes: new Map([['part.md', text]]) })
  shared.add(readPage('a.md', one, undefined, how('before')))
  expect(shared.find('a.md', one, how('before'))).toBeDefined()
  expect(shared.find('a.md', one, how('now'))).toBeUndefined()
})

test('Two readings of the same files hold the same pages', () => {
  const shared = new SharedPages()
  const [first, second] = [new KnownPages(shared), new KnownPages(shared)]
  const page = first.read('a.md', one, undefined, undefined, 0)
  expect(second.read('a.md', bytes('# One\n'), undefined, undefined, 0)).toBe(page)
  expect(second.read('a.md', bytes('# Two\n'), undefined, undefined, 0).title).toBe('Two')
})
