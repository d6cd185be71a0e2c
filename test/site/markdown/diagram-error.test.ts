import { describe, expect, test } from 'vitest'
import type { Finding } from '../../../src/finding/finding.ts'
import { bodyOf, drawing, fence } from './page-of-diagrams.ts'
import { attribute, elementsOf, textOf } from './rendered-page.ts'

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
      expect(html).toMatch(/^<waymark-diagram><figure class="diagram diagram-fault">.*Unexpected parts in its picture/)
      expect(html).not.toMatch(/<svg/)
    })
  }
})

describe('A diagram that cannot be drawn', () => {
  test('shows why, and its source', () => {
    const html = bodyOf(fence(), {
      kind: 'undrawable',
      code: 'diagrams/undrawable',
      message: 'Unexpected `<b>`, expected `c`',
    })
    expect(html).toMatch(
      /<p class="alert-title">This diagram cannot be drawn<\/p><p>Unexpected <code>&#x3C;b><\/code>, expected <code>c<\/code><\/p>/,
    )
    expect(html).toMatch(/<pre><code>flowchart LR\n {2}a --> b<\/code><\/pre>/)
  })

  test('in `dev` has the error at its line, in a list too', () => {
    const text = `# T\n\n- x\n\n  ${fence('flowchart LR\n  a -> b\n  c').replaceAll('\n', '\n  ')}`
    const html = bodyOf(text, undefined, { errors: [finding(7, { hint: 'Write `-->`' })] })
    expect(html).toMatch(
      /<p><strong>Line 7<\/strong>: Unexpected <code>x<\/code><\/p><p class="diagram-hint">Write <code>-->/,
    )
    expect(html).toMatch(/<code>flowchart LR\n<mark> {2}a -> b<\/mark>\n {2}c<\/code>/)
  })

  test('in `dev` shows the errors of its own lines alone', () => {
    const text = `${fence()}\n${fence('pie\n  "a" : 1')}`
    const html = bodyOf(text, drawing(), { errors: [finding(8)] })
    const elements = elementsOf(html)
    expect(elements.filter((element) => attribute(element, 'class') === 'diagram').length).toBe(1)
    expect(elements.filter(({ tagName }) => tagName === 'mark').map(textOf)).toStrictEqual(['  "a" : 1'])
  })

  test('in `dev` an error of the whole diagram marks no line', () => {
    const html = bodyOf(fence(), undefined, { errors: [finding(1)] })
    expect(html).toMatch(/There is an error in this diagram/)
    expect(html).not.toMatch(/<mark>|Line 1/)
  })

  test('in `dev` a figure changes its version with what it shows', () => {
    const version = (errors: Finding[]) =>
      /data-version="([0-9a-f]+)"/.exec(bodyOf(fence(), drawing(), { errors }))?.[1]
    expect(version([])).toBe(version([]))
    expect(version([])).not.toBe(version([finding(2)]))
    expect(bodyOf(fence(), drawing()), 'a built page has none').not.toMatch(/data-version/)
  })
})
