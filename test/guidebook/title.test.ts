import { assert, describe, expect, test } from 'vitest'
import { pageOf } from './written-page.ts'

describe('The title of a page', () => {
  const cases: [name: string, text: string, title: string][] = [
    ['is frontmatter’s', '---\ntitle: Front\n---\n# First\n', 'Front'],
    ['may be a number in frontmatter', '---\ntitle: 2026\n---\n# First\n', '2026'],
    ['is the H1 where frontmatter’s is blank', '---\ntitle: " "\n---\n# First\n', 'First'],
    ['is the first H1', 'text\n\n## Second level\n\n# First\n\n# Other\n', 'First'],
    [
      'is without its markup',
      '# The **bold** `code` [link](x) &amp; ![image](y) <b>more</b>',
      'The bold code link & more',
    ],
    ['is one line', 'Over\ntwo\n===\n', 'Over two'],
    ['may be an H1 in raw HTML', '<div align="center">\n<h1>Raw &amp; ready</h1>\n</div>\n', 'Raw & ready'],
    ['may be Markdown in a raw H1', '<h1 align="center">\n\nMy *title*\n\n</h1>\n', 'My title'],
    ['is not an H1 in a quote', '> # Quoted\n\n# First\n', 'First'],
    ['is not an H1 in a list', '- # Listed\n', 'Page'],
    ['is the file’s name without an H1', '## Second level\n', 'Page'],
    ['is the file’s name where the H1 is empty', '#\n', 'Page'],
  ]
  for (const [name, text, title] of cases) test(name, () => expect(pageOf(text).title).toBe(title))

  const codes: [name: string, text: string, title: string][] = [
    ['has the plain values that the page declares', "export const v = '22.0.4'\n\n# Version {v}\n", 'Version 22.0.4'],
    ['has numbers too', 'export const n = 3\nconst m = "x"\n\n# {n} of **{m}**\n', '3 of x'],
    ['shows what only code can tell as it is written', 'import v from "./v.js"\n\n# Version {v}\n', 'Version {v}'],
  ]
  for (const [name, text, title] of codes)
    test(`in MDX ${name}`, () => expect(pageOf(text, 'erp/page.mdx').title).toBe(title))

  test('by the file’s name reads as words', () => {
    const files: [file: string, title: string][] = [
      ['erp/backup-and-recovery.md', 'Backup and recovery'],
      ['erp/postgres_roles.md', 'Postgres roles'],
      ['erp/README.md', 'Erp'],
      ['erp/index.mdx', 'Erp'],
      ['field-service/readme.md', 'Field service'],
      ['README.md', 'Home'],
      ['été.md', 'Été'],
      ['v1.2.md', 'V1.2'],
    ]
    for (const [file, title] of files) expect(pageOf('', file).title, file).toBe(title)
  })
})

describe('The description of a page', () => {
  const cases: [name: string, text: string, description: string][] = [
    ['is frontmatter’s', '---\ndescription: Front\n---\ntext', 'Front'],
    ['is the first paragraph', '# T\n\nFirst **bold**\n[link](x).\n\nSecond', 'First bold link.'],
    ['passes over breadcrumbs and the header block', '[A](a.md) > **T**\n\n# T\n\n**Status:** ok\n\nFirst', 'First'],
    ['passes over quotes, lists, code and images', '# T\n\n> q\n\n- l\n\n```\nc\n```\n\n![i](x)\n\nFirst', 'First'],
    ['leaves tags out', '# T\n\n<b>First</b> <!-- c -->text', 'First text'],
    ['passes over badges', '# T\n\n[![CI](b.svg)](https://ci.example)\n\nFirst', 'First'],
    [
      'passes over badges with a label',
      '# T\n\n**Build status:**\n[![CI](b.svg)](https://ci.example)\n\nFirst',
      'First',
    ],
    ['passes over badges and links', '# T\n\n[![CI](b.svg)](x) | [Docs](y) | Chat\n\nFirst', 'First'],
    ['passes over badges of references', '# T\n\n[![CI][b]][c] [![Go][b]][c]\n\nFirst\n\n[b]: b.svg\n[c]: c', 'First'],
    ['passes over a row of links', '# T\n\n[One](#one) · [Two](#two)\n\nFirst', 'First'],
    ['passes over what announces contents', '# T\n\nTable of Contents\n\n- [A](#a)\n\nFirst', 'First'],
    ['passes over made contents', '# T\n\n**Table of Contents**  *generated with DocToc*\n\nFirst', 'First'],
    ['passes over signs of contents', '# T\n\n[[_TOC_]]\n\n[TOC]\n\nFirst', 'First'],
    ['passes over a label and a date', '# T\n\nAgenda:\n\n12/15/2020\n\nFirst', 'First'],
    ['takes a sentence with a link', '# T\n\nSee [the other](x.md).', 'See the other.'],
    [
      'takes a sentence beside a badge',
      '# T\n\n![b](b.svg) Takes orders and sends them.',
      'Takes orders and sends them.',
    ],
    [
      'takes a sentence about contents',
      '# T\n\nContents of the box are listed here.',
      'Contents of the box are listed here.',
    ],
    ['may be empty', '# T\n', ''],
  ]
  for (const [name, text, description] of cases) test(name, () => expect(pageOf(text).description).toBe(description))

  test('is cut at a word, and never through a character', () => {
    expect(pageOf(`${'word '.repeat(100)}`).description).toBe(`${'word '.repeat(47)}word …`)
    const { description } = pageOf(`a${'😀'.repeat(200)}`)
    assert.ok(description.isWellFormed() && description.length < 250)
  })
})
