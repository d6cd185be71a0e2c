import { describe, expect, test } from 'vitest'
import { compareTrees } from '../../../src/review/compare/compare.ts'
import { compared, htmlOf, marks, pageOf, parsed } from './page.ts'

/** `{-removed-}` and `{+added+}` words; a block that is marked as a whole stands in its element and kind. */
const cases: [what: string, before: string, after: string, marked: string][] = [
  [
    'words',
    'It listens on port 80 and is restarted by hand.',
    'It listens on port 8080 and is restarted by systemd.',
    '<p changed>It listens on port {-80-}{+8080+} and is restarted by {-hand-}{+systemd+}.</p>',
  ],
  [
    'a sentence that was written anew, as one of each',
    'Stop the worker and wait for a minute. The old queue keeps what is not sent.',
    'Stop the worker and wait for a minute. Nothing is kept, since all of it drains.',
    '<p changed>Stop the worker and wait for a minute. {-The old queue keeps what is not sent-}{+Nothing is kept, since all of it drains+}.</p>',
  ],
  ['a version as one word', 'Runs 22.0.4 now.', 'Runs 22.0.5 now.', '<p changed>Runs {-22.0.4-}{+22.0.5+} now.</p>'],
  [
    'a link that leads elsewhere',
    'See [docs](a.md) now.',
    'See [docs](b.md) now.',
    '<p changed>See {-docs-}{+docs+} now.</p>',
  ],
  ['emphasis', 'Do *not* do it.', 'Do **not** do it.', '<p changed>Do {-not-}{+not+} do it.</p>'],
  [
    'words of code',
    'Run `kubectl get pods -n erp` first.',
    'Run `kubectl get pods -n crm` first.',
    '<p changed>Run kubectl get pods -n {-erp-}{+crm+} first.</p>',
  ],
  [
    'scripts without spaces',
    '重启服务器并检查日志。',
    '重启数据库并检查日志。',
    '<p changed>重启{-服务器-}{+数据库+}并检查日志。</p>',
  ],
  [
    'list items',
    '- one\n- two is here\n- three',
    '- one\n- three\n- four\n- five',
    'one\n<li removed>two is here</li>three\n<li added>four</li><li added>five</li>',
  ],
  [
    'a column, a cell and a row of a table',
    '| a | b |\n|--|--|\n| 1 | 2 |\n| 3 | 4 |',
    '| a | b | c |\n|--|--|--|\n| 1 | 2 | x |\n| 3 | 5 | y |\n| 7 | 8 | z |',
    'ab<th added>c</th>12<td added>x</td>3<span changed>{-4-}{+5+}</span><td added>y</td><tr added>78z</tr>',
  ],
  [
    'a column that is gone',
    '| a | b |\n|--|--|\n| 1 | 2 |',
    '| a |\n|--|\n| 1 |',
    'a<th removed>b</th>1<td removed>2</td>',
  ],
  [
    'a column that moved',
    '| a | b | c |\n|--|--|--|\n| 1 | 2 | 3 |',
    '| b | c | a |\n|--|--|--|\n| 2 | 3 | 1 |',
    '<th removed>a</th>bc<th added>a</th><td removed>1</td>23<td added>1</td>',
  ],
  [
    'a column that moved, with a cell that changed and a row that is new',
    '| a | b | c |\n|--|--|--|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |',
    '| b | c | a |\n|--|--|--|\n| 2 | 3 | 1 |\n| 5 | 6 | 7 |\n| 8 | 9 | x |',
    '<th removed>a</th>bc<th added>a</th><td removed>1</td>23<td added>1</td><td removed>4</td>56<td added><span changed>{-4-}{+7+}</span></td><tr added>89x</tr>',
  ],
  [
    'lines of code, and the word in them',
    '```sh\nls -l\nrm -rf x\nfoo\n```',
    '```sh\nls -l\nrm -rf y\nfoo\nbar\n```',
    'shdangerousls -l\n<del removed>rm -rf {x}\n</del><ins added>rm -rf {y}\n</ins>foo\n<ins added>bar\n</ins>',
  ],
  [
    'a section that moved, once',
    '## A\n\nFirst paragraph of all.\n\n## B\n\nSecond one here.\n\n## C\n\nThird one here.',
    '## B\n\nSecond one here.\n\n## C\n\nThird one here.\n\n## A\n\nFirst paragraph of all.',
    '<div moved>“A First paragraph of all.”</div>B\nSecond one here.\nC\nThird one here.\n<div moved>A\nFirst paragraph of all.\n</div>',
  ],
  ['an alert', '> [!NOTE]\n> Mind the gap', '> [!NOTE]\n> Mind the big gap', 'Note<p changed>Mind the {+big +}gap</p>'],
  ['a heading', '## Restart it', '## Restart all of it', '<h2 changed>Restart {+all of +}it</h2>'],
  ['a page that was empty', '', 'Now *here*.', '<ins added>Now here.</ins>'],
]

describe('What changed is marked', () => {
  test.each(cases)('%s', (_what, before, after, marked) => {
    const oneLine = (text: string) => text.replaceAll('\n', '')
    expect(oneLine(marks(compared(before, after).marked))).toBe(oneLine(marked))
  })

  test('each change is told, with the section that it stands under', () => {
    const { changes } = compared('## Restart\n\nBy hand.\n\n- a', '## Restart\n\nBy systemd.\n\n- a\n- b')
    const section = { anchor: 'restart', text: 'Restart' }
    expect(changes).toStrictEqual([
      { id: 1, kind: 'changed', block: 'paragraph', count: 1, section, before: 'By hand.', after: 'By systemd.' },
      { id: 2, kind: 'added', block: 'list-item', count: 1, section, after: 'b' },
    ])
  })

  test('a column that moved and changed is one that moved, with the cells that changed', () => {
    const { changes, html } = compared(
      '| a | b | c |\n|--|--|--|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |',
      '| b | c | a |\n|--|--|--|\n| 2 | 3 | 1 |\n| 5 | 6 | 7 |',
    )
    expect(changes.map(({ kind, block, before, after }) => [kind, block, before, after])).toStrictEqual([
      ['moved', 'column', 'a', undefined],
      ['changed', 'cell', '4', '7'],
    ])
    expect(html).toContain('Moved column, now here:')
    // By what stands in it, where its name is another one.
    const rows = (name: string, cells: readonly string[][]) =>
      [`| ${name} |`, '|--|--|--|', ...cells.map((row) => `| ${row.join(' | ')} |`)].join('\n')
    const cells = ['p', 'q', 'r', 's', 't'].map((x, index) => [`${x}1`, `x${index}`, `${x}3`])
    const turned = cells.map(([one = '', two = '', three = '']) => [two, three, one])
    expect(
      compared(rows('a | b | c', cells), rows('b | c | d', turned)).changes.map(({ kind, block }) => [kind, block]),
    ).toStrictEqual([
      ['moved', 'column'],
      ['changed', 'cell'],
    ])
  })

  test('a link’s target is told where its words are the same', () => {
    const [change] = compared('See [docs](a.md).', 'See [docs](b.md).').changes
    expect(change).toMatchObject({ before: 'See docs <a.md>.', after: 'See docs <b.md>.' })
  })

  test('a picture stands beside what it was', () => {
    const { html, changes } = compared('![Plan](a.png)', '![Plan](b.png)')
    expect(changes).toMatchObject([{ kind: 'changed', block: 'image' }])
    expect(html).toMatch(/class="change-before".*src="a\.png".*class="change-after".*src="b\.png"/s)
  })

  test('a picture whose file changed is told by whom knows it', () => {
    const page = pageOf('![Plan](a.png)')
    expect(compareTrees(page, page).changes).toStrictEqual([])
    expect(compareTrees(page, page, { pictureKey: (src, moment) => src + moment }).changes).toHaveLength(1)
  })

  test('a diagram is compared by what it is drawn from', () => {
    const drawn = (source: string, picture: string) =>
      parsed(
        `<waymark-diagram><figure class="diagram"><div class="diagram-box">${picture}</div>` +
          `<details class="diagram-source"><summary>Source</summary><pre><code>${source}</code></pre></details></figure></waymark-diagram>`,
      )
    expect(compareTrees(drawn('a --> b', '<b>1</b>'), drawn('a --> b\n', '<b>2</b>')).changes).toStrictEqual([])
    expect(compareTrees(drawn('a --> b', '<b>1</b>'), drawn('a --> c', '<b>1</b>')).changes).toMatchObject([
      { kind: 'changed', block: 'diagram' },
    ])
  })

  test('what the site says of commands is no text of the page', () => {
    const [change] = compared('One.', 'One.\n\n```sh\ndocker compose down\n```').changes
    expect(change?.after).toMatch(/^sh\s+docker compose down$/)
  })

  test('labels say it to those who hear the page, and each change has one anchor', () => {
    const { html, changes } = compared(
      'One is here.\n\n- a\n\n|a|\n|-|\n|1|',
      'Two is here.\n\n- a\n- b\n\n|a|b|\n|-|-|\n|1|2|\n|3|4|',
    )
    for (const { id } of changes) expect(html.split(`id="wm-change-${id}"`)).toHaveLength(2)
    expect(html).toContain('<del class="change-word"><span class="change-label">Removed: </span>One</del>')
    expect(html).toContain('Added column: ')
  })
})

/** Other spellings of what a reader sees alike. */
const reformatted: [what: string, before: string, after: string][] = [
  ['rewrapped lines', 'one two three four\nfive six', 'one two\nthree four five\nsix'],
  ['list markers', '- one\n- two\n  - three', '* one\n* two\n    * three'],
  ['numbers of items', '1. one\n2. two', '1) one\n1) two'],
  ['blank lines between items', '- one\n- two', '- one\n\n- two'],
  ['padding of tables', '| a | b |\n|---|---|\n| 1 | 2 |', '|a    |b|\n|:----|-|\n|1|2|'],
  ['links by reference', 'See [a](x.md) and [b](y.md).', '[one]: x.md\n\nSee [a][one] and [b].\n\n[b]: y.md'],
  ['headings', '## One\n\nText', 'One\n---\n\nText'],
  ['emphasis', '*one* **two**', '_one_ __two__'],
  ['fences', '```sh\nls\n```', '~~~sh\nls\n~~~'],
  ['HTML', '**one** `two`', '<strong>one</strong> <code>two</code>'],
  ['anchors', '<a name="x"></a>Text', '<a name="y"></a>Text'],
  ['entities', 'a &amp; b &copy;', 'a & b ©'],
  ['alerts', '> [!NOTE]\n> Mind it', '> [!note]\n>\n> Mind it'],
  ['footnotes', 'a[^1]\n\n[^1]: Note', 'a[^n]\n\n[^n]: Note'],
]

describe('Nothing is marked that a reader does not see', () => {
  test.each(reformatted)('%s', (_what, before, after) => {
    const { changes, marked } = compared(before, after)
    expect(changes).toStrictEqual([])
    expect(htmlOf(marked)).toBe(htmlOf(pageOf(after)))
  })
})

describe('Pages without bound', () => {
  const words = (count: number, from: number) =>
    Array.from({ length: count }, (_, index) => `w${((index + from) * 7919) % 5003}`).join(' ')
  const page = (blocks: string[]) => parsed(blocks.join('\n'))

  test('what is another page altogether is compared coarsely, and says so', () => {
    const count = 1_500
    const old = Array.from({ length: count }, (_, index) => `<p>${words(25, index * 31)}</p>`)
    const now = Array.from({ length: count }, (_, index) => `<p>${words(25, index * 37 + 11)}</p>`)
    const { isCoarse, changes } = compareTrees(page(old), page(now))
    expect(isCoarse).toBe(true)
    expect(changes.length).toBeGreaterThan(0)
  })

  test('a table of ten thousand rows keeps its rows', () => {
    const table = (cell: (index: number) => string) =>
      page([
        `<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>${Array.from({ length: 10_000 }, (_, index) => `<tr><td>row ${index}</td><td>${cell(index)}</td></tr>`).join('')}</tbody></table>`,
      ])
    const { changes } = compareTrees(
      table((index) => `${index}`),
      table((index) => `${index % 1000 === 1 ? 'other' : index}`),
    )
    expect(changes.map(({ kind, block }) => `${kind} ${block}`)).toStrictEqual(Array(10).fill('changed cell'))
  })

  test('code of a hundred thousand lines is compared by its lines, and says so', () => {
    const code = (line: (index: number) => string) =>
      page([`<pre><code>${Array.from({ length: 100_000 }, (_, index) => line(index)).join('\n')}</code></pre>`])
    const { changes, isCoarse } = compareTrees(
      code((index) => `line ${index}`),
      code((index) => (index % 10_000 === 5 ? `other ${index}` : `line ${index}`)),
    )
    expect(changes.map(({ kind, block }) => `${kind} ${block}`)).toStrictEqual(Array(10).fill('changed code-line'))
    expect(isCoarse).toBe(true)
  })

  test('elements as deep as a browser reads them', () => {
    const deep = (word: string) => parsed(`${'<blockquote>'.repeat(300)}one ${word}`)
    expect(compareTrees(deep('two'), deep('three')).changes.length).toBeGreaterThan(0)
  })
})
