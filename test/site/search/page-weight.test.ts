import { describe, expect, test } from 'vitest'
import { waymarkSchema } from '../../../src/config/schema/waymark.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { pageWeigher } from '../../../src/site/search/page-weight.ts'

function weightOf(file: string, frontmatter = '', search: object = {}): number {
  const text = frontmatter === '' ? '# Page\n' : `---\n${frontmatter}\n---\n\n# Page\n`
  return pageWeigher(waymarkSchema.parse({ search }).search)(readPage(file, Buffer.from(text)))
}

describe('How much a page weighs in search', () => {
  test('runbooks most, records of their day least', () => {
    const files = ['runbooks/disk.md', 'erp/disk.md', 'meetings/2020-01-01.md', 'archive/disk.md']
    const weights = files.map((file) => weightOf(file))
    expect(weights).toStrictEqual(weights.toSorted((a, b) => b - a))
    expect(new Set(weights).size).toBe(4)
  })

  const said: [what: string, frontmatter: string, search: object, weight: number][] = [
    ['nothing', '', {}, 1],
    ['the project', '', { weight: { 'erp/**': 3, '**': 5 } }, 3],
    ['the page, which knows best', 'search: 2', { weight: { 'erp/**': 3 } }, 2],
    ['the page: not at all', 'search: false', {}, 0],
    ['the project: not at all', '', { exclude: ['erp/**'] }, 0],
    ['the page: all the same', 'search: 1', { exclude: ['erp/**'] }, 1],
    ['the page, as Material for MkDocs writes it', 'search:\n  boost: 2', {}, 2],
    ['the page, as Material for MkDocs writes it: not at all', 'search:\n  exclude: true', {}, 0],
    ['something else, which is left out', 'search: often', {}, 1],
  ]
  for (const [what, frontmatter, search, weight] of said)
    test(`said by ${what}`, () => expect(weightOf('erp/disk.md', frontmatter, search)).toBe(weight))

  test('a value that is none is told', () => {
    const { problems } = readPage('a.md', Buffer.from('---\nsearch: 99\n---\n\n# A\n'))
    expect(problems.map(({ message }) => message)).toStrictEqual([
      'Unexpected value of `search`, expected `false`, or a number from 0.1 to 10',
    ])
  })
})
