import { assert, describe, expect, test } from 'vitest'
import type { Drawing } from '../../../src/diagrams/page/drawing.ts'
import { bodyOf, drawing, fence, source, svg } from './page-of-diagrams.ts'
import { attribute, elementsOf, textOf } from './rendered-page.ts'

describe('A diagram with a picture', () => {
  test('is a figure: the picture in a box, its title, its source', () => {
    const elements = elementsOf(bodyOf(fence(), drawing({ title: 'Who talks to whom' })))
    const names = elements.map(({ tagName }) => tagName)
    expect(names.slice(0, 3)).toStrictEqual(['waymark-diagram', 'figure', 'div'])
    const text = (name: string) => elements.filter(({ tagName }) => tagName === name).map(textOf)
    expect(text('figcaption')).toStrictEqual(['Who talks to whom'])
    expect(text('summary')).toStrictEqual(['Source'])
    expect(text('code')).toStrictEqual([source])
    expect(text('text'), 'what looks like an attribute in a text is a text').toStrictEqual(['<A> & style="x"'])
  })

  test('has no title under it that stands in the picture', () => {
    const title = '<A> & style="x"'
    expect(bodyOf(fence(), drawing({ title }))).not.toMatch(/figcaption/)
    const quoted = svg.replace('style="x"', 'style=&quot;x&quot;')
    expect(bodyOf(fence(), drawing({ title, svg: quoted }))).not.toMatch(/figcaption/)
  })

  test('may be as small as leaves its smallest text 11 pixels high, and says so without a style', () => {
    const least = (html: string) => /<div class="diagram-box"><svg class="diagram-least" width="(\d+)"/.exec(html)?.[1]
    const html = bodyOf(fence(), drawing({ width: 1000 }))
    expect(least(html)).toBe('688')
    expect(html).not.toMatch(/<[^>]*\sstyle=/)
    const small = (size: string) => svg.replace('<text>', `<text font-size="${size}">`)
    expect(least(bodyOf(fence(), drawing({ width: 1000, svg: small('12') })))).toBe('917')
    expect(least(bodyOf(fence(), drawing({ width: 1000, svg: small('9') })))).toBe('1000')
  })

  test('gets a turned sheet where it is too wide for an upright one, and no higher than wide', () => {
    const isTurned = (size: { width: number; height: number }) =>
      bodyOf(fence(), drawing(size)).includes('class="diagram is-turned"')
    expect(isTurned({ width: 1400, height: 500 })).toBe(true)
    expect(isTurned({ width: 1400, height: 1400 })).toBe(false)
    expect(isTurned({ width: 800, height: 200 })).toBe(false)
  })

  test('has a name and a description for those who do not see it', () => {
    const named = elementsOf(bodyOf(fence(), drawing({ title: 'A <b>', description: 'x & y' })))
    const picture = named.find((element) => attribute(element, 'role') === 'img') ?? assert.fail('no image')
    const told = (name: string) =>
      textOf(named.find((element) => attribute(element, 'id') === attribute(picture, name)) ?? assert.fail(name))
    expect(told('aria-labelledby')).toBe('A <b>')
    expect(told('aria-describedby')).toBe('x & y')
    expect(bodyOf(fence(), drawing())).toMatch(/<svg[^>]* aria-label="Diagram"/)
  })

  test('has its words once, and no title that only says of which kind it is', () => {
    const own = svg.replace(
      'role="img">',
      'role="img" aria-labelledby="d-0-t"><title id="d-0-t">Flowchart</title><desc id="d-0-d">D</desc>',
    )
    const names = (html: string) =>
      elementsOf(html).flatMap(({ tagName }) => (/^(?:title|desc)$/.test(tagName) ? [tagName] : []))
    const plain = bodyOf(fence(), drawing({ svg: own }))
    expect(names(plain)).toStrictEqual(['desc'])
    expect(plain).toMatch(/ aria-label="Flowchart"/)
    const quoted = bodyOf(fence(), drawing({ svg: own.replace('Flowchart', 'x" onload="y') }))
    assert.ok(elementsOf(quoted).some((element) => attribute(element, 'aria-label') === 'x" onload="y'))
    expect(names(bodyOf(fence(), drawing({ svg: own, title: 'T' })))).toStrictEqual(['title', 'desc'])
  })

  test('twice on a page, in a list too, has its own ids each time', () => {
    const html = bodyOf(`${fence()}\n- ${fence().replaceAll('\n', '\n  ')}`, drawing({ title: 'T' }))
    const elements = elementsOf(html)
    const ids = elements.flatMap((element) => attribute(element, 'id') ?? [])
    expect(ids.length).toBe(6)
    expect(new Set(ids).size, ids.join(' ')).toBe(6)
    const targets = elements.flatMap(
      (element) => /^url\(#(.*)\)$/.exec(attribute(element, 'marker-end') ?? '')?.[1] ?? [],
    )
    expect(targets).toStrictEqual(['d-0123456789-1', 'd-0123456789-2-1'])
    for (const target of targets) assert.ok(ids.includes(target), target)
  })

  test('that needs a picture for each theme has both, with ids of their own', () => {
    const elements = elementsOf(bodyOf(fence(), drawing({ dark: svg })))
    const classes = elements.filter(({ tagName }) => tagName === 'svg').map((element) => attribute(element, 'class'))
    expect(classes).toStrictEqual(['diagram-least', 'diagram-light', 'diagram-dark'])
    const ids = elements.flatMap((element) => attribute(element, 'id') ?? [])
    expect(new Set(ids).size, ids.join(' ')).toBe(ids.length)
  })

  test('is one with blank lines at its end, with CRLF, and where there is HTML on the page', () => {
    for (const text of [
      fence(`${source}\n\n`),
      fence().replaceAll('\n', '\r\n'),
      `<b>x</b>\n\n${fence(`\n${source}`)}`,
    ]) {
      expect(bodyOf(text, drawing()), JSON.stringify(text)).toMatch(/<figure class="diagram">/)
    }
  })

  test('keeps raw HTML of the page what it was: nothing passes with it', () => {
    const html = bodyOf(`<script>x</script>\n<b onclick="x">b</b>\n\n${fence()}`, drawing())
    expect(html).not.toMatch(/<script|onclick/)
    expect(html).toMatch(/<b>b<\/b>/)
  })
})

describe('A node that names a service', () => {
  const cases: [why: string, node: Drawing['nodes'][number], service: string | undefined][] = [
    ['by its label, which is a name', { id: 'a', label: 'Dolibarr ERP', classes: [] }, 'erp'],
    ['by its label, which is an id', { id: 'a', label: 'auth-staff', classes: [] }, 'auth-staff'],
    ['by its id', { id: 'erp', label: 'The books', classes: [] }, 'erp'],
    ['not by a part of its label', { id: 'a', label: 'Dolibarr ERP, read-only', classes: [] }, undefined],
    ['not in other letters', { id: 'ERP', label: 'dolibarr erp', classes: [] }, undefined],
    ['in other letters, with the class `service`', { id: 'a', label: 'dolibarr erp', classes: ['service'] }, 'erp'],
    [
      'by a line of its label, with the class `service`',
      { id: 'a', label: 'Auth staff\nv2', classes: ['service'] },
      'auth-staff',
    ],
    ['not by the class alone', { id: 'a', label: 'Postgres', classes: ['service'] }, undefined],
  ]
  for (const [why, node, service] of cases) {
    test(why, () => {
      const html = bodyOf(
        fence(),
        drawing({ nodes: [node], svg: svg.replace('data-node="a"', `data-node="${node.id}"`) }),
      )
      expect(elementsOf(html).flatMap((element) => attribute(element, 'data-service') ?? [])).toStrictEqual(
        service ? [service] : [],
      )
      expect(html).not.toMatch(/data-node/)
    })
  }
})

describe('A link in a diagram', () => {
  const linked = (href: string) =>
    bodyOf(
      fence(),
      drawing({ svg: svg.replace('<path', `<a transform="scale(1)" xlink:href="${href}"><text>go</text></a><path`) }),
    )

  test('leads where a link of the page would, and can be reached', () => {
    const elements = elementsOf(linked('next.md?a=1&amp;b=2'))
    expect(elements.flatMap((element) => (element.tagName === 'a' ? [attribute(element, 'href')] : []))).toStrictEqual([
      'next.md?a=1&b=2',
    ])
    expect(elements.flatMap((element) => attribute(element, 'role') ?? [])).toStrictEqual(['group'])
  })

  test('to another site is marked as one', () => {
    expect(linked('https://e.example/')).toMatch(
      /<a transform="scale\(1\)" href="https:\/\/e\.example\/" rel="external noreferrer">/,
    )
  })

  test('to nowhere is none', () => {
    expect(linked('javascript:alert(1)')).toMatch(/<a transform="scale\(1\)"><text>go<\/text><\/a>/)
  })
})

test('a diagram without a drawing shows its source, and says where it can be drawn', () => {
  const [outer] = elementsOf(bodyOf(fence(), undefined))
  assert.ok(outer)
  expect(attribute(outer, 'data-frame')).toBe('/books/frame.html')
  expect(textOf(outer)).toBe(`mermaid${source}`)
})

test('a diagram without a drawing says where its links lead, as they are written in it', () => {
  const text = 'flowchart LR\n  a --> b\n  click a "next.md" "Go on"\n  click b href "javascript:x"\n'
  const [outer] = elementsOf(bodyOf(fence(text), undefined))
  assert.ok(outer)
  expect(JSON.parse(attribute(outer, 'data-links') ?? '')).toStrictEqual({ 'next.md': 'next.md' })
})

test('HTML that says to be a diagram is code: no forge draws it either', () => {
  const html = bodyOf('<pre><code class="language-mermaid">flowchart LR</code></pre>\n', drawing())
  expect(html).not.toMatch(/waymark-diagram/)
})
