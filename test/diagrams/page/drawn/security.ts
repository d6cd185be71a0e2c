import { assert, describe, expect, test } from 'vitest'
import type { Drawn } from '../../../../src/diagrams/page/drawing.ts'
import { parseXml } from '../xml.ts'
import { page } from './page.ts'

/** The pictures of a diagram, as they would stand in a page. */
function svgsOf(drawn: Drawn): string[] {
  return drawn.kind === 'drawing' ? [drawn.svg, ...(drawn.dark === undefined ? [] : [drawn.dark])] : []
}

const allowedElements = new Set(
  `svg title desc g a defs path rect circle ellipse line polyline polygon text use symbol marker clipPath mask pattern
   linearGradient radialGradient stop`.split(/\s+/),
)
const allowedTargets = /^(?:https?:\/\/|mailto:|\.{0,2}\/|#|[\w.-]+$)/

function assertHarmless(svg: string): void {
  for (const { name, attributes } of parseXml(svg)) {
    assert.ok(allowedElements.has(name), `element ${name}`)
    for (const [key, value] of attributes) {
      expect(key, `attribute ${key}`).not.toMatch(/^on|style|class|src|xlink/i)
      if (key === 'href') expect(value).toMatch(allowedTargets)
      else expect(value.replace(/url\(#d-test-[\w-]+\)/g, '')).not.toMatch(/url\(|javascript:|data:/i)
      if (key === 'id') assert.ok(value.startsWith('d-test-'), `id ${value}`)
    }
  }
}

const plain = 'flowchart LR\n  a[Gateway] --> b[Orders]'

describe('Settings of a hostile diagram', () => {
  const settings: [what: string, config: object][] = [
    ['themeCSS', { themeCSS: ".node rect { fill: url(https://evil.example/x) } @import 'https://evil.example/y';" }],
    ['fontFamily', { fontFamily: 'x;} * { background: url(https://evil.example/z)' }],
    ['altFontFamily', { altFontFamily: 'x;} * { display: none' }],
    ['themeVariables', { themeVariables: { lineColor: 'red', fontFamily: 'x;}*{fill:red' } }],
    ['theme', { theme: 'forest' }],
    ['theme of a type', { flowchart: { theme: 'forest' } }],
    ['htmlLabels', { htmlLabels: false, flowchart: { htmlLabels: false } }],
    ['securityLevel', { securityLevel: 'loose', secure: [] }],
    ['seeds', { handDrawnSeed: 7, deterministicIds: false, deterministicIDSeed: 'x' }],
    ['__proto__', JSON.parse('{"__proto__": {"securityLevel": "loose"}, "constructor": {"prototype": {"x": 1}}}')],
  ]
  for (const [what, config] of settings) {
    test(`${what}, by directive and by frontmatter, changes nothing`, async () => {
      const expected = await page.draw(plain)
      expect(expected.kind).toBe('drawing')
      expect(await page.draw(`%%{init: ${JSON.stringify(config)}}%%\n${plain}`)).toStrictEqual(expected)
      expect(await page.draw(`---\nconfig: ${JSON.stringify(config)}\n---\n${plain}`)).toStrictEqual(expected)
      expect(page.refused).toStrictEqual([])
    })
  }

  test('a hostile setting would be seen: one that is allowed changes the picture', async () => {
    const wide = await page.draw(`%%{init: {"look": "handDrawn"}}%%\n${plain}`)
    expect(wide).not.toStrictEqual(await page.draw(plain))
  })
})

describe('HTML in labels', () => {
  const labels: [label: string, seen: string][] = [
    ['<script>alert(1)</script>Seen', 'Seen'],
    ['<img src=x onerror=alert(1)>Seen', 'Seen'],
    ["<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>Seen</a></svg>Seen", 'Seen'],
    ['<iframe src=https://evil.example></iframe>Seen', 'Seen'],
    ['<style>*{fill:red}</style>Seen', 'Seen'],
    ['<b onclick=alert(1) style=background:url(https://evil.example)>Seen</b>', 'Seen'],
    ['&lt;script&gt;Seen&lt;/script&gt;', '&lt;script&gt;Seen&lt;/script&gt;'],
    ['#60;img src=x onerror=alert(1)#62;', '&lt;img src=x onerror=alert(1)&gt;'],
    ['&amp;lt;Seen', '&amp;lt;Seen'],
    ['<math><mtext></p><img src=x onerror=alert(1)>Seen</mtext></math>', 'Seen'],
  ]
  const kinds: [kind: string, write: (label: string) => string][] = [
    ['flowchart', (label) => `flowchart LR\n  a["${label}"] -->|"${label}"| b`],
    ['sequence', (label) => `sequenceDiagram\n  Alice->>Bob: ${label.replaceAll(';', '#59;')}\n  Note over Bob: x`],
    ['class', (label) => `classDiagram\n  class A["${label}"]`],
    ['state', (label) => `stateDiagram-v2\n  state "${label}" as s\n  s --> t`],
    ['mindmap', (label) => `mindmap\n  root["${label}"]`],
  ]
  for (const [kind, write] of kinds) {
    test(`of a ${kind} leaves nothing but text`, async () => {
      for (const [label] of labels) for (const svg of svgsOf(await page.draw(write(label)))) assertHarmless(svg)
      expect(page.refused).toStrictEqual([])
    })
  }
  test('is text where it is written as text', async () => {
    for (const [label, seen] of labels.slice(6, 9)) {
      const [svg = ''] = svgsOf(await page.draw(`flowchart LR\n  a["${label}"]`))
      assert.ok(
        svg
          .replace(/<\/?text[^>]*>/g, '')
          .replace(/\s/g, '')
          .includes(seen.replace(/\s/g, '')),
        `${label} in ${svg}`,
      )
    }
  })
})

describe('Links', () => {
  const targets: [written: string, published: string | undefined][] = [
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['../other.md#part', '../other.md#part'],
    ['mailto:ops@example.org', 'mailto:ops@example.org'],
    ['javascript:alert(1)', undefined],
    ['JaVaScRiPt:alert(1)', undefined],
    [' javascript:alert(1)', undefined],
    ['java&#x0A;script:alert(1)', undefined],
    ['&#106;avascript:alert(1)', undefined],
    ['#106;avascript:alert(1)', undefined],
    ['vbscript:msgbox(1)', undefined],
    ['data:text/html,<script>alert(1)</script>', undefined],
    ['file:///etc/passwd', undefined],
  ]
  for (const [written, published] of targets) {
    test(`to ${written}: ${published ? 'kept' : 'not published'}`, async () => {
      const drawn = await page.draw(`flowchart LR\n  a[Gateway] --> b\n  click a "${written}"`)
      const hrefs = svgsOf(drawn)
        .flatMap(parseXml)
        .flatMap(({ attributes }) => attributes.get('href') ?? [])
      expect(hrefs.filter((href) => !/^(?:about:blank|#.*)?$/.test(href))).toStrictEqual(
        published === undefined ? [] : [published],
      )
      for (const svg of svgsOf(drawn)) assertHarmless(svg)
    })
  }
})

describe('What would be fetched', () => {
  test('an image of a node is asked of nobody outside, and told', async () => {
    const drawn = await page.draw(
      'flowchart LR\n  a@{ img: "https://evil.example/i.png", label: "A", h: 60 }\n  a --> b',
    )
    for (const svg of svgsOf(drawn)) assertHarmless(svg)
    expect(page.refused).toStrictEqual([])
    assert.ok(drawn.kind === 'undrawable')
    expect(drawn.message).toMatch(/^Unexpected image/)
  })

  test('addresses in styles and classes do not reach the picture', async () => {
    const drawn = await page.draw(
      'flowchart LR\n  a --> b\n  style a fill:red,background-image:u\n  classDef z fill:#abc,filter:blur\n  class b z',
    )
    for (const svg of svgsOf(drawn)) assertHarmless(svg)
  })
})

describe('Odd names and great lengths', () => {
  test('ids that objects have of themselves are nodes like any other', async () => {
    const drawn = await page.draw(
      'flowchart LR\n  __proto__[Proto] --> constructor[Ctor] --> hasOwnProperty --> toString',
    )
    expect(drawn.kind).toBe('drawing')
    if (drawn.kind !== 'drawing') return
    expect(drawn.nodes.map(({ id }) => id).toSorted()).toStrictEqual([
      '__proto__',
      'constructor',
      'hasOwnProperty',
      'toString',
    ])
    for (const svg of svgsOf(drawn)) assertHarmless(svg)
  })

  test('quotes and signs in the names of participants are attributes without harm', async () => {
    const drawn = await page.draw(`sequenceDiagram\n  participant A"b'c<d>&\n  A"b'c<d>&->>B: x`)
    for (const svg of svgsOf(drawn)) assertHarmless(svg)
  })

  test('more than Mermaid’s limit is refused with its size', async () => {
    const drawn = await page.draw(`flowchart LR\n  a["${'x'.repeat(50_000)}"]`)
    expect(drawn).toStrictEqual({
      kind: 'undrawable',
      code: 'diagrams/undrawable',
      message: 'Unexpected 50020 characters, expected at most 50000',
    })
  })

  test('groups in groups, forty deep', async () => {
    const depth = 40
    const open = Array.from({ length: depth }, (_, index) => `subgraph g${index}`).join('\n')
    const drawn = await page.draw(`flowchart TD\n${open}\n a --> b\n${'end\n'.repeat(depth)}`)
    for (const svg of svgsOf(drawn)) assertHarmless(svg)
    assert.ok(drawn.kind === 'drawing' || drawn.message !== '')
  })

  test('a message of failure is one bounded line', async () => {
    const drawn = await page.draw(`flowchart LR\n  a[${'\u202e\u0007x'.repeat(400)}`)
    expect(drawn.kind).toBe('undrawable')
    if (drawn.kind === 'undrawable') expect(drawn.message).toMatch(/^[^\p{Cc}\p{Cf}]{1,200}$/u)
  })
})
