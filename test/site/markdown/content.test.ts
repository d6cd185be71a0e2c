import { assert, describe, expect, test } from 'vitest'
import { attribute, bodyOf, elementsOf, plainContext, textOf } from './rendered-page.ts'

/** The names of a piece of HTML's elements, with their classes: `div.table`. */
function outline(html: string): string[] {
  return elementsOf(html).map((element) =>
    [element.tagName, ...(attribute(element, 'class') ?? '').split(' ')].filter(Boolean).join('.'),
  )
}

describe('An alert', () => {
  for (const kind of ['Note', 'Tip', 'Important', 'Warning', 'Caution']) {
    test(kind, () => {
      for (const written of [kind.toUpperCase(), kind]) {
        expect(bodyOf(`> [!${written}]\n> One *two*\n> three\n>\n> - four`)).toBe(
          `<div class="alert alert-${kind.toLowerCase()}" role="note"><p class="alert-title">${kind}</p><p>One <em>two</em>\nthree</p>\n\n<ul>\n<li>four</li>\n</ul>\n</div>`,
        )
      }
    })
  }

  const alerts: Record<string, string> = {
    'with a blank line behind its marker': '> [!NOTE]\n>\n> text',
    'with spaces behind its marker': '> [!NOTE]  \n> text',
    'with a backslash behind its marker': '> [!NOTE]\\\n> text',
    'with CRLF': '> [!NOTE]\r\n> text',
  }
  for (const [name, text] of Object.entries(alerts)) {
    test(name, () => {
      const html = bodyOf(text)
      expect(outline(html)).toStrictEqual(['div.alert.alert-note', 'p.alert-title', 'p'])
      expect(html).not.toMatch(/\[!NOTE\]/)
    })
  }

  test('with words that stand out, or code, on the line below its marker', () => {
    for (const end of ['\n', '\r\n'])
      for (const [written, name] of [
        ['**text**', 'strong'],
        ['`text` more', 'code'],
      ])
        expect(outline(bodyOf(`> [!NOTE]${end}> ${written}`))).toStrictEqual([
          'div.alert.alert-note',
          'p.alert-title',
          'p',
          name,
        ])
  })

  test('in a list and in another quote', () => {
    expect(outline(bodyOf('- a\n\n  > [!TIP]\n  > b\n'))).toStrictEqual([
      'ul',
      'li',
      'p',
      'div.alert.alert-tip',
      'p.alert-title',
      'p',
    ])
    expect(outline(bodyOf('> > [!TIP]\n> > b\n'))).toStrictEqual([
      'blockquote',
      'div.alert.alert-tip',
      'p.alert-title',
      'p',
    ])
  })

  const quotes: Record<string, string> = {
    'of an unknown kind': '> [!DANGER]\n> text',
    'with text beside its marker': '> [!NOTE] text',
    'with bold text beside its marker': '> [!NOTE] **text**',
    'that holds nothing': '> [!NOTE]',
    'with its marker further down': '> text\n> [!NOTE]',
    'with its marker in bold': '> **[!NOTE]**\n> text',
  }
  for (const [name, text] of Object.entries(quotes)) {
    test(`${name} stays a quote`, () => {
      const html = bodyOf(text)
      expect(outline(html)[0]).toBe('blockquote')
      expect(html).toMatch(/\[!/)
    })
  }
})

describe('As on GitHub', () => {
  test('a table, which scrolls in a box of its own', () => {
    const html = bodyOf('| a | b |\n|:--|--:|\n| *c* | d |\n| e |\n| f | g | h |\n')
    expect(outline(html).slice(0, 5)).toStrictEqual(['div.table', 'table', 'thead', 'tr', 'th'])
    const rows = elementsOf(html).filter(({ tagName }) => tagName === 'tr')
    const cells = rows.map((row) => elementsOf('').concat(row.childNodes.filter((node) => 'tagName' in node)))
    expect(cells.map((row) => row.map(textOf))).toStrictEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', ''],
      ['f', 'g'],
    ])
    expect(cells.map((row) => row.map((cell) => attribute(cell, 'align')))).toStrictEqual(
      Array(4).fill(['left', 'right']),
    )
  })

  test('a table whose rows begin with names, which are read whole', () => {
    const rows = ['shop-web', '**shop-db**', 'a-name-of-20-letters', 'no hyphen', 'of two-words']
    const cells = elementsOf(bodyOf(`| a | b |\n|--|--|\n${rows.map((row) => `| ${row} | c-d |\n`).join('')}`))
    const unbroken = cells.filter((cell) => attribute(cell, 'class') === 'short')
    expect(unbroken.map(textOf)).toStrictEqual(['shop-web', 'shop-db'])
  })

  test('a table in raw HTML', () => {
    expect(outline(bodyOf('<table><tr><td>a</table>'))).toStrictEqual(['div.table', 'table', 'tbody', 'tr', 'td'])
  })

  test('a task list', () => {
    const html = bodyOf('- [ ] a\n- [x] b\n')
    const boxes = elementsOf(html).filter(({ tagName }) => tagName === 'input')
    expect(
      boxes.map((box) => [attribute(box, 'type'), attribute(box, 'disabled'), attribute(box, 'checked')]),
    ).toStrictEqual([
      ['checkbox', '', undefined],
      ['checkbox', '', ''],
    ])
    expect(outline(html).slice(0, 2)).toStrictEqual(['ul.contains-task-list', 'li.task-list-item'])
  })

  test('footnotes, which lead there and back', () => {
    const elements = elementsOf(bodyOf('a[^x] b[^x] c[^y]\n\n[^x]: one [link](l.md)\n[^y]: two\n'))
    const ids = new Set(elements.flatMap((element) => attribute(element, 'id') ?? []))
    const links = elements.filter(({ tagName }) => tagName === 'a').map((element) => attribute(element, 'href') ?? '')
    const inside = links.filter((href) => href.startsWith('#'))
    expect(inside.length).toBe(6)
    expect(inside.filter((href) => !ids.has(decodeURIComponent(href.slice(1))))).toStrictEqual([])
    expect(links.filter((href) => !href.startsWith('#'))).toStrictEqual(['l.md'])
    expect(elements.find(({ tagName }) => tagName === 'h2')?.childNodes.length, 'no link to the footnotes’ title').toBe(
      1,
    )
  })

  test('details with Markdown inside', () => {
    const html = bodyOf(
      '<details open>\n<summary>More <b>of</b> it</summary>\n\n## A\n\n- *b*\n\n</details>\n\nafter\n',
    )
    expect(outline(html)).toStrictEqual(['details', 'summary', 'b', 'h2', 'a.heading-link', 'ul', 'li', 'em', 'p'])
    const [details] = elementsOf(html)
    expect(details && attribute(details, 'open')).toBe('')
    expect(textOf(details ?? { nodeName: '#text', value: '', parentNode: null })).not.toMatch(/after/)
  })

  test('Markdown’s own elements, raw ones, and references', () => {
    const html = bodyOf(
      '~~a~~ **b** <kbd>Ctrl</kbd> H<sub>2</sub>O [c][d] <https://a.example> x  \ny\n\n---\n\n3. d\n\n[d]: e.md "t"\n',
    )
    expect(outline(html)).toStrictEqual(['p', 'del', 'strong', 'kbd', 'sub', 'a', 'a', 'br', 'hr', 'ol', 'li'])
    expect(html).toMatch(/<a title="t" href="e\.md">c<\/a>/)
    expect(html).toMatch(/<ol start="3">/)
  })

  test('comments and frontmatter are not shown', () => {
    expect(bodyOf('---\ntitle: T\n---\n<!-- a -->\n\nb <!-- c --> d').trim()).toBe('<p>b  d</p>')
  })
})

describe('Emoji', () => {
  const cases: [text: string, html: string][] = [
    [':warning: :+1: :tada:', '<p>⚠️ 👍 🎉</p>'],
    ['a:tada:b', '<p>a🎉b</p>'],
    ['a:nope:tada:', '<p>a:nope🎉</p>'],
    [':nope: :constructor: 12:30:45', '<p>:nope: :constructor: 12:30:45</p>'],
    ['**:tada:** [:tada:](x.md)', '<p><strong>🎉</strong> <a href="x.md">🎉</a></p>'],
    ['`:tada:` <tt>:tada:</tt>', '<p><code>:tada:</code> <tt>:tada:</tt></p>'],
    ['\\:tada\\: ⚠️', '<p>🎉 ⚠️</p>'],
  ]
  for (const [text, html] of cases) test(text, () => expect(bodyOf(text)).toBe(html))

  test('are not shown in blocks of code', () => {
    expect(bodyOf('```\n:tada:\n```\n\n    :tada:\n')).toMatch(/:tada:[^🎉]*:tada:/u)
  })
})

describe('A block of code', () => {
  test('is a figure with its language', () => {
    const html = bodyOf('```yaml\na: 1\n```')
    expect(outline(html).slice(0, 4)).toStrictEqual(['figure.code', 'figcaption', 'pre', 'code'])
    expect(html).toMatch(/<figcaption>yaml<\/figcaption>/)
    expect(html).toMatch(/<span class="hljs-attr">a:<\/span>/)
    expect(html).not.toMatch(/style=/)
  })

  test('has no label without a language, and is not coloured where that is not known', () => {
    expect(bodyOf('```\na: 1\n```')).toBe('<figure class="code"><pre><code>a: 1</code></pre></figure>')
    expect(bodyOf('``` <b>&amp;\n<i> & \n```')).toBe(
      '<figure class="code"><figcaption>&#x3C;b>&#x26;</figcaption><pre><code>&#x3C;i> &#x26; </code></pre></figure>',
    )
    expect(bodyOf('    a\n      b\n')).toBe('<figure class="code"><pre><code>a\n  b</code></pre></figure>')
  })

  test('shows what was written, whatever the language', () => {
    for (const language of ['sh', 'js', 'diff', 'html', 'terraform', 'promql', 'status', 'nope']) {
      const code = '  <b onclick="x">\n\n\t$ a && `b` \\\n c\n'
      const [figure] = elementsOf(bodyOf(`\`\`\`${language}\n${code}\`\`\``))
      const block = figure?.childNodes.find((node) => node.nodeName === 'pre')
      expect(block && textOf(block), language).toBe(code.replace(/\n$/, ''))
    }
  })

  test('has its title before its language', () => {
    expect(bodyOf('```sh title="<scale>.sh"\nls\n```')).toMatch(
      /<figcaption><strong>&#x3C;scale>\.sh<\/strong><span>sh<\/span><span class="effect"[^>]*>read-only<\/span><\/figcaption>/,
    )
    expect(bodyOf('```sh [hosts.txt]\nls\n```')).toMatch(/<strong>hosts\.txt<\/strong>/)
  })

  test('has the lines marked that it names, without a sign more in its text', () => {
    const code = 'a: |\n  one\n  two\n\nb: 2'
    const html = bodyOf(`\`\`\`yaml {2-3,5}\n${code}\n\`\`\``)
    const lines = elementsOf(html).filter(({ tagName }) => tagName === 'mark')
    expect(lines.map(textOf)).toStrictEqual(['  one', '  two', 'b: 2'])
    expect(textOf(elementsOf(html).find(({ tagName }) => tagName === 'code') ?? assert.fail('no code'))).toBe(code)
  })

  test('numbers its lines where it is asked to, and tells added and removed ones', () => {
    const html = bodyOf('```js ins={1} del="2" linenums="9"\na\nb\n\n```')
    const lines = elementsOf(html).filter((one) => attribute(one, 'data-line') !== undefined)
    expect(lines.map((one) => [one.tagName, attribute(one, 'data-line'), textOf(one)])).toStrictEqual([
      ['ins', '9', 'a'],
      ['del', '10', 'b'],
      ['span', '11', ''],
    ])
  })

  test('keeps the commands of a session apart where its lines are marked', () => {
    const html = bodyOf('```console {2}\n$ a \\\n  b\nout\n```')
    const commands = elementsOf(html).filter((one) => attribute(one, 'class') === 'command')
    expect(commands.map(textOf).join('\n')).toBe('a \\\n  b')
  })

  test('may be made by the site', () => {
    const asked: [string, string][] = []
    const html = bodyOf('```status\nerp.ping\n```\n\n```js\nx\n```', {
      ...plainContext,
      block: (language, value) => {
        asked.push([language, value])
        return language === 'status' ? { type: 'element', tagName: 'ul', properties: {}, children: [] } : undefined
      },
    })
    expect(asked).toStrictEqual([
      ['status', 'erp.ping\n'],
      ['js', 'x\n'],
    ])
    expect(outline(html).slice(0, 2)).toStrictEqual(['ul', 'figure.code'])
  })

  test('in raw HTML is one too', () => {
    expect(bodyOf('<pre><code class="language-sh">a <b>b</b></code></pre>')).toMatch(
      /^<figure class="code" data-effect="unknown"><figcaption><span>sh<\/span>/,
    )
    expect(outline(bodyOf('<pre>a <b>b</b></pre>'))).toStrictEqual(['pre', 'b'])
  })
})

describe('A shell session', () => {
  /** The spans of a session that stand directly in its code. */
  function session(code: string, language = 'console'): string[] {
    const block = elementsOf(bodyOf(`\`\`\`${language}\n${code}\n\`\`\``)).find(({ tagName }) => tagName === 'code')
    return (block?.childNodes ?? []).flatMap((node) =>
      'tagName' in node ? `${attribute(node, 'class')} ${JSON.stringify(textOf(node))}` : [],
    )
  }

  const cases: Record<string, [code: string, spans: string[]]> = {
    'is prompts, commands and their output': [
      '$ kubectl get pods\nNAME READY\nerp 1/1\n$ ls',
      [
        'prompt "$ "',
        'command "kubectl get pods"',
        'output "NAME READY"',
        'output "erp 1/1"',
        'prompt "$ "',
        'command "ls"',
      ],
    ],
    'goes on after a backslash': [
      '$ docker run \\\n    --rm \\\n    x\nout',
      ['prompt "$ "', 'command "docker run \\\\\\n    --rm \\\\\\n    x"', 'output "out"'],
    ],
    'has each prompt before its own command': [
      '$ a \\\n$ b \\',
      ['prompt "$ "', 'command "a \\\\"', 'prompt "$ "', 'command "b \\\\"'],
    ],
    'may begin with output': ['out\n$ a', ['output "out"', 'prompt "$ "', 'command "a"']],
    'may be indented': ['  $ a\n  out', ['prompt "  $ "', 'command "a"', 'output "  out"']],
  }
  for (const [name, [code, spans]] of Object.entries(cases))
    test(name, () => expect(session(code)).toStrictEqual(spans))

  test('is none without a prompt, and in other languages', () => {
    for (const [code, language] of [
      ['echo $HOME', 'sh'],
      ['$5 is enough', 'sh'],
      ['$ a', 'php'],
      ['$ a', 'text'],
    ] as const)
      expect(
        session(code, language).filter((span) => /^(?:prompt|output|command) /.test(span)),
        code,
      ).toStrictEqual([])
  })
})

describe('A drawing in plain text', () => {
  const cases: [name: string, block: string, isDrawing: boolean][] = [
    ['box drawing', '```\n┌──┐\n│ a│\n└──┘\n```', true],
    ['in a text block', '```text\n+----+\n| a  |\n+----+\n```', true],
    ['arrows', '```\na --> b\n```', true],
    ['a tree of files', '```\na\n├── b\n└── c\n```', true],
    ['by indentation', '    ┌──┐\n', true],
    ['ordinary text', '```\na - b\n```', false],
    ['code in a language', '```js\nwhile (a --> 0) b()\n```', false],
  ]
  for (const [name, block, isDrawing] of cases) {
    test(`${name} is ${isDrawing ? 'one' : 'none'}`, () =>
      expect(outline(bodyOf(block)).includes('pre.drawing')).toBe(isDrawing))
  }
})
