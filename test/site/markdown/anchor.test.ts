import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderPage, transformMdxTree } from '../../../src/site/markdown/render.ts'
import { pageOf } from '../../guidebook/written-page.ts'
import { attribute, bodyOf, elementsOf, plainContext } from './rendered-page.ts'

/** The anchors that a rendered page has, by its headings. */
function renderedAnchors(text: string): string[] {
  const headings = elementsOf(bodyOf(text)).filter(({ tagName }) => /^h[1-6]$/.test(tagName))
  return headings.flatMap((heading) => attribute(heading, 'id') ?? []).filter((id) => id !== 'footnote-label')
}

/** The anchors that the model knows of, but for that of the title `T`, which stands in the layout. */
function knownAnchors(text: string): string[] {
  return pageOf(text).headings.flatMap(({ depth, text: name, anchor }) =>
    depth === 1 && name === 'T' ? [] : anchor || [],
  )
}

test('The title, which stands in the layout, has the anchor that it has in the text', () => {
  const cases: [text: string, anchor: string | undefined][] = [
    ['# Restart it\n', 'restart-it'],
    ['## Title\n\n# Title\n', 'title-1'],
    ['<h1 align="center">Shop &amp; till</h1>\n', 'shop--till'],
    ['# 🎉\n', undefined],
    ['text\n', undefined],
  ]
  for (const [text, anchor] of cases) expect(renderPage(text, 'md', plainContext).anchor, text).toBe(anchor)
})

describe('A heading has the anchor that links to it name', () => {
  const cases: Record<string, [text: string, anchors: string[]]> = {
    'the title is counted where it stands': ['## t\n\n# T\n\n## t\n', ['t', 't-2']],
    'emoji are shown after anchors are made': ['# T\n\n## :tada: Party 🎉\n', ['tada-party-']],
    'an image that is not loaded adds nothing': ['# T\n\n## ![alt](https://a.example/x.png) Logo\n', ['-logo']],
    'a dead link is text': ['# T\n\n## [Dead](data:x) link\n', ['dead-link']],
    'a footnote’s mark adds nothing': ['# T\n\n## Foo[^1]\n\n[^1]: note\n', ['foo']],
    'what is dropped adds nothing': ['# T\n\n## a <svg><text>b</text></svg> <title> c\n', ['a---c']],
    'raw headings count': ['# T\n\n<h2>A &amp; B</h2>\n\n## A & B\n', ['a--b', 'a--b-1']],
    'a raw heading that holds Markdown': ['# T\n\n<h2>\n\nMy *own*\n\n</h2>\n', ['my-own']],
    'an emoji alone has none, and the next has a number': ['# T\n\n## 🎉\n\n## 🎉\n', ['-1']],
    'in a quote, a list, an alert and a footnote': [
      '# T\n\n> ## A\n\n- ## A\n\n> [!NOTE]\n> ## A\n\n[^1]\n\n[^1]: ## A\n',
      ['a', 'a-1', 'a-2', 'a-3'],
    ],
  }
  for (const [name, [text, anchors]] of Object.entries(cases)) {
    test(name, () => {
      expect(renderedAnchors(text)).toStrictEqual(anchors)
      expect(knownAnchors(text)).toStrictEqual(anchors)
    })
  }

  test('in any page', () => {
    const word = fc.constantFrom(
      ...[
        'a',
        'b',
        'A',
        'a-1',
        '-',
        '1',
        '🎉',
        ':tada:',
        'é',
        '`c`',
        '*d*',
        '[e](x.md)',
        '[e](https://a.example)',
        '[e](status:e)',
      ],
      ...[
        '![f](x.png)',
        '![f](https://a.example/x.png)',
        '<b>g</b>',
        '<g>',
        '<title>',
        '<!-- h -->',
        '&amp;',
        '\\#',
        '[^1]',
        '_',
        'C++',
      ],
    )
    const line = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '))
    const level = fc.constantFrom('##', '###', '######', '#', '> ##', '- ##', '1. ###', '> - ####')
    const block = fc.oneof(
      fc.tuple(level, line).map(([mark, text]) => `${mark} ${text}`),
      fc.tuple(fc.constantFrom('===', '---'), line).map(([mark, text]) => `x ${text}\n${mark}`),
      fc
        .tuple(fc.constantFrom('h1', 'h2', 'h5'), line)
        .map(([name, text]) => `<${name}>${text.replaceAll('`', '')}</${name}>`),
      fc.constantFrom(
        'text',
        '```\n# code\n```',
        '<div>',
        '</div>',
        '> [!NOTE]\n> text',
        '| a |\n|---|\n| b |',
        '<details>\n<summary>s</summary>',
      ),
    )
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), (blocks) => {
        const text = `# T\n\n${blocks.join('\n\n')}\n\n[^1]: note\n`
        expect(renderedAnchors(text), text).toStrictEqual(knownAnchors(text))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('A heading links to itself', () => {
  test('by a link behind its text', () => {
    expect(bodyOf('## C’est *été* :tada:')).toBe(
      '<h2 id="cest-été-tada">C’est <em>été</em> 🎉<a class="heading-link" href="#cest-%C3%A9t%C3%A9-tada" aria-label="Link to “C’est été 🎉”"></a></h2>',
    )
  })

  test('but for one without an anchor, and one within a link', () => {
    expect(bodyOf('## 🎉')).toBe('<h2>🎉</h2>')
    const html = bodyOf('<div>\n<a href="x.md"><h2>A</h2></a>\n</div>')
    expect(elementsOf(html).map(({ tagName }) => tagName)).toStrictEqual(['div', 'a', 'h2'])
  })

  test('and an id that someone wrote goes on leading there', () => {
    const html = bodyOf('<h2 id="old-name">New name</h2>')
    const ids = elementsOf(html).flatMap((element) => attribute(element, 'id') ?? [])
    expect(ids).toStrictEqual(['new-name', 'old-name'])
    expect(pageOf('<h2 id="old-name">New name</h2>').htmlAnchors).toStrictEqual(['old-name'])
  })
})

describe('A long name in a heading', () => {
  const cases: [written: string, shown: string][] = [
    ['KubePersistentVolumeFillingUp', 'Kube|Persistent|Volume|Filling|Up'],
    ['NodeRAIDDiskFailureSoon', 'Node|RAID|Disk|Failure|Soon'],
    ['`kube_pod.status/phase_total`', 'kube_|pod.|status/|phase_|total'],
    ['KubePodCrash or a-word-with-hyphens', 'KubePodCrash or a-word-with-hyphens'],
  ]
  test.each(cases)('may be broken where it is joined, and keeps its text: %s', (written, shown) => {
    const { title, body } = renderPage(`# ${written}\n\n## ${written}`, 'md', plainContext)
    for (const html of [title, body]) {
      const text = html
        .replaceAll('<wbr>', '|')
        .replace(/<[^>]+>/g, '')
        .trim()
      expect(text).toBe(shown)
    }
    expect(body).toContain(`aria-label="Link to “${shown.replaceAll('|', '')}”"`)
  })
})

test('MDX pages are numbered with their title first', () => {
  const heading = (text: string) => ({
    type: 'element' as const,
    tagName: 'h2',
    properties: {},
    children: [{ type: 'text' as const, value: text }],
  })
  const tree = transformMdxTree({ type: 'root', children: [heading('A'), heading('A')] }, 'A', plainContext)
  expect(tree.children.map((node) => node.type === 'element' && node.properties.id)).toStrictEqual(['a-1', 'a-2'])
  expect(renderPage('# A\n\n## A', 'mdx', plainContext).title).toBe('A')
})
