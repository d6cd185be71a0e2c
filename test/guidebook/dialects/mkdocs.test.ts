import { Buffer } from 'node:buffer'
import { describe, expect, it, test } from 'vitest'
import type { DialectSettings } from '../../../src/guidebook/dialects/dialect.ts'
import { mkdocs } from '../../../src/guidebook/dialects/mkdocs.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import fixture from './mkdocs-anchors.json' with { type: 'json' }
import { type Given, outline as outlineOf } from './outline.ts'

/** A page as nested lines. */
function outline(text: string, given: Given = {}): string[] {
  return outlineOf('mkdocs', text, { file: 'a/page.md', hasLines: false, ...given })
}

describe('Blocks of MkDocs', () => {
  it.each<[string, string[], Given?]>([
    ['!!! note\n    x', ['box note "Note"', '  paragraph: x']],
    ['!!! note\n\n    x\n\n    y\n\nz', ['box note "Note"', '  paragraph: x', '  paragraph: y', 'paragraph: z']],
    ['!!! danger "Do *not*"\n    x', ['box caution "Do not"', '  paragraph: x']],
    ['!!! quote ""\n    x', ['box note ""', '  paragraph: x']],
    ['!!! runbook\n    x', ['box note "Runbook"', '  paragraph: x']],
    ['!!! info inline end "T"\n    x', ['box note "T"', '  paragraph: x']],
    ['!!! tip\n  x\n  y', ['box tip "Tip"', '  paragraph: x\ny']],
    ['!!! tip\nx\ny\n\nz', ['box tip "Tip"', '  paragraph: x\ny', 'paragraph: z']],
    ['text\n!!! bug\n    x\nmore', ['paragraph: text', 'box caution "Bug"', '  paragraph: x', 'paragraph: more']],
    ['??? success\n    x', ['box tip closed "Success"', '  paragraph: x']],
    ['???+ "Title"\n    x', ['box note open "Title"', '  paragraph: x']],
    ['??? faq ""\n    x', ['box note closed "Faq"', '  paragraph: x']],
    ['!!! note\n    ```sh\n    a\n    ```', ['box note "Note"', '  code sh "a"']],
    ['!!! note\n    ```sh\na\n    ```\n\nx', ['box note "Note"', '  code sh "a"', 'paragraph: x']],
    [
      '- a\n\n    !!! note\n\n        x\n\n    b\n- c',
      [
        'list',
        '  listItem',
        '    paragraph: a',
        '    box note "Note"',
        '      paragraph: x',
        '    paragraph: b',
        '  listItem',
        '    paragraph: c',
      ],
    ],
    ['1. a\n\n    ```sh\n    b\n    ```', ['list', '  listItem', '    paragraph: a', '    code sh "b"']],
    ['text\n- a\n- b', ['paragraph: text', 'list', '  listItem', '    paragraph: a', '  listItem', '    paragraph: b']],
    ['x\n\n    ```sh\n    !!! note\n    ```', ['paragraph: x', 'code sh "!!! note"']],
    ['```\n!!! note\n    x\n```', ['code - "!!! note\\n    x"']],
    ['    !!! note\n        x', ['code - "!!! note\\n    x"']],
    [
      '=== "A"\n    x\n=== "B"\n\n    y',
      ['tabGroup', '  tab "A"', '    paragraph: x', '  tab "B"', '    paragraph: y'],
    ],
    [
      '=== "A"\n    === "B"\n        x\n    === "C"\n        y',
      [
        'tabGroup',
        '  tab "A"',
        '    tabGroup',
        '      tab "B"',
        '        paragraph: x',
        '      tab "C"',
        '        paragraph: y',
      ],
    ],
    [
      '=== "A"\n\n```sh\na\n```\n\n=== "B"\n\n```sh\nb\n```\n\nz',
      ['tabGroup', '  tab "A"', '    code sh "a"', '  tab "B"', '    code sh "b"', 'paragraph: z'],
    ],
    [
      '=== "A"\n    x\n===! "B"\n    y',
      ['tabGroup', '  tab "A"', '    paragraph: x', 'tabGroup', '  tab "B"', '    paragraph: y'],
    ],
    ['a === "b"', ['paragraph: a === "b"']],
    [
      '> a\n>\n> !!! note "T"\n>     x\n>\n>     y\n>\n> z\n\nw',
      [
        'blockquote',
        '  paragraph: a',
        '  box note "T"',
        '    paragraph: x',
        '    paragraph: y',
        '  paragraph: z',
        'paragraph: w',
      ],
    ],
    [
      '> === "A"\n>     x\n> === "B"\n>     y\n\n=== "C"\n    z',
      [
        'blockquote',
        '  tabGroup',
        '    tab "A"',
        '      paragraph: x',
        '    tab "B"',
        '      paragraph: y',
        'tabGroup',
        '  tab "C"',
        '    paragraph: z',
      ],
    ],
    [
      '> > !!! tip\n> >     x\n> y',
      ['blockquote', '  blockquote', '    box tip "Tip"', '      paragraph: x', '  paragraph: y'],
    ],
    ['> !!! note\n\n    x', ['blockquote', '  box note "Note"', 'code - "x"']],
    [
      'Term\n:   !!! note\n\n        x\n\n    y\n:   z\n\nw',
      [
        'descriptionList',
        '  descriptionTerm: Term',
        '  descriptionDetails',
        '    box note "Note"',
        '      paragraph: x',
        '    paragraph: y',
        '  descriptionDetails',
        '    paragraph: z',
        'paragraph: w',
      ],
    ],
    [
      'Term\n:   === "A"\n        x\n    === "B"\n        y',
      [
        'descriptionList',
        '  descriptionTerm: Term',
        '  descriptionDetails',
        '    tabGroup',
        '      tab "A"',
        '        paragraph: x',
        '      tab "B"',
        '        paragraph: y',
      ],
    ],
    [
      '<!-- an option -->\n\n:   !!! note\n\n        x',
      [
        'html <!-- an option -->',
        'descriptionList',
        '  descriptionDetails',
        '    box note "Note"',
        '      paragraph: x',
      ],
    ],
    [
      'Term\n:   <!-- since 2 --> Default: `x`',
      ['descriptionList', '  descriptionTerm: Term', '  descriptionDetails', '    paragraph: Default: `x`'],
    ],
    ['x : !!! note', ['paragraph: x : !!! note']],
    ['```py title="a.py" hl_lines="1"\nx\n```', ['code py {title="a.py" hl_lines="1"} "x"']],
    ['``` { .py .annotate title="a b" }\nx # (1)!\n```', ['code py {title="a b"} "x # (1)"']],
    ['```{.yaml #id linenums=1}\nx\n```', ['code yaml {linenums="1"} "x"']],
    ['```{mermaid}\ngraph LR\n```', ['code mermaid "graph LR"']],
    [
      '```sh tab="A"\nx\n```\n\n```js tab="B"\ny\n```',
      ['tabGroup', '  tab "A"', '    code sh {tab="A"} "x"', '  tab "B"', '    code js {tab="B"} "y"'],
    ],
    ['!!! note "==a== :octicons-terminal-16: b"\n    x', ['box note "<mark a> <span >b"', '  paragraph: x']],
    ['=== ":octicons-terminal-16: A"\n    x', ['tabGroup', '  tab "<span >A"', '    paragraph: x']],
    ['[TOC]\n\nx', ['paragraph: x']],
    [
      'Term\n:   One\n\n    more\n:   Two',
      [
        'descriptionList',
        '  descriptionTerm: Term',
        '  descriptionDetails',
        '    paragraph: One',
        '    paragraph: more',
        '  descriptionDetails',
        '    paragraph: Two',
      ],
    ],
    [
      'A\n: b\n\nC\n: d',
      [
        'descriptionList',
        '  descriptionTerm: A',
        '  descriptionDetails',
        '    paragraph: b',
        '  descriptionTerm: C',
        '  descriptionDetails',
        '    paragraph: d',
      ],
    ],
    [': no term', ['paragraph: : no term']],
    [
      '<div class="grid cards" markdown>\n- a\n</div>',
      ['html <div>', 'list', '  listItem', '    paragraph: a', 'html </div>'],
    ],
    ['<div markdown="1">**a**</div>\nb', ['html <div>', 'paragraph: *a*', 'html </div>', 'paragraph: b']],
    ['##No space', ['h2: No space']],
    ['#channel', ['paragraph: #channel']],
    ['> [!warning] Mind *this*\n> x', ['box warning "Mind this"', '  paragraph: x']],
    ['> [!tip]-\n> x', ['box tip closed "Tip"', '  paragraph: x']],
    ['--8<-- "b.md"', ['paragraph: [../b.md](../../b.md)'], { includes: {} }],
    ['--8<-- "b.md"', ['include b.md', '  paragraph: x'], { includes: { 'b.md': 'x\n' } }],
    [
      '--8<-- "b.md:2:3"',
      ['include b.md', '  paragraph: y', '  paragraph: z'].slice(0, 2),
      { includes: { 'b.md': 'x\ny\n\nz\n' } },
    ],
    [
      '--8<-- "b.md:one"',
      ['include b.md', '  paragraph: y'],
      { includes: { 'b.md': 'x\n\n<!-- --8<-- [start:one] -->\ny\n<!-- --8<-- [end:one] -->\n' } },
    ],
    ['--8<--\nb.md\n--8<--', ['include b.md', '  paragraph: x'], { includes: { 'b.md': 'x\n' } }],
    ['```sh\n--8<-- "b.sh"\n```', ['code sh "a\\n  b"'], { includes: { 'b.sh': 'a\n  b\n' } }],
    [
      '- x\n\n    !!! note\n        ```sh\n        --8<-- "b.sh"\n        ```',
      ['list', '  listItem', '    paragraph: x', '    box note "Note"', '      code sh "a\\nb"'],
      { includes: { 'b.sh': 'a\nb\n' } },
    ],
    ['{% include "b.md" %}', ['include b.md', '  paragraph: x'], { includes: { 'b.md': 'x' } }],
    ['{% include-markdown "../b.md" %}', ['include b.md', '  paragraph: x'], { includes: { 'b.md': 'x' } }],
    ['--8<-- "https://example.com/a.md"', ['unknown https://example.com/a.md']],
    ['| a |\n| - |\n| b |\n{: .c }', ['table', '  tableRow', '    tableCell: a', '  tableRow', '    tableCell: b']],
  ])('reads `%s`', (text, expected, given) => {
    expect(outline(text, given)).toEqual(expected)
  })
})

describe('Sentences of MkDocs', () => {
  it.each<[string, string, DialectSettings?]>([
    ['==a **b**== c', '<mark a *b*> c'],
    ['a==b and c==d', 'a==b and c==d'],
    ['if a == b and c == d', 'if a == b and c == d'],
    ['++ctrl+alt+del++', '<kbd Ctrl>+<kbd Alt>+<kbd Del>'],
    ['++"My key"+page-up++', '<kbd My key>+<kbd Page Up>'],
    ['C++ and i++', 'C++ and i++'],
    ['H~2~O ~~gone~~ ~a b~', 'H<sub 2>O <del gone> ~a b~'],
    ['x^2^ ^^in^^ 2^8 ^ 3', 'x<sup 2> <ins in> 2^8 ^ 3'],
    ['{++a++} {--b--} {==c==} {>>d<<}', '<ins a> <del b> <mark c> <small d>'],
    ['[a](b.md){ target=_blank .x } c', '[a](b.md) c'],
    ['![a](b.png){ width="3" }', '![a](b.png)'],
    ['**a**{ #b } c', '*a*<span:b > c'],
    ['Text\n{: #id .x }', 'Text<span:id >'],
    ['`{a}` and `b` {c}', '`{a}` and `b` {c}'],
    ['The HTML of XHTML\n\n*[HTML]: Hyper *Text*', 'The <abbr:Hyper *Text* HTML> of XHTML'],
    [':material-check: yes :fontawesome-brands-git:{ .x } no', '<span ✓> yes <span >no'],
    ['10:30:45 :not-an-icon:', '10:30:45 :not-an-icon:'],
    ['{{ v }} {{ other }} {{ .Values.v }}', '1 {{ other }} {{ .Values.v }}', { variables: { v: '1' } }],
    ['{{ v }}', '{{ v }}'],
    ['x {% if a %} y', 'x <? {% if %}> y'],
    ["x {{ table(since='1.2') }} y", 'x <? table()> y', { variables: {} }],
    ["x {{ table(since='1.2') }} y", "x {{ table(since='1.2') }} y"],
    ['[a](https://example.com/{{ branch }}/b) c', '[a](https://example.com/{{branch}}/b) c', { variables: {} }],
    ['_a [b](c.md){:target="_blank"} d_ e', 'a [b](c.md) d e'],
    ['`[b](c.md){:target="_blank"}`', '`[b](c.md){:target="_blank"}`'],
    ['==a== ^^b^^', '==a== ^^b^^', { extensions: [] }],
    ['[a](b.md){ .x }', '[a](b.md){ .x }', { extensions: [] }],
    ['\\(a_b_c\\)', 'a_b_c'.replace(/^.*$/, '$a_b_c$'), { extensions: ['arithmatex'] }],
  ])('reads `%s` as `%s`', (text, expected, settings) => {
    expect(outline(`x\n\n${text}`, { ...(settings && { settings }) })[1]).toBe(`paragraph: ${expected}`)
  })

  test('keeps the place of a link in a box, a tab, a mark and an included file', () => {
    const text = '- x\n\n    !!! note "T [a](a.md)"\n        === "S"\n            ==b [c](c.md)==\n'
    const { links } = readPage('page.md', Buffer.from(text), undefined, { dialect: { name: 'mkdocs', settings: {} } })
    expect(links.map(({ url, line, column }) => [url, line, column])).toEqual([
      ['a.md', 3, 17],
      ['c.md', 5, 17],
    ])
  })
})

describe('Anchors of MkDocs', () => {
  test('are those of footnotes and of the places that lead to them', () => {
    const text = 'a[^Note] b[^Note] c[^2]\n\n[^Note]: x [back](#fnref:Note)\n[^2]: y\n'
    const { htmlAnchors } = readPage('page.md', Buffer.from(text), undefined, {
      dialect: { name: 'mkdocs', settings: {} },
    })
    expect(htmlAnchors.toSorted()).toEqual(['fn:2', 'fn:Note', 'fnref2:Note', 'fnref:2', 'fnref:Note'])
  })

  const page = fixture.headings.map((heading) => `## ${heading}`).join('\n\n') + fixture.end

  it.each(fixture.cases.map((one) => [one.rule, one] as const))(`are those of ${fixture.program}: %s`, (_, one) => {
    const settings: DialectSettings = JSON.parse(JSON.stringify(one.settings))
    const { headings } = readPage('page.md', Buffer.from(page), undefined, { dialect: { name: 'mkdocs', settings } })
    const ours = headings.map(({ anchor }, index) => [fixture.headings[index], anchor])
    expect(ours).toEqual(one.anchors.map((anchor, index) => [fixture.headings[index], anchor]))
  })

  test('are numbered in bounded time', () => {
    const maker = mkdocs.anchors?.({})
    const started = process.cpuUsage()
    for (let index = 0; index < 100_000; index++) maker?.anchorOf({ text: 'same_1', written: '' })
    expect(maker?.anchorOf({ text: 'same 1', written: '' })).toBe('same-1')
    expect(maker?.anchorOf({ text: 'same_1', written: '' })).toBe('same_100001')
    const { user } = process.cpuUsage(started)
    expect(user / 1e6).toBeLessThan(10)
  })
})

describe('Paths of MkDocs', () => {
  const mounts = [
    { address: '/base/', folder: '.' },
    { address: '/', folder: '.' },
  ]
  it.each([
    ['../install/', 'guide/start.md', true, 'guide/install'],
    ['../install/', 'guide/index.md', true, 'install'],
    ['../../x/', 'guide/start.md', true, 'x'],
    ['img/a.png', 'guide/start.md', true, 'guide/start/img/a.png'],
    ['/base/guide/install/', 'index.md', true, 'guide/install'],
    ['/guide/install/', 'index.md', true, 'guide/install'],
    ['install.html', 'guide/start.md', false, 'guide/install'],
    ['../install/index.html', 'guide/start.md', true, 'guide/install'],
  ])('leads `%s` of `%s` somewhere', (path, from, areAddressesFolders, expected) => {
    expect(mkdocs.pathsOf?.(path, from, { mounts, areAddressesFolders })[0]).toBe(expected)
  })
})
