import { describe, expect, test } from 'vitest'
import { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import { type Folder, labelOf } from '../../src/guidebook/tree.ts'
import { pageOf } from './written-page.ts'

/** Guidebooks from the texts of their pages, by file. */
function guidebooksOf(pages: Record<string, string>, { drafts = false, files = [] as string[] } = {}): Guidebooks {
  const read = Object.entries(pages).map(([file, text]) => pageOf(text, file))
  return new Guidebooks({ pages: read, files, inRepository: 'guidebooks' }, { drafts })
}

/** A tree as an indented list of titles. */
function outline(folder: Folder, indent = ''): string[] {
  return folder.entries.flatMap((entry) => [
    `${indent}${labelOf(entry)}`,
    ...(entry.kind === 'folder' ? outline(entry.folder, `${indent}  `) : []),
  ])
}

describe('The tree of the guidebooks', () => {
  test('is that of the folders; a folder’s page is its README, or its index', () => {
    const guidebooks = guidebooksOf({
      'README.md': '# Start',
      'erp/README.md': '# ERP',
      'erp/operations.md': '# Operations',
      'erp/deep/er/page.md': '# Page',
      'odoo/index.md': '# Odoo',
      'odoo/roles.md': '# Roles',
      'loose.md': '# Loose',
    })
    expect(guidebooks.root.title).toBe('Start')
    expect(outline(guidebooks.root)).toStrictEqual([
      'ERP',
      '  Deep',
      '    Er',
      '      Page',
      '  Operations',
      'Loose',
      'Odoo',
      '  Roles',
    ])
    expect(guidebooks.folder('odoo')?.page?.file).toBe('odoo/index.md')
    expect(guidebooks.folder('erp/deep')?.page).toBe(undefined)
    expect(guidebooks.folder('erp/nowhere')).toBe(undefined)
    expect(guidebooksOf({}).root.entries).toStrictEqual([])
  })

  test('shows a second folder page as a page of its own', () => {
    const guidebooks = guidebooksOf({ 'a/README.md': '# A', 'a/index.md': '# Other' })
    expect(outline(guidebooks.root)).toStrictEqual(['A', '  Other'])
    expect(guidebooks.clashes.map(({ file, given }) => [file, given])).toStrictEqual([['a/index.md', '/a-2/']])
  })

  test('has the page of a folder at the folder’s address, where that is taken too', () => {
    const guidebooks = guidebooksOf({
      'a b/README.md': '# One',
      'a-b/README.md': '# Two',
      'a-b/x.md': '# X',
      'llms.txt/index.md': '# Three',
    })
    expect(outline(guidebooks.root)).toStrictEqual(['One', 'Three', 'Two', '  X'])
    expect(guidebooks.root.entries.map(({ kind, address }) => [kind, address])).toStrictEqual([
      ['folder', '/a-b/'],
      ['folder', '/llms.txt-2/'],
      ['folder', '/a-b-2/'],
    ])
    expect(guidebooks.clashes.length, 'each is told once').toBe(2)
  })

  test('leads from the guidebook down to a page', () => {
    const guidebooks = guidebooksOf({ 'a/README.md': '', 'a/b/c/page.md': '', 'top.md': '' })
    const trail = (file: string) => {
      const page = guidebooks.page(file)
      return page && guidebooks.trail(page).map(({ path }) => path)
    }
    expect(trail('a/b/c/page.md')).toStrictEqual(['a', 'a/b', 'a/b/c'])
    expect(trail('a/README.md')).toStrictEqual(['a'])
    expect(trail('top.md')).toStrictEqual([])
  })

  test('finds a page by its address', () => {
    const guidebooks = guidebooksOf({ 'a/README.md': '', 'a/été.md': '' })
    expect(guidebooks.pageAt('/a/été/')?.file).toBe('a/été.md')
    expect(guidebooks.pageAt('/a/')?.file).toBe('a/README.md')
    expect(guidebooks.pageAt('/a')).toBe(undefined)
  })
})

describe('The reading order', () => {
  const page = (title: string, order?: number) =>
    `---\ntitle: ${title}\n${order === undefined ? '' : `order: ${order}\n`}---\n`
  const cases: Record<string, [pages: Record<string, string>, titles: string[]]> = {
    'is by title, with numbers as numbers and accents as letters': [
      {
        'a.md': page('Step 10'),
        'b.md': page('step 9'),
        'c.md': page('Été'),
        'd.md': page('Zebra'),
        'e.md': page('Fin'),
      },
      ['Été', 'Fin', 'step 9', 'Step 10', 'Zebra'],
    ],
    'is by frontmatter first': [
      { 'a.md': page('A', 2), 'b.md': page('B', -1), 'c.md': page('C'), 'd/README.md': page('D', 1.5) },
      ['B', 'D', 'A', 'C'],
    ],
    'is as the folder’s page lists its pages': [
      {
        'README.md': 'See [Z](z.md), [B](./b.md#section "t") and [M](m/README.md).\n\n[n]: n/\n\n[A](a%20a.md)',
        'a a.md': page('A'),
        'b.md': page('B'),
        'm/README.md': page('M'),
        'n/x.md': page('X'),
        'z.md': page('Z'),
        'other.md': page('C'),
      },
      ['Z', 'B', 'M', 'N', '  X', 'A', 'C'],
    ],
    'counts the first link to a page, and none to other sites or sections': [
      {
        'README.md': '[x](https://a.md) [y](#b) [z](/b.md) [B](b.md) [A](a.md) [B](b.md)',
        'a.md': page('A'),
        'b.md': page('B'),
      },
      ['B', 'A'],
    ],
    'puts frontmatter before links, and links before titles': [
      { 'README.md': '[C](c.md)', 'a.md': page('A'), 'b.md': page('B', 9), 'c.md': page('C') },
      ['B', 'C', 'A'],
    ],
  }
  for (const [name, [pages, titles]] of Object.entries(cases)) {
    test(name, () => {
      expect(outline(guidebooksOf(pages).root)).toStrictEqual(titles)
      const reversed = Object.fromEntries(Object.entries(pages).reverse())
      expect(outline(guidebooksOf(reversed).root), 'in any order of files').toStrictEqual(titles)
    })
  }

  test('goes through folders, each with its own page first', () => {
    const guidebooks = guidebooksOf({
      'b/z.md': page('Z'),
      'b/README.md': page('B'),
      'a.md': page('A'),
      'README.md': page('Start'),
      'c/d/e.md': page('E'),
    })
    expect(guidebooks.pages.map(({ title }) => title)).toStrictEqual(['Start', 'A', 'B', 'Z', 'E'])
  })
})

describe('Drafts', () => {
  const pages = { 'a/README.md': '', 'a/draft.md': '---\ndraft: true\n---\n', 'b/only.md': '---\ndraft: true\n---\n' }

  test('are left out, with folders that hold nothing else', () => {
    const guidebooks = guidebooksOf(pages)
    expect(guidebooks.pages.map(({ file }) => file)).toStrictEqual(['a/README.md'])
    expect(guidebooks.folder('b')).toBe(undefined)
    expect(guidebooks.page('a/draft.md')).toBe(undefined)
    expect(guidebooks.isDraft('a/draft.md')).toBe(true)
    expect(guidebooks.isDraft('a/README.md')).toBe(false)
  })

  test('are pages like others where they are asked for', () => {
    const guidebooks = guidebooksOf(pages, { drafts: true })
    expect(guidebooks.pages.length).toBe(3)
    expect(guidebooks.isDraft('a/draft.md')).toBe(false)
    expect(guidebooks.pageAt('/a/draft/')?.file).toBe('a/draft.md')
  })

  test('take no address from others', () => {
    const guidebooks = guidebooksOf({ 'a.md': '', 'a/README.md': '---\ndraft: true\n---\n' })
    expect(guidebooks.clashes).toStrictEqual([])
    expect(guidebooks.pageAt('/a/')?.file).toBe('a.md')
  })
})
