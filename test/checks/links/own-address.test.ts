import { describe, expect, it } from 'vitest'
import { findIn } from './written-input.ts'

const files = {
  'docs/README.md': '# Hub\n',
  'docs/erp/README.md': '---\naliases: [/former/]\n---\n\n# ERP\n\n## Restore\n',
  'docs/erp/two words.md': '# Two\n',
  'docs/erp/no-page/deep.md': '# Deep\n',
  'docs/erp/draft.md': '---\ndraft: true\n---\n\n# Draft\n',
  'docs/erp/plan.png': '',
  'docs/erp/manual.html': '<h1 id="start">Start</h1><a name="end"></a>',
  'docs/erp/app.html': '<div id="root"></div><script src="app.js"></script>',
  'chart/notes.html': '<p id="one">',
  'chart/plan.png': '',
}

/** What is found of one link: its code, and what is meant in its place. */
async function problemWith(url: string, config: object, page = 'docs/page.md'): Promise<string> {
  const found = await findIn({ ...files, [page]: `# Page\n\n[x](<${url}>)\n` }, { config })
  return (
    found
      .map(({ code, hint }) => [code.replace('links/', ''), /`(.*)`/.exec(hint ?? '')?.[1]].filter(Boolean).join(' '))
      .join(', ') || 'fine'
  )
}

const holds = (config: object, cases: Record<string, string>) => {
  for (const [url, expected] of Object.entries(cases))
    it(url, async () => expect(await problemWith(url, config)).toBe(expected))
}

describe('A link to the address that the site is published at is one of ours', () =>
  holds(
    { site: 'https://docs.example.org/books', base: '/books/' },
    {
      'https://docs.example.org/books/': 'fine',
      'https://docs.example.org/books': 'fine',
      'https://docs.example.org/books/erp/': 'fine',
      'https://docs.example.org/books/erp': 'fine',
      'https://docs.example.org/books/erp/index.html': 'fine',
      'https://docs.example.org/books/erp/?namespace=a#restore': 'fine',
      'http://docs.example.org/books/erp/#restore': 'fine',
      '//docs.example.org/books/erp/#restore': 'fine',
      'HTTPS://DOCS.example.org/books/erp/two-words/': 'fine',
      'https://docs.example.org/books/former/': 'fine',
      'https://docs.example.org/books/erp.md': 'fine',
      'https://docs.example.org/books/index.md': 'fine',
      'https://docs.example.org/books/erp/two-words.md': 'fine',
      'https://docs.example.org/books/erp/plan.png': 'fine',
      'https://docs.example.org/books/_waymark/files/chart/plan.png': 'fine',
      'https://docs.example.org/books/_waymark/status.json': 'fine',
      'https://docs.example.org/books/llms.txt': 'fine',
      'https://docs.example.org/books/status/shop/': 'fine',
      'https://docs.example.org/books/erp/#restroe': 'missing-anchor #restore',
      'https://docs.example.org/books/former/#gone': 'missing-anchor',
      'https://docs.example.org/books/epr/': 'missing-file https://docs.example.org/books/erp/',
      'https://docs.example.org/books/erp/README.md': 'missing-file https://docs.example.org/books/erp/',
      'https://docs.example.org/books/erp/gone.md': 'missing-file',
      'https://docs.example.org/books/erp/gone.png': 'missing-file',
      'https://docs.example.org/books/_waymark/files/chart/gone.png': 'missing-file',
      'https://docs.example.org/books/erp/no-page/': 'folder-without-page README.md',
      'https://docs.example.org/books/erp/draft/': 'draft draft',
      'https://docs.example.org/elsewhere/': 'fine',
      'https://docs.example.org/bookshop/': 'fine',
      'https://other.example.org/books/gone/': 'fine',
      'https://docs.example.org:8443/books/gone/': 'fine',
    },
  ))

describe('A link to a section of an HTML file is looked at', () =>
  holds(
    { site: 'https://docs.example.org' },
    {
      'erp/manual.html#start': 'fine',
      'erp/manual.html#end': 'fine',
      'erp/manual.html#top': 'fine',
      'erp/manual.html#:~:text=Start': 'fine',
      'erp/manual.html#stard': 'missing-anchor #start',
      'erp/manual.html#L1': 'fine',
      'erp/app.html#/orders': 'fine',
      '../chart/notes.html#one': 'fine',
      '../chart/notes.html#two': 'missing-anchor',
      'https://docs.example.org/erp/manual.html#gone': 'missing-anchor',
    },
  ))

it('A script may make anchors, so a missing one is a warning', async () => {
  const found = await findIn({ ...files, 'docs/page.md': '# Page\n\n[x](erp/app.html#orders)\n' })
  expect(found.map(({ code, severity }) => [code, severity])).toStrictEqual([['links/missing-anchor', 'warning']])
})
