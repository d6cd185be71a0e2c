import { describe, expect, test } from 'vitest'
import { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import { pageOf } from './written-page.ts'

/** Guidebooks of pages with these aliases, by file, beside other files. */
function guidebooksOf(aliases: Record<string, string[]>, files: string[] = []): Guidebooks {
  const pages = Object.entries(aliases).map(([file, own]) =>
    pageOf(`---\naliases: ${JSON.stringify(own)}\n---\n\n# Page\n`, file),
  )
  return new Guidebooks({ pages, files, inRepository: '' }, { drafts: false })
}

describe('Former addresses of pages', () => {
  const cases: [name: string, file: string, alias: string, address: string][] = [
    ['from the root', 'erp/a.md', '/old/', '/old/'],
    ['beside the page', 'erp/a.md', 'old', '/erp/old/'],
    ['above the page', 'erp/a.md', '../old', '/old/'],
    ['of a former file', 'erp/a.md', '/erp/old.md', '/erp/old/'],
    ['of a former folder’s file', 'a.md', '/old/index.html', '/old/'],
    ['of a former file of HTML', 'a.md', '/old/page.html', '/old/page.html/'],
    ['never above the root', 'a.md', '../../old', '/old/'],
  ]
  for (const [name, file, alias, address] of cases) {
    test(name, () => {
      const { aliases, takenAliases } = guidebooksOf({ [file]: [alias] })
      expect([aliases.map((one) => one.address), takenAliases]).toStrictEqual([[address], []])
    })
  }

  const taken: [name: string, aliases: Record<string, string[]>, files: string[]][] = [
    ['another page', { 'a.md': ['/b/'], 'b.md': [] }, []],
    ['the page itself', { 'a.md': ['/a/'] }, []],
    ['another page, on hosts that do not care for case', { 'a.md': ['/B/'], 'b.md': [] }, []],
    ['a folder', { 'a.md': ['/erp/'], 'erp/b.md': [] }, []],
    ['a file', { 'a.md': ['/LICENSE'] }, ['LICENSE']],
    ['the file of a page', { 'a.md': ['/b/index.html'], 'b.md': [] }, []],
    ['the file of the home page', { 'a.md': ['/index.html'] }, []],
    ['nothing, below a file', { 'a.md': ['/LICENSE/old/'] }, ['LICENSE']],
    ['nothing, among what every site has', { 'a.md': ['/sitemap.xml/old'] }, []],
    ['a file of every site', { 'a.md': ['/llms.txt'] }, []],
    ['the page of what is not found', { 'a.md': ['/404.html'] }, []],
  ]
  for (const [name, aliases, files] of taken) {
    test(`lead nowhere where they are the address of ${name}`, () => {
      const guidebooks = guidebooksOf(aliases, files)
      expect(guidebooks.aliases).toStrictEqual([])
      expect(guidebooks.takenAliases.length).toBe(1)
    })
  }

  test('of two pages lead to the first', () => {
    const { aliases, takenAliases } = guidebooksOf({ 'a.md': ['/old/'], 'b.md': ['/old/'] })
    expect([aliases, takenAliases].map((list) => list.map(({ page }) => page.file))).toStrictEqual([['a.md'], ['b.md']])
  })
})

describe('A page beside a file of its name', () => {
  const cases: [file: string, other: string[], address: string][] = [
    ['LICENSE.md', ['LICENSE'], '/LICENSE-2/'],
    ['license.md', ['LICENSE'], '/license-2/'],
    ['llms.txt.md', [], '/llms.txt-2/'],
    ['404.md', [], '/404-2/'],
    ['erp/a.md', ['a'], '/erp/a/'],
  ]
  for (const [file, other, address] of cases) {
    test(`${file} beside ${other.join() || 'what every site has'} is at ${address}`, () => {
      const guidebooks = guidebooksOf({ [file]: [] }, other)
      const [page] = guidebooks.pages
      expect(page && guidebooks.addressOf(page)).toBe(address)
      expect(guidebooks.clashes.length).toBe(address.includes('-2') ? 1 : 0)
    })
  }
})
