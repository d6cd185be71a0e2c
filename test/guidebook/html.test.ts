import { describe, expect, test } from 'vitest'
import { htmlParts } from '../../src/guidebook/html/html.ts'
import { pageOf, textAt } from './written-page.ts'

/** What of a page's HTML is dropped, as `line:column what-an-editor-would-select`. */
function droppedFrom(text: string): string[] {
  return pageOf(text).droppedHtml.map((dropped) => `${dropped.line}:${dropped.column} ${textAt(text, dropped)}`)
}

describe('Raw HTML that does not reach the site is told', () => {
  const cases: Record<string, [text: string, dropped: string[]]> = {
    'a tag, at the tag': ['a <script src="x">y</script> b', ['1:3 <script src="x">']],
    'an attribute, at the attribute': ['a <b id="x" onclick="y">c</b>', ['1:13 onclick="y"']],
    'each of several': [
      '<iframe></iframe> <b style="a" class=b\nONLOAD=c>',
      ['1:1 <iframe>', '1:22 style="a"', '1:32 class=b', '2:1 ONLOAD=c'],
    ],
    'in a quote': ['> <div>\n> <b\n>   onclick="y">\n> <object>\n', ['3:5 onclick="y"', '4:3 <object>']],
    'in a list': ['- <p\n  onx="a">\n  - b <video src="x">', ['2:3 onx="a"', '3:7 <video src="x">']],
    'in a table': ['| a |\n|---|\n| 😀 <b onx=1>c</b> |\n', ['3:9 onx=1']],
    'after CRLF': ['<div>\r\n<b\r\n onx=1>', ['3:2 onx=1']],
    'tags that a browser would not even keep': [
      '<html><body onload="x"><frame><td>',
      ['1:1 <html>', '1:7 <body onload="x">', '1:24 <frame>'],
    ],
    'within another that is dropped': ['<svg><a onx=1>', ['1:1 <svg>', '1:9 onx=1']],
    'a placeholder': ['Deploy <name> to `<host>`', ['1:8 <name>']],
    'not what only looks like a tag': [
      '`<script>` \\<script> &lt;script> a < b <3 <!-- <script> -->\n\n    <script>\n',
      [],
    ],
    'not what stands in an attribute or a script': [
      '<b title="<script>">x</b>\n\n<script>"<iframe>"</script>',
      ['3:1 <script>'],
    ],
  }
  for (const [name, [text, dropped]] of Object.entries(cases)) {
    test(name, () => expect(droppedFrom(text)).toStrictEqual(dropped))
  }

  test('as a reader of the source knows it', () => {
    expect(pageOf('<B onClick="x">y</B> <IFRAME>').droppedHtml.map(({ what }) => what)).toStrictEqual([
      'onclick` of `<b>',
      '<iframe>',
    ])
  })

  test('and what GitHub lets through is not', () => {
    const text = `<details open><summary>a</summary>b</details>
<a href="x" name="y" title="z" aria-label="q">a</a> <img src="x" alt="" width=10 height=10 align=left>
<kbd>a</kbd> <sub>a</sub> <sup>a</sup> <br> <hr> <p align="center" dir=rtl lang=fr>a</p>
<picture><source srcset="a" media="(prefers-color-scheme: dark)"><img src=x></picture>
<table><thead><tr><th colspan=2 scope=col>a</th></tr></thead><tbody><tr><td rowspan=2 valign=top>a</td></tr></tbody></table>
<code class="language-sh">a</code> <ol start=2 reversed></ol> <blockquote cite="https://a.b">a</blockquote>`
    expect(pageOf(text).droppedHtml.map(({ what }) => what)).toStrictEqual(['reversed` of `<ol>'])
  })

  const attributes: [tag: string, dropped: boolean][] = [
    ['<a name="x">', false],
    ['<img name="x">', true],
    ['<b id="x">', false],
    ['<b id="wm-main">', true],
    ['<a name="WM-main">', true],
    ['<code class="language-js other">', false],
    ['<code class="other">', true],
    ['<input type="checkbox" disabled>', false],
    ['<input type="text">', true],
    ['<a data-footnote-ref>', false],
    ['<b data-footnote-ref>', true],
    ['<b data-status="x">', true],
  ]
  for (const [tag, isDropped] of attributes) {
    test(`${tag} ${isDropped ? 'loses' : 'keeps'} its attribute`, () => {
      expect(pageOf(`a ${tag}`).droppedHtml.length > 0).toBe(isDropped)
    })
  }
})

test('ids and names are anchors where they reach the site', () => {
  const text =
    '<a id="one"></a><a name="two"></a> <b id=three>x</b>\n\n> <p id="f&amp;our">\n\n<svg id="no"></svg> <img name="no"> <b id=""> <b id="wm-no">\n\n`<b id="no">` <!-- <b id="no"> -->'
  expect(pageOf(text).htmlAnchors).toStrictEqual(['one', 'two', 'three', 'f&our'])
})

describe('Raw HTML is cut into its parts as a browser does', () => {
  const brief = (html: string) =>
    htmlParts(html).map((part) =>
      part.kind === 'text' ? part.value : `${part.kind} ${part.name} ${html.slice(part.start, part.end)}`,
    )
  const cases: [html: string, parts: string[]][] = [
    ['a &amp; b', ['a', ' ', '&', ' ', 'b']],
    ['<B A=1>x</b >', ['open b <B A=1>', 'x', 'close b </b >']],
    ['<br/>', ['open br <br/>']],
    ['<!-- <b> -->', []],
    ['<script>a<b></script>c', ['open script <script>', 'a<b>', 'close script </script>', 'c']],
    ['<title>a<b>', ['open title <title>', 'a', 'open b <b>']],
    ['</title><title>a<b>', ['close title </title>', 'open title <title>', 'a', 'open b <b>']],
    ['<b title=">">', ['open b <b title=">">']],
    ['<b', []],
  ]
  for (const [html, parts] of cases) test(html, () => expect(brief(html)).toStrictEqual(parts))
})
