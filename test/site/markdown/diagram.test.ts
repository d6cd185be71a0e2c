import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Drawing, Drawn } from '../../../src/diagrams/drawing.ts'
import type { Finding } from '../../../src/guidebook/finding.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import type { DiagramWorld } from '../../../src/site/markdown/diagram.ts'
import { ownBlocks } from '../../../src/site/markdown/own-block.ts'
import { renderPage } from '../../../src/site/markdown/render.ts'
import { SiteStatus } from '../../../src/site/status/site-status.ts'
import { attribute, elementsOf, plainContext, textOf } from './rendered-page.ts'

const source = 'flowchart LR\n  a --> b'
const fence = (text = source) => `\`\`\`mermaid\n${text}\n\`\`\`\n`

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 80" width="400" height="80" role="img">' +
  '<marker id="d-0123456789-1"><path d="M0 0"/></marker>' +
  '<g data-node="a"><rect width="9" height="9" fill="light-dark(#fff,#000)"/><text>&lt;A&gt; &amp; style="x"</text></g>' +
  '<path d="M0 0" marker-end="url(#d-0123456789-1)"/></svg>'

function drawing(parts: Partial<Drawing> = {}): Drawing {
  const nodes = [{ id: 'a', label: 'Dolibarr ERP', classes: [] }]
  return {
    kind: 'drawing',
    type: 'flowchart-v2',
    svg,
    width: 400,
    height: 80,
    description: 'a leads to b',
    nodes,
    problems: [],
    ...parts,
  }
}

const services = [
  { id: 'erp', name: 'Dolibarr ERP', folder: '', probes: [] },
  { id: 'auth-staff', name: 'Authentik (staff)', folder: '', probes: [] },
]

/** The body of a page whose diagrams have become this. */
function bodyOf(text: string, drawn: Drawn | undefined, world: Partial<DiagramWorld> = {}): string {
  const { fences } = readPage('page.md', new TextEncoder().encode(text))
  const { links } = plainContext
  const status = new SiteStatus(services)
  const block = ownBlocks({ fences, drawn: () => drawn, services, status, links, frame: '/books/frame.html', ...world })
  return renderPage(text, 'md', { ...plainContext, block }).body
}

function finding(line: number, parts: Partial<Finding> = {}): Finding {
  const place = { line, column: 3, endLine: line, endColumn: 4 }
  return {
    check: 'diagrams',
    code: 'diagrams/syntax',
    severity: 'error',
    message: 'Unexpected `x`',
    file: 'page.md',
    ...place,
    ...parts,
  }
}

describe('A diagram with a picture', () => {
  test('is a figure: the picture in a box, its title, its source', () => {
    const elements = elementsOf(bodyOf(fence(), drawing({ title: 'Who talks to whom' })))
    const names = elements.map(({ tagName }) => tagName)
    assert.deepEqual(names.slice(0, 3), ['waymark-diagram', 'figure', 'div'])
    const text = (name: string) => elements.filter(({ tagName }) => tagName === name).map(textOf)
    assert.deepEqual(text('figcaption'), ['Who talks to whom'])
    assert.deepEqual(text('summary'), ['Source'])
    assert.deepEqual(text('code'), [source])
    assert.deepEqual(text('text'), ['<A> & style="x"'], 'what looks like an attribute in a text is a text')
  })

  test('has no title under it that stands in the picture', () => {
    const title = '<A> & style="x"'
    assert.doesNotMatch(bodyOf(fence(), drawing({ title })), /figcaption/)
    const quoted = svg.replace('style="x"', 'style=&quot;x&quot;')
    assert.doesNotMatch(bodyOf(fence(), drawing({ title, svg: quoted })), /figcaption/)
  })

  test('may be as small as nearly three quarters of its size, and says so without a style', () => {
    const html = bodyOf(fence(), drawing({ width: 1000 }))
    assert.match(html, /<div class="diagram-box"><svg class="diagram-least" width="730" height="0" aria-hidden="true">/)
    assert.doesNotMatch(html, /<[^>]*\sstyle=/)
  })

  test('has a name and a description for those who do not see it', () => {
    const named = elementsOf(bodyOf(fence(), drawing({ title: 'A <b>', description: 'x & y' })))
    const picture = named.find((element) => attribute(element, 'role') === 'img') ?? assert.fail('no image')
    const told = (name: string) =>
      textOf(named.find((element) => attribute(element, 'id') === attribute(picture, name)) ?? assert.fail(name))
    assert.equal(told('aria-labelledby'), 'A <b>')
    assert.equal(told('aria-describedby'), 'x & y')
    assert.match(bodyOf(fence(), drawing()), /<svg[^>]* aria-label="Diagram"/)
  })

  test('has its words once, and no title that only says of which kind it is', () => {
    const own = svg.replace(
      'role="img">',
      'role="img" aria-labelledby="d-0-t"><title id="d-0-t">Flowchart</title><desc id="d-0-d">D</desc>',
    )
    const names = (html: string) =>
      elementsOf(html).flatMap(({ tagName }) => (/^(?:title|desc)$/.test(tagName) ? [tagName] : []))
    const plain = bodyOf(fence(), drawing({ svg: own }))
    assert.deepEqual(names(plain), ['desc'])
    assert.match(plain, / aria-label="Flowchart"/)
    const quoted = bodyOf(fence(), drawing({ svg: own.replace('Flowchart', 'x" onload="y') }))
    assert.ok(elementsOf(quoted).some((element) => attribute(element, 'aria-label') === 'x" onload="y'))
    assert.deepEqual(names(bodyOf(fence(), drawing({ svg: own, title: 'T' }))), ['title', 'desc'])
  })

  test('twice on a page, in a list too, has its own ids each time', () => {
    const html = bodyOf(`${fence()}\n- ${fence().replaceAll('\n', '\n  ')}`, drawing({ title: 'T' }))
    const elements = elementsOf(html)
    const ids = elements.flatMap((element) => attribute(element, 'id') ?? [])
    assert.equal(ids.length, 6)
    assert.equal(new Set(ids).size, 6, ids.join(' '))
    const targets = elements.flatMap(
      (element) => /^url\(#(.*)\)$/.exec(attribute(element, 'marker-end') ?? '')?.[1] ?? [],
    )
    assert.deepEqual(targets, ['d-0123456789-1', 'd-0123456789-2-1'])
    for (const target of targets) assert.ok(ids.includes(target), target)
  })

  test('that needs a picture for each theme has both, with ids of their own', () => {
    const elements = elementsOf(bodyOf(fence(), drawing({ dark: svg })))
    const classes = elements.filter(({ tagName }) => tagName === 'svg').map((element) => attribute(element, 'class'))
    assert.deepEqual(classes, ['diagram-least', 'diagram-light', 'diagram-dark'])
    const ids = elements.flatMap((element) => attribute(element, 'id') ?? [])
    assert.equal(new Set(ids).size, ids.length, ids.join(' '))
  })

  test('is one with blank lines at its end, with CRLF, and where there is HTML on the page', () => {
    for (const text of [
      fence(`${source}\n\n`),
      fence().replaceAll('\n', '\r\n'),
      `<b>x</b>\n\n${fence(`\n${source}`)}`,
    ]) {
      assert.match(bodyOf(text, drawing()), /<figure class="diagram">/, JSON.stringify(text))
    }
  })

  test('keeps raw HTML of the page what it was: nothing passes with it', () => {
    const html = bodyOf(`<script>x</script>\n<b onclick="x">b</b>\n\n${fence()}`, drawing())
    assert.doesNotMatch(html, /<script|onclick/)
    assert.match(html, /<b>b<\/b>/)
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
      assert.deepEqual(
        elementsOf(html).flatMap((element) => attribute(element, 'data-service') ?? []),
        service ? [service] : [],
      )
      assert.doesNotMatch(html, /data-node/)
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
    assert.deepEqual(
      elements.flatMap((element) => (element.tagName === 'a' ? [attribute(element, 'href')] : [])),
      ['next.md?a=1&b=2'],
    )
    assert.deepEqual(
      elements.flatMap((element) => attribute(element, 'role') ?? []),
      ['group'],
    )
  })

  test('to another site is marked as one', () => {
    assert.match(
      linked('https://e.example/'),
      /<a transform="scale\(1\)" href="https:\/\/e\.example\/" rel="external noreferrer">/,
    )
  })

  test('to nowhere is none', () => {
    assert.match(linked('javascript:alert(1)'), /<a transform="scale\(1\)"><text>go<\/text><\/a>/)
  })
})

describe('A drawing that may not stand in a page is not printed', () => {
  const cases = {
    script: '<svg><script>x</script></svg>',
    'style sheet': '<svg><style>x</style></svg>',
    'style attribute': '<svg><g style="fill:red"/></svg>',
    'class of the site': '<svg><g class="alert"/></svg>',
    handler: '<svg><g onload="x"/></svg>',
    'handler without quotes': '<svg><g x=1 onload=x></g></svg>',
    'handler behind a slash': '<svg><g/onload="x"></g></svg>',
    HTML: '<svg><foreignObject><p>x</p></foreignObject></svg>',
    'handler beside an attribute': '<svg><g x="1" onload="x"></g></svg>',
    'source of another kind': '<svg><a src="https://e.example/x.png"></a></svg>',
    image: '<svg><image href="data:image/png;base64,AA=="/></svg>',
    'HTML name of an image behind it': '<svg></svg><image src="https://e.example/x.png"/>',
    'picture that is not closed': '<svg><g></svg>',
    'picture that is closed too often': '<svg></svg></svg>',
    'link in letters of another size': '<svg><A href="javascript:x"><text>x</text></A></svg>',
    'text behind it': '<svg></svg>x',
    'address of another site in entities': '<svg><g fill="u&#114;l(https://e.example/#x)"/></svg>',
    'address of another site in escapes': '<svg><g fill="\\75rl(https://e.example/#x)"/></svg>',
    'address of another site by another name': '<svg><g fill="src(https://e.example/#x)"/></svg>',
    'use of another file': '<svg><use href="https://e.example/x.svg#a"/></svg>',
    animation: '<svg><a><set attributeName="href" to="javascript:x"/></a></svg>',
    'file of another site': '<svg><image href="https://e.example/x.png"/></svg>',
    'paint of another site': '<svg><g fill="url(https://e.example/#x)"/></svg>',
    'id of the site': '<svg><g id="wm-main"/></svg>',
    comment: '<svg><!-- <g/> --></svg>',
    'tag that is not closed': '<svg><g</svg>',
    'text around it': '<svg></svg><b>x</b>',
    'no SVG': '<p>x</p>',
  }
  for (const [name, hostile] of Object.entries(cases)) {
    test(name, () => {
      const html = bodyOf(fence(), drawing({ svg: hostile }))
      assert.match(html, /^<waymark-diagram><figure class="diagram diagram-fault">.*Unexpected parts in its picture/)
      assert.doesNotMatch(html, /<svg/)
    })
  }
})

test('a diagram without a drawing shows its source, and says where it can be drawn', () => {
  const [outer] = elementsOf(bodyOf(fence(), undefined))
  assert.ok(outer)
  assert.equal(attribute(outer, 'data-frame'), '/books/frame.html')
  assert.equal(textOf(outer), `mermaid${source}`)
})

test('a diagram without a drawing says where its links lead, as they are written in it', () => {
  const text = 'flowchart LR\n  a --> b\n  click a "next.md" "Go on"\n  click b href "javascript:x"\n'
  const [outer] = elementsOf(bodyOf(fence(text), undefined))
  assert.ok(outer)
  assert.deepEqual(JSON.parse(attribute(outer, 'data-links') ?? ''), { 'next.md': 'next.md' })
})

test('HTML that says to be a diagram is code: no forge draws it either', () => {
  const html = bodyOf('<pre><code class="language-mermaid">flowchart LR</code></pre>\n', drawing())
  assert.doesNotMatch(html, /waymark-diagram/)
})

describe('A diagram that cannot be drawn', () => {
  test('shows why, and its source', () => {
    const html = bodyOf(fence(), {
      kind: 'undrawable',
      code: 'diagrams/undrawable',
      message: 'Unexpected `<b>`, expected `c`',
    })
    assert.match(
      html,
      /<p class="alert-title">This diagram cannot be drawn<\/p><p>Unexpected <code>&#x3C;b><\/code>, expected <code>c<\/code><\/p>/,
    )
    assert.match(html, /<pre><code>flowchart LR\n {2}a --> b<\/code><\/pre>/)
  })

  test('in `dev` has the error at its line, in a list too', () => {
    const text = `# T\n\n- x\n\n  ${fence('flowchart LR\n  a -> b\n  c').replaceAll('\n', '\n  ')}`
    const html = bodyOf(text, undefined, { errors: [finding(7, { hint: 'Write `-->`' })] })
    assert.match(
      html,
      /<p><strong>Line 7<\/strong>: Unexpected <code>x<\/code><\/p><p class="diagram-hint">Write <code>-->/,
    )
    assert.match(html, /<code>flowchart LR\n<mark> {2}a -> b<\/mark>\n {2}c<\/code>/)
  })

  test('in `dev` shows the errors of its own lines alone', () => {
    const text = `${fence()}\n${fence('pie\n  "a" : 1')}`
    const html = bodyOf(text, drawing(), { errors: [finding(8)] })
    const elements = elementsOf(html)
    assert.equal(elements.filter((element) => attribute(element, 'class') === 'diagram').length, 1)
    assert.deepEqual(elements.filter(({ tagName }) => tagName === 'mark').map(textOf), ['  "a" : 1'])
  })

  test('in `dev` an error of the whole diagram marks no line', () => {
    const html = bodyOf(fence(), undefined, { errors: [finding(1)] })
    assert.match(html, /There is an error in this diagram/)
    assert.doesNotMatch(html, /<mark>|Line 1/)
  })

  test('in `dev` a figure changes its version with what it shows', () => {
    const version = (errors: Finding[]) =>
      /data-version="([0-9a-f]+)"/.exec(bodyOf(fence(), drawing(), { errors }))?.[1]
    assert.equal(version([]), version([]))
    assert.notEqual(version([]), version([finding(2)]))
    assert.doesNotMatch(bodyOf(fence(), drawing()), /data-version/, 'a built page has none')
  })
})
