import { describe, expect, test } from 'vitest'
import { anchorFixture, anchorsMade } from './anchors.ts'
import gitlabAnchors from './gitlab-anchors.json' with { type: 'json' }
import { type Given, outline } from './outline.ts'

const constructs: [what: string, text: string, shown: string[], given?: Given][] = [
  ['no place for contents', '[[_TOC_]]\n\n[TOC]\n\na', ['5 paragraph: a']],
  ['an alert with a title', '> [!note] My **own**\n> body', ['1 box note "My *own*"', '  2 paragraph: body']],
  ['an alert with a title alone', '> [!TIP] Do this', ['1 box tip "Do this"']],
  [
    'an alert in a list',
    '- a\n\n  > [!warning] T\n  > b',
    ['1 list', '  1 listItem', '    1 paragraph: a', '    3 box warning "T"', '      4 paragraph: b'],
  ],
  [
    'a quote of several lines',
    '>>>\na\n\nb\n>>>\n\nc',
    ['2 blockquote', '  2 paragraph: a', '  4 paragraph: b', '7 paragraph: c'],
  ],
  [
    'inline differences',
    '{+ a +} [+b+] {- c -} [-d-] `{+e+}`',
    ['1 paragraph: <ins  a > <ins b> <del  c > <del d> `{+e+}`'],
  ],
  [
    'an alert box of the documentation',
    '{{< alert type="flag" >}}\n\na\n\n{{< /alert >}}\n\nb',
    ['1 box warning "Flag"', '  3 paragraph: a', '7 paragraph: b'],
  ],
  [
    'tabs',
    '{{< tabs >}}\n\n{{< tab title="A" >}}\n\na\n\n{{< /tab >}}\n\n{{< tab title="B" >}}\nb\n{{< /tab >}}\n\n{{< /tabs >}}',
    ['3 tabGroup', '  3 tab "A"', '    5 paragraph: a', '  9 tab "B"', '    10 paragraph: b'],
  ],
  [
    'details and history',
    '{{< details >}}\n\n- a\n\n{{< /details >}}\n\n{{< history >}}\n\n- b\n\n{{< /history >}}',
    [
      '3 list',
      '  3 listItem',
      '    3 paragraph: a',
      '7 box note closed "History"',
      '  9 list',
      '    9 listItem',
      '      9 paragraph: b',
    ],
  ],
  [
    'icons and other shortcodes in sentences',
    'Press {{< icon name="plus" >}} or {{< foo x="y" >}}.',
    ['1 paragraph: Press  or <? foo>.'],
  ],
  ['a shortcode that is not known', '{{< foo />}}\n\na', ['1 unknown foo', '3 paragraph: a']],
  ['a shortcode in code', '```\n{{< alert >}}\n```', ['1 code - "{{< alert >}}"']],
  ['an include', '::include{file=b.md}', ['1 include b.md', '  1 paragraph: text'], { includes: { 'b.md': 'text' } }],
  ['references as text', '#123 !45 @x ~label `#FF0000`', ['1 paragraph: #123 !45 @x ~label `#FF0000`']],
]

describe('GitLab', () => {
  test.each(constructs)('shows %s', (_, text, shown, given) => {
    expect(outline('gitlab', text, given)).toStrictEqual(shown)
  })

  test('makes the anchors of its own rule', () => {
    const fixture = anchorFixture(gitlabAnchors)
    expect(fixture.anchors.length).toBeGreaterThan(150)
    expect(anchorsMade(fixture, { name: 'gitlab', settings: {} })).toStrictEqual(fixture.anchors)
  })
})
