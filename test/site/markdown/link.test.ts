import { describe, expect, test } from 'vitest'
import { attribute, bodyOf, elementsOf, plainContext } from './rendered-page.ts'

describe('A link is what its destination is', () => {
  const cases: Record<string, [text: string, html: string]> = {
    'of the site': ['[a](b.md#c "t")', '<p><a title="t" href="b.md#c">a</a></p>'],
    elsewhere: ['[a](https://b.example)', '<p><a href="https://b.example" rel="external noreferrer">a</a></p>'],
    'a letter': ['[a](mailto:a@b.example)', '<p><a href="mailto:a@b.example">a</a></p>'],
    'a call': ['[a](tel:+33123)', '<p><a href="tel:+33123">a</a></p>'],
    'a live status': [
      '[a *b*](status:erp.ping)',
      '<p><waymark-status data-of="erp.ping" data-state="unknown">a <em>b</em> <span class="status-sign"><span class="status-word">not probed yet</span></span></waymark-status></p>',
    ],
    nowhere: ['[a *b*](data:x)', '<p><span class="dead-link" title="No data">a <em>b</em></span></p>'],
    'by reference': ['[a][b]\n\n[b]: c.md', '<p><a href="c.md">a</a></p>'],
    'in raw HTML': ['<a href="b.md" target="_blank" title="t">a</a>', '<p><a title="t" href="b.md">a</a></p>'],
    'an anchor': ['<a id="x"></a>', '<p><a id="x"></a></p>'],
  }
  for (const [name, [text, html]] of Object.entries(cases)) test(name, () => expect(bodyOf(text)).toBe(html))

  test('each target is asked for as it is written', () => {
    const asked: string[] = []
    const link = (url: string) => {
      asked.push(url)
      return { kind: 'link' as const, href: 'x' }
    }
    bodyOf('[a](b%20c.md) [d](<e f.md>) [g](h&amp;i) <a href="j&amp;k">l</a>', {
      ...plainContext,
      links: { ...plainContext.links, link },
    })
    expect(asked).toStrictEqual(['b%20c.md', 'e%20f.md', 'h&i', 'j&k'])
  })

  test('what raw HTML calls a footnote is resolved like others', () => {
    const html = bodyOf('<a data-footnote-ref href="data:x">a</a> <a data-footnote-backref href="b.md">c</a>')
    expect(elementsOf(html).map((element) => [element.tagName, attribute(element, 'href')])).toStrictEqual([
      ['p', undefined],
      ['span', undefined],
      ['a', 'b.md'],
    ])
  })
})

describe('An image', () => {
  const cases: Record<string, [text: string, html: string]> = {
    'of the site has its size': [
      '![a](b.png "t")',
      '<figure class="image"><img width="4" height="3" src="b.png" alt="a" decoding="async"><figcaption>t</figcaption></figure>',
    ],
    'keeps a size that was asked for': [
      '<img src="b.png" width="100">',
      '<img width="100" src="b.png" alt="" decoding="async">',
    ],
    'of another origin is not loaded': [
      '![a](https://b.example/c.png)',
      '<p><a class="external-image" href="https://b.example/c.png" rel="external noreferrer">Image: a</a></p>',
    ],
    'that is none is its text': [
      '![a](data:image/png;base64,AA)',
      '<p><span class="dead-link" title="No image">Image: a</span></p>',
    ],
    'without a source is told': [
      '<img alt="">',
      '<span class="dead-link" title="The image has no source">Image: image</span>',
    ],
    'loads nothing by other attributes': [
      '<img src="b.png" srcset="https://c.example/x.png 2x" lowsrc="y" onerror="z" longdesc="javascript:x">',
      '<img width="4" height="3" src="b.png" alt="" decoding="async">',
    ],
  }
  for (const [name, [text, html]] of Object.entries(cases)) test(name, () => expect(bodyOf(text)).toBe(html))

  test('keeps its title where it stands in a sentence or in a link', () => {
    expect(bodyOf('See ![a](b.png "t").')).toMatch(/^<p>See <img title="t"/)
    expect(bodyOf('[![a](b.png "t")](c.md)')).toMatch(/^<p><a href="c.md"><img title="t"/)
  })

  test('is loaded late, but for the first of a page', () => {
    const images = bodyOf('![a](a.png)\n\n![b](b.png)\n').match(/<img[^>]*>/g) ?? []
    expect(images.map((image) => image.includes('loading="lazy"'))).toStrictEqual([false, true])
  })

  test('for two themes keeps the candidates of the site', () => {
    const picture = (srcset: string) =>
      elementsOf(
        bodyOf(`<picture><source media="(prefers-color-scheme: dark)" srcset="${srcset}"><img src="b.png"></picture>`),
      )
        .filter(({ tagName }) => tagName === 'source')
        .map((element) => [attribute(element, 'media'), attribute(element, 'srcset')])
    expect(picture('a.png 1x, https://b.example/c.png 2x, d.png 3x')).toStrictEqual([
      ['(prefers-color-scheme: dark)', 'a.png 1x, d.png 3x'],
    ])
    expect(picture('https://b.example/c.png')).toStrictEqual([])
    expect(picture('javascript:x')).toStrictEqual([])
    expect(picture('')).toStrictEqual([])
  })

  test('in a link does not become a link in a link', () => {
    for (const text of ['[![a](https://b.example/c.png)](d.md)', '[*![a](https://b.example/c.png)*](d.md)']) {
      const elements = elementsOf(bodyOf(text))
      expect(
        elements.filter(({ tagName }) => tagName === 'a').map((element) => attribute(element, 'href')),
        text,
      ).toStrictEqual(['d.md'])
    }
  })
})
