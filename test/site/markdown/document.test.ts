import { assert, describe, expect, test } from 'vitest'
import { parse } from '../../../src/guidebook/parse/syntax.ts'
import { splitDocument } from '../../../src/site/markdown/document.ts'
import { renderPage } from '../../../src/site/markdown/render.ts'
import { bodyOf, elementsOf, plainContext } from './rendered-page.ts'

const breadcrumbs = '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**'
const header = '> **Status:** ✅ Active\n> **Related:** [DNS](dns.md)'

describe('What the layout shows itself is not in the body', () => {
  const cases: Record<string, string> = {
    'breadcrumbs, H1, header block': `${breadcrumbs}\n\n# Operations\n\n${header}\n\nText`,
    'H1, breadcrumbs, header block': `# Operations\n\n${breadcrumbs}\n\n${header}\n\nText`,
    'after frontmatter and comments': `---\norder: 1\n---\n<!-- a -->\n\n${breadcrumbs}\n\n# Operations\n\n${header}\n\nText`,
    'with CRLF': `${breadcrumbs}\n\n# Operations\n\n${header}\n\nText`.replaceAll('\n', '\r\n'),
    'an H1 in raw HTML': '<h1 align="center">Operations</h1>\n\nText',
  }
  for (const [name, text] of Object.entries(cases)) {
    test(name, () => {
      const { title, body } = renderPage(text, 'md', plainContext)
      expect([title, body.trim()]).toStrictEqual(['Operations', '<p>Text</p>'])
    })
  }

  test('a title keeps its markup, and its links are the site’s', () => {
    const text = '# The `code` of **[DNS][d]** :tada: &amp; ![x](https://a.example/x.png)\n\n[d]: dns.md\n'
    expect(renderPage(text, 'md', plainContext).title).toBe(
      'The <code>code</code> of <strong><a href="dns.md">DNS</a></strong> 🎉 &#x26; <a class="external-image" href="https://a.example/x.png" rel="external noreferrer">Image: x</a>',
    )
  })

  test('a raw H1 may hold Markdown and stand in another element', () => {
    const { title, body } = renderPage(
      '<div align="center">\n\n<h1>\n\nMy *title*\n\n</h1>\n\nText\n\n</div>',
      'md',
      plainContext,
    )
    expect(title.trim()).toBe('<p>My <em>title</em></p>')
    expect(elementsOf(body).map(({ tagName }) => tagName)).toStrictEqual(['div', 'p'])
  })

  test('a page without an H1 has no title, and an H1 in a quote or a list is none', () => {
    for (const text of ['Text', '## Second', '> # Quoted', '- # Listed']) {
      expect(renderPage(text, 'md', plainContext).title, text).toBe('')
    }
    expect(bodyOf('> # Quoted')).toMatch(/<h2 id="quoted">/)
  })

  test('a second H1 is a heading below the first', () => {
    const { title, body } = renderPage('# One\n\n# Two\n', 'md', plainContext)
    expect(title).toBe('One')
    expect(body).toMatch(/^\s*<h2 id="two">Two<a /)
  })
})

describe('The header block is handed over as fields', () => {
  test('with the HTML of their values', () => {
    const text =
      '# T\n\n> **Status:** ✅ *Active*\n> **Related:** [DNS](dns.md), [VPN][v] and `code`\n> **Owner:** :tada: <b onclick="x">us</b>\n\n> [v]: vpn.md\n'
    expect(renderPage(text, 'md', plainContext).header).toStrictEqual([
      { key: 'Status', html: '✅ <em>Active</em>' },
      { key: 'Related', html: '<a href="dns.md">DNS</a>, <a href="vpn.md">VPN</a> and <code>code</code>' },
      { key: 'Owner', html: '🎉 <b>us</b>' },
    ])
  })

  test('and all of a value is kept, what cannot stand in a paragraph too', () => {
    const [field] = renderPage('# T\n\n**Owner:** a <div>b</div> c <ul><li>d\n', 'md', plainContext).header
    expect(field?.html ?? '').toMatch(/^a <div>b<\/div> c <ul><li>d/)
  })

  test('what only looks like one stays in the body', () => {
    for (const block of ['**Note:** be careful', '> [!NOTE]\n> **Status:** ok', '> just a quote']) {
      const { header: fields, body } = renderPage(`# T\n\n${block}`, 'md', plainContext)
      expect(fields).toStrictEqual([])
      assert.ok(elementsOf(body).length > 0, block)
    }
  })
})

test('a tree is taken apart for MDX, and stays as it was', () => {
  const tree = parse(`${breadcrumbs}\n\n# The **title**\n\n${header}\n\nText\n\n# Other`, 'mdx')
  const before = structuredClone(tree)
  const document = splitDocument(tree)
  expect(tree).toStrictEqual(before)
  expect(document.title.map(({ type }) => type)).toStrictEqual(['text', 'strong'])
  expect(document.header.map(({ key }) => key)).toStrictEqual(['Status', 'Related'])
  expect(document.body.children.map(({ type }) => type)).toStrictEqual(['paragraph', 'heading'])
})

test('the same text gives the same HTML', () => {
  const text = `${breadcrumbs}\n\n# T\n\n${header}\n\n\`\`\`sh\n$ ls\n\`\`\`\n\n## A\n\n## A\n`
  expect(renderPage(text, 'md', plainContext)).toStrictEqual(renderPage(text, 'md', plainContext))
})
