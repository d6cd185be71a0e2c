import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf, folderAddress, hrefOf } from '../../src/guidebook/paths/address.ts'
import { assignAddresses } from '../../src/guidebook/tree.ts'
import { pageOf } from './written-page.ts'

describe('The address of a page is its path', () => {
  const cases: [file: string, address: string][] = [
    ['erp/operations.md', '/erp/operations/'],
    ['erp/README.md', '/erp/'],
    ['erp/index.md', '/erp/'],
    ['erp/Readme.MDX', '/erp/'],
    ['README.md', '/'],
    ['top.md', '/top/'],
    ['erp/readme-first.md', '/erp/readme-first/'],
    ['Erp/Big Page.md', '/Erp/Big-Page/'],
    ['été/çà.md', '/été/çà/'],
    ['e\u0301te\u0301.md', '/été/'],
    ['数据库/备份.md', '/数据库/备份/'],
    ['v1.2.md', '/v1.2/'],
    ['a.md.md', '/a-md/'],
    ['index.html/a.md', '/index-html/a/'],
    ['_waymark/a.md', '/waymark/a/'],
    ['shop/index.html.md', '/shop/'],
    ['shop/README.html.md', '/shop/'],
    ['shop/orders.html.md', '/shop/orders/'],
    ['shop/orders.HTM.MD', '/shop/orders/'],
    ['shop/.html.md', '/shop/html/'],
    ['.hidden.md', '/hidden/'],
    ['100% sure?.md', '/100-sure/'],
    ['c#.md', '/c/'],
    ['a%20b.md', '/a-20b/'],
    ['a & b (c).md', '/a-b-(c)/'],
    ['"quoted" <a>.md', '/quoted-a/'],
    ['#.md', '/-/'],
    ['  .md', '/-/'],
    ['a\tb\u0000c.md', '/a-b-c/'],
    ['back\\slash.md', '/back-slash/'],
    ['😀.md', '/😀/'],
    ['-dash-.md', '/dash/'],
  ]
  for (const [file, address] of cases) test(JSON.stringify(file), () => expect(addressOf(file)).toBe(address))

  test('and that of a folder, too', () => {
    expect(['', 'erp', 'a b/c'].map(folderAddress)).toStrictEqual(['/', '/erp/', '/a-b/c/'])
  })

  test('whatever the name: one segment for each, without what a URL gives a meaning of its own', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('/'))
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        const address = addressOf(`${names.join('/')}.md`)
        expect(address).toMatch(/^\/(?:[^/]+\/)*$/)
        expect(address).not.toMatch(/[\s%#?&"'<>|\\:]/)
        expect(address).not.toMatch(/\/\.{1,2}\//)
        expect(new URL(hrefOf('/', address), 'https://a.example').pathname).toBe(hrefOf('/', address))
      }),
    )
  })
})

test('in a link an address is encoded, under the base', () => {
  const cases: [base: string, address: string, href: string][] = [
    ['/', '/', '/'],
    ['/docs/', '/', '/docs/'],
    ['/', '/été/a b/', '/%C3%A9t%C3%A9/a%20b/'],
    ['/docs/', '/erp/c#.txt', '/docs/erp/c%23.txt'],
    ['/', '/\ud800/', '/%EF%BF%BD/'],
  ]
  for (const [base, address, href] of cases) expect(hrefOf(base, address)).toBe(href)
})

describe('Two files that ask for one address', () => {
  /** The addresses that files get, and who had to give way to whom. */
  function assigned(files: string[]) {
    const { pages, clashes } = assignAddresses(files.map((file) => pageOf('', file)))
    return {
      addresses: Object.fromEntries(pages),
      clashes: clashes.map(({ file, other }) => `${file} to ${other ?? 'the site'}`),
    }
  }

  const cases: Record<string, [files: string[], addresses: Record<string, string>, clashes: string[]]> = {
    'a page and a folder’s page': [
      ['a.md', 'a/README.md'],
      { 'a/README.md': '/a/', 'a.md': '/a-2/' },
      ['a.md to a/README.md'],
    ],
    'README and index in one folder': [
      ['a/index.md', 'a/README.md'],
      { 'a/README.md': '/a/', 'a/index.md': '/a-2/' },
      ['a/index.md to a/README.md'],
    ],
    'README and index at the root': [
      ['index.md', 'README.md'],
      { 'README.md': '/', 'index.md': '/index-2/' },
      ['index.md to README.md'],
    ],
    'README and what another generator calls a folder’s page': [
      ['a/index.html.md', 'a/README.md', 'a/index.md'],
      { 'a/README.md': '/a/', 'a/index.md': '/a-2/', 'a/index.html.md': '/a-3/' },
      ['a/index.md to a/README.md', 'a/index.html.md to a/README.md'],
    ],
    'a page with and without the ending of what is made of it': [
      ['a.html.md', 'a.md'],
      { 'a.md': '/a/', 'a.html.md': '/a-2/' },
      ['a.html.md to a.md'],
    ],
    'the source of the home page and that of another': [
      ['README.md', 'index/README.md'],
      { 'README.md': '/', 'index/README.md': '/index-2/' },
      ['index/README.md to the site'],
    ],
    'capitals, since some hosts do not tell them apart': [
      ['foo.md', 'Foo.md'],
      { 'Foo.md': '/Foo/', 'foo.md': '/foo-2/' },
      ['foo.md to Foo.md'],
    ],
    'composed and decomposed accents': [
      ['é.md', 'e\u0301.md'],
      { 'e\u0301.md': '/é/', 'é.md': '/é-2/' },
      ['é.md to e\u0301.md'],
    ],
    'signs that become the same': [
      ['a b.md', 'a-b.md', 'a?b.md'],
      { 'a b.md': '/a-b/', 'a-b.md': '/a-b-2/', 'a?b.md': '/a-b-3/' },
      ['a-b.md to a b.md', 'a?b.md to a b.md'],
    ],
    'a number that is taken': [
      ['a.md', 'a/README.md', 'a-2.md'],
      { 'a/README.md': '/a/', 'a-2.md': '/a-2/', 'a.md': '/a-3/' },
      ['a.md to a/README.md'],
    ],
    'Markdown and MDX': [['a.md', 'a.mdx'], { 'a.md': '/a/', 'a.mdx': '/a-2/' }, ['a.mdx to a.md']],
    none: [['a.md', 'b.md', 'a/b.md'], { 'a.md': '/a/', 'b.md': '/b/', 'a/b.md': '/a/b/' }, []],
  }
  for (const [name, [files, addresses, clashes]] of Object.entries(cases)) {
    test(name, () => {
      expect(assigned(files)).toStrictEqual({ addresses, clashes })
      expect(assigned(files.toReversed()), 'in any order').toStrictEqual({ addresses, clashes })
    })
  }
})

describe('A folder without a page of its own is listed at an address that is its own', () => {
  const cases: Record<string, [files: string[], folders: Record<string, string>, clashes: string[]]> = {
    'beside another whose name is written otherwise': [
      ['a b/x.md', 'a-b/y.md'],
      { 'a b': '/a-b/', 'a-b': '/a-b-2/' },
      ['a-b to a b'],
    ],
    'beside the page of another': [
      ['a b/README.md', 'a-b/y.md'],
      { 'a b': '/a-b/', 'a-b': '/a-b-2/' },
      ['a-b to a b/README.md'],
    ],
    'in other capitals': [['Foo/x.md', 'foo/y.md'], { Foo: '/Foo/', foo: '/foo-2/' }, ['foo to Foo']],
    'which the page of its name has by right': [['a.md', 'a/b/x.md'], { a: '/a/', 'a/b': '/a/b/' }, []],
  }
  for (const [name, [files, expected, expectedClashes]] of Object.entries(cases)) {
    test(name, () => {
      const { folders, clashes } = assignAddresses(files.map((file) => pageOf('', file)))
      expect(Object.fromEntries(folders)).toStrictEqual(expected)
      expect(clashes.map(({ file, other }) => `${file} to ${other}`)).toStrictEqual(expectedClashes)
    })
  }
})
