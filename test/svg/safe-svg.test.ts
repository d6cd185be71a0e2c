import { assert, describe, expect, test } from 'vitest'
import { htmlElements, svgElements } from '../../src/svg/allow-list.ts'
import { safeSvg } from '../../src/svg/safe-svg.ts'
import { hostileSvgs, svgOf } from './hostile-svgs.ts'
import { toolSvgs } from './tool-svgs.ts'

/** A picture as it is published, without the element around it. */
function inside(written: string): string {
  const safe = safeSvg(Buffer.from(svgOf(written)))
  assert.ok(safe.kind === 'picture', JSON.stringify(safe))
  return safe.svg.replace(/^<svg[^>]*>/, '').replace('<rect id="r" width="100" height="100"/></svg>', '')
}

function refused(written: string | Uint8Array): string {
  const safe = safeSvg(Buffer.from(written))
  assert.ok(safe.kind === 'unreadable', JSON.stringify(safe).slice(0, 500))
  return safe.reason
}

describe('A published picture', () => {
  const names = new Set([...svgElements, ...htmlElements])
  const all = [
    ...hostileSvgs('http://127.0.0.1:9/hit'),
    ...Object.entries(toolSvgs).map(([name, content]) => ({ name, content })),
  ]

  test('has a `<` only where an element of the allow-list begins or ends, whoever reads it', () => {
    for (const { name, content } of all) {
      const safe = safeSvg(Buffer.from(content))
      if (safe.kind === 'unreadable') continue
      for (const [, element = ''] of safe.svg.matchAll(/<\/?([^\s/>]*)/g))
        assert.ok(names.has(element), `${name}: ${element}`)
      expect(safe.svg, name).not.toMatch(/<[^>]*\s(?:on\w+|src\w*|action|formaction|xml:base)=/i)
    }
  })

  test('is the same when it is read once more', () => {
    for (const { name, content } of all) {
      const safe = safeSvg(Buffer.from(content))
      if (safe.kind === 'unreadable') continue
      expect(safeSvg(Buffer.from(safe.svg)), name).toStrictEqual({ kind: 'picture', svg: safe.svg, dropped: [] })
    }
  })

  test('keeps links to pages, to letters and to its own places', () => {
    for (const href of [
      'https://e.example/?a=1&amp;b=2',
      'HTTP://e.example',
      'mailto:a@e.example',
      '#r',
      'next.svg',
      '../a?x:y',
      '//e.example/',
    ]) {
      expect(inside(`<a xlink:href="${href}"/>`)).toBe(`<a href="${href}"/>`)
    }
  })

  test('has its texts as they were written', () => {
    expect(inside('<text xml:space="preserve">a &lt; b ]]&gt; &amp;amp; &#x1F680;<![CDATA[<b>]]></text>')).toBe(
      '<text xml:space="preserve">a &lt; b ]]&gt; &amp;amp; 🚀&lt;b&gt;</text>',
    )
    expect(inside('<g id="a&#10;b&quot;c&#9;"/>')).toBe('<g id="a&#10;b&quot;c&#9;"/>')
  })
})

describe('Of a style sheet', () => {
  const cases: [name: string, css: string, kept: string][] = [
    ['rules with properties that are known stay', 'a > b{fill:red;behavior:x;-x-y:z}', 'a &gt; b{fill:red;}'],
    ['imports go, and what follows stays', '@import "x";@charset "x";a{fill:red}', 'a{fill:red;}'],
    ['paints of the picture stay', "a{fill:url(#g);mask:url('#m') }", 'a{fill:url("#g");mask:url("#m");}'],
    ['other addresses go', 'a{fill:url(x.svg#g);stroke:red}', 'a{stroke:red;}'],
    ['escapes say what they mean', 'a{f\\69ll:\\72 ed;color:\\75rl(x)}', 'a{fill:red;}'],
    ['strings are closed', 'a{font-family:"x', 'a{font-family:"x";}'],
    ['strings cannot be left', 'a{font-family:"\\"};b{}\\a "}', 'a{font-family:"\\22 };b{}\\a ";}'],
    [
      'rules in rules stay with what holds them',
      '@media print{@supports (fill:red){a{fill:red}}}',
      '@media print{@supports (fill:red){a{fill:red;}}}',
    ],
    ['rules that nobody knows go', '@unknown{a{fill:red}}@property --x{syntax:"*"}', ''],
    [
      'functions that nobody knows go',
      'a{background:element(#x);width:attr(x);color:rgb(1 2 3)}',
      'a{color:rgb(1 2 3);}',
    ],
    ['brackets match', 'a{fill:red);stroke:red}', 'a{stroke:red;}'],
  ]
  for (const [name, css, kept] of cases) {
    test(name, () => {
      const written = inside(`<style><![CDATA[${css}]]></style>`)
      expect(written.replaceAll('&quot;', '"')).toBe(`<style>${kept}</style>`)
    })
  }
})

describe('Not published is', () => {
  test('what is too much for a reader, or for a browser', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `<g id="u${level + 1}">${`<use href="#u${level}"/>`.repeat(10)}</g>`,
    )
    expect(refused(svgOf(`<g id="u0"/>${levels.join('')}`))).toBe('it repeats its parts too many times')
    const patterns = Array.from(
      { length: 12 },
      (_, level) => `<pattern id="u${level + 1}">${`<rect fill="url(#u${level})"/>`.repeat(10)}</pattern>`,
    )
    expect(refused(svgOf(`<g id="u0"/>${patterns.join('')}`))).toBe('it repeats its parts too many times')
    expect(refused(svgOf('<g>'.repeat(1000) + '</g>'.repeat(1000)))).toMatch(/^it nests more than 250 elements deep/)
    expect(refused(' '.repeat(10_000_001))).toMatch(/^it has more than 10 MB/)
    expect(inside('<g id="a"><use href="#a"/></g>'), 'a circle is drawn by nobody').toBe(
      '<g id="a"><use href="#a"/></g>',
    )
  })

  test('and what is told of it is short', () => {
    const long = 'x'.repeat(100_000)
    assert.ok(refused(svgOf(`<${long}:a/>`)).length <= 120)
    const safe = safeSvg(Buffer.from(svgOf(`<g on${long}=""/>`)))
    assert.ok(safe.kind === 'picture' && safe.dropped.every((what) => what.length <= 120))
  })

  test('what is no SVG, and no XML', () => {
    for (const written of [
      '',
      ' ',
      'text',
      '<svg/>',
      '<svg xmlns="urn:x"/>',
      svgOf('').slice(0, -1),
      `${svgOf('')}x`,
      svgOf('&nbsp;'),
    ]) {
      expect(refused(written), written).not.toBe('')
    }
  })
})
