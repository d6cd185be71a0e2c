import fc from 'fast-check'
import { toHtml } from 'hast-util-to-html'
import type { Nodes, Root } from 'mdast'
import { toHast } from 'mdast-util-to-hast'
import { describe, expect, test } from 'vitest'
import { walk } from '../../src/guidebook/parse/node.ts'
import { parse } from '../../src/guidebook/parse/syntax.ts'
import { assertLinear } from '../growth.ts'

/** What a renderer made, without what no browser shows. */
function shape(html: string): string {
  return html
    .replaceAll(' />', '>')
    .replaceAll('&quot;', '"')
    .replace(/\n(?=<)|(?<=>)\n/g, '')
}

function htmlOf(tree: Root): string {
  return toHtml(toHast(tree, { allowDangerousHtml: true }), { allowDangerousHtml: true })
}

/** What cmark-gfm 0.29.0.gfm.6 makes of texts, with its extensions table, strikethrough and autolink. */
const cases: Record<string, [text: string, html: string][]> = {
  'A list that does not begin with 1 needs no empty line, but behind a paragraph': [
    [
      'Text:\n\n    code\n\n2. two\n3. three',
      '<p>Text:</p>\n<pre><code>code\n</code></pre>\n<ol start="2">\n<li>two</li>\n<li>three</li>\n</ol>',
    ],
    ['Run:\n\n    code\n2. then', '<p>Run:</p>\n<pre><code>code\n</code></pre>\n<ol start="2">\n<li>then</li>\n</ol>'],
    [
      '> Run:\n>\n>     code\n>\n> 2. two',
      '<blockquote>\n<p>Run:</p>\n<pre><code>code\n</code></pre>\n<ol start="2">\n<li>two</li>\n</ol>\n</blockquote>',
    ],
    [
      '- a\n\n      code\n\n  2. two\n  3. three',
      '<ul>\n<li>\n<p>a</p>\n<pre><code>code\n</code></pre>\n<ol start="2">\n<li>two</li>\n<li>three</li>\n</ol>\n</li>\n</ul>',
    ],
    ['    code\n\n2) two', '<pre><code>code\n</code></pre>\n<ol start="2">\n<li>two</li>\n</ol>'],
    ['\tcode\n\n10.\tten', '<pre><code>code\n</code></pre>\n<ol start="10">\n<li>ten</li>\n</ol>'],
    ['    code\n\n   7. seven', '<pre><code>code\n</code></pre>\n<ol start="7">\n<li>seven</li>\n</ol>'],
    ['    code\n\n-\n\ntext', '<pre><code>code\n</code></pre>\n<ul>\n<li></li>\n</ul>\n<p>text</p>'],
    ['    code\n\n12345. big', '<pre><code>code\n</code></pre>\n<ol start="12345">\n<li>big</li>\n</ol>'],
    [
      'Step\n\n    code\n\n2. two\n\n    text\n\n3. three',
      '<p>Step</p>\n<pre><code>code\n</code></pre>\n<ol start="2">\n<li>\n<p>two</p>\n<p>text</p>\n</li>\n<li>\n<p>three</p>\n</li>\n</ol>',
    ],
    [
      'A:\n\n    code\n\n2. two\n\nB:\n\n    code\n\n5. five',
      '<p>A:</p>\n<pre><code>code\n</code></pre>\n<ol start="2">\n<li>two</li>\n</ol>\n<p>B:</p>\n<pre><code>code\n</code></pre>\n<ol start="5">\n<li>five</li>\n</ol>',
    ],
    [
      '    code\n\n2. two\n\n    text\n   10. ten',
      '<pre><code>code\n</code></pre>\n<ol start="2">\n<li>\n<p>two</p>\n<p>text\n10. ten</p>\n</li>\n</ol>',
    ],
    [
      'Logs:\n> 2. two\n> 3. three',
      '<p>Logs:</p>\n<blockquote>\n<ol start="2">\n<li>two</li>\n<li>three</li>\n</ol>\n</blockquote>',
    ],
    ['Steps:\n01. one\n02. two', '<p>Steps:</p>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol>'],
    ['- Steps:\n  001) one', '<ul>\n<li>Steps:\n<ol>\n<li>one</li>\n</ol>\n</li>\n</ul>'],
    ['> Steps:\n> 01. one', '<blockquote>\n<p>Steps:</p>\n<ol>\n<li>one</li>\n</ol>\n</blockquote>'],
    ['Steps:\n    01. text', '<p>Steps:\n01. text</p>'],
    ['[r]: /u\n2. text', '<p>2. text</p>'],
    ['Steps:\n2. text', '<p>Steps:\n2. text</p>'],
  ],
  'Code that is indented is one block': [
    ['- x\n\n# H\n    a\n    b', '<ul>\n<li>x</li>\n</ul>\n<h1>H</h1>\n<pre><code>a\nb\n</code></pre>'],
    ['- x\n\n## H\n    a\n\n    b\n    c', '<ul>\n<li>x</li>\n</ul>\n<h2>H</h2>\n<pre><code>a\n\nb\nc\n</code></pre>'],
    ['> q\n***\n    a\n    b', '<blockquote>\n<p>q</p>\n</blockquote>\n<hr />\n<pre><code>a\nb\n</code></pre>'],
    ['- x\n<!-- -->\n    a\n      b', '<ul>\n<li>x</li>\n</ul>\n<!-- -->\n<pre><code>a\n  b\n</code></pre>'],
    [
      '- x\n\n| a |\n|---|\n    a\n    b',
      '<ul>\n<li>x</li>\n</ul>\n<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n<pre><code>a\nb\n</code></pre>',
    ],
    [
      '- x\n```\nz\n```\n    ```\n    b',
      '<ul>\n<li>x</li>\n</ul>\n<pre><code>z\n</code></pre>\n<pre><code>```\nb\n</code></pre>',
    ],
    ['- x\n***\n\ta\n\tb', '<ul>\n<li>x</li>\n</ul>\n<hr />\n<pre><code>a\nb\n</code></pre>'],
    ['```\na\n```\n```\nb\n```', '<pre><code>a\n</code></pre>\n<pre><code>b\n</code></pre>'],
  ],
  'An address that begins with www. begins no later than its word': [
    ['VIRTUAL_HOST=www.example.org and *b*', '<p>VIRTUAL_HOST=www.example.org and <em>b</em></p>'],
    ['host "www.example.org" x', '<p>host &quot;www.example.org&quot; x</p>'],
    ['`a`:www.example.org', '<p><code>a</code>:www.example.org</p>'],
    [
      'www.example.org, (www.example.org) *www.example.org* ~~www.example.org~~ _www.example.org_',
      '<p><a href="http://www.example.org">www.example.org</a>, (<a href="http://www.example.org">www.example.org</a>) <em><a href="http://www.example.org">www.example.org</a></em> <del><a href="http://www.example.org">www.example.org</a></del> <em><a href="http://www.example.org">www.example.org</a></em></p>',
    ],
    [
      '> a\n>www.example.org',
      '<blockquote>\n<p>a\n<a href="http://www.example.org">www.example.org</a></p>\n</blockquote>',
    ],
    ['>www.example.org', '<blockquote>\n<p><a href="http://www.example.org">www.example.org</a></p>\n</blockquote>'],
    ['# www.example.org', '<h1><a href="http://www.example.org">www.example.org</a></h1>'],
    [
      '|a|\n|-|\n|www.example.org|\n|a=www.example.org|',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><a href="http://www.example.org">www.example.org</a></td>\n</tr>\n<tr>\n<td>a=www.example.org</td>\n</tr>\n</tbody>\n</table>',
    ],
    ['a\n\twww.example.org', '<p>a\n<a href="http://www.example.org">www.example.org</a></p>'],
    ['[a=www.example.org](b)', '<p><a href="b">a=www.example.org</a></p>'],
    ['<b>www.example.org</b>', '<p><b>www.example.org</b></p>'],
    ['a=www.example.org/_x_', '<p>a=www.example.org/<em>x</em></p>'],
    ['a=[www.example.org](www.example.org)', '<p>a=<a href="www.example.org">www.example.org</a></p>'],
  ],
}
for (const [what, pages] of Object.entries(cases)) {
  describe(`${what}, as on GitHub`, () => {
    for (const [text, html] of pages) {
      test(JSON.stringify(text), () => {
        for (const end of ['', '\n']) expect(shape(htmlOf(parse(text + end, 'md')))).toBe(shape(html))
      })
    }
  })
}

/** The nodes of some types, each as its type and the text at its place. */
function placesOf(text: string, types: RegExp): string[] {
  const places: string[] = []
  walk<Nodes>(parse(text, 'md'), ({ type, position }) => {
    if (types.test(type)) places.push(`${type} ${text.slice(position?.start.offset, position?.end.offset)}`)
  })
  return places
}

describe('What the parser does not see by itself has the places of the text', () => {
  const mended: [text: string, types: RegExp, places: string[]][] = [
    [
      'a\n\n    code\n\n2. *two*\n3. three\n\n*end*',
      /^(?:code|listItem|emphasis)$/,
      ['code     code', 'listItem 2. *two*', 'emphasis *two*', 'listItem 3. three', 'emphasis *end*'],
    ],
    ['> a\n> 01. *b*\n\n*c*', /^(?:list|emphasis)$/, ['list 01. *b*', 'emphasis *b*', 'emphasis *c*']],
    ['- x\n# H\n    a\n    b\n\nc', /^code$/, ['code     a\n    b']],
    ['- x\r\n# H\r\n    a\r\n    b\r\n\r\nc', /^code$/, ['code     a\r\n    b']],
    ['a="www.example.org" *b*', /^(?:text|link)$/, ['text a="www.example.org" ', 'text b']],
  ]
  for (const [text, types, places] of mended) {
    test(JSON.stringify(text), () => expect(placesOf(text, types)).toStrictEqual(places))
  }

  const lines = [
    'a',
    '2. b',
    '01. c',
    '-',
    '',
    '',
    '    d',
    '> 3. e',
    '>     f',
    '# G',
    '* h',
    '   7) i',
    'x=www.j.org',
    '```',
  ]
  const texts = fc.array(fc.constantFrom(...lines), { maxLength: 14 }).map((parts) => parts.join('\n'))

  test('on any page, which has nothing of what the parser is shown', () => {
    fc.assert(
      fc.property(texts, (text) => {
        walk<Nodes>(parse(text, 'md'), (node) => {
          expect(node.type).not.toBe('html')
          if (node.type !== 'text') return
          const written = text.slice(node.position?.start.offset, node.position?.end.offset)
          expect(node.value).toBe(written.replace(/(?<=\n)[ >]+/g, ''))
        })
      }),
      { numRuns: 2000 },
    )
  })
})

test('in MDX a number of two digits is no reason for a comment, which MDX has not', () => {
  expect(htmlOf(parse('Steps:\n01. one', 'mdx'))).toBe('<p>Steps:\n01. one</p>')
})

test('pages full of such places are read in a time that grows with their length', async () => {
  for (const piece of [
    '    a\n2. b\n',
    'c\n\n    a\n2. b\n\n',
    'a\n01. b\n\n',
    '- x\n# H\n    a\n    b\n',
    'a=www.b.org ',
    '> 2. a\n\nb\n',
  ]) {
    const text = piece.repeat(100_000 / piece.length)
    await assertLinear((share) => parse(text.slice(0, text.length * share), 'md'), 4, JSON.stringify(piece))
  }
})
