import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../cli/command-line.ts'
import { attribute, elementsOf } from '../site/markdown/rendered-page.ts'
import { builtFolder } from '../status/built-folder.ts'
import { withBrowser } from './with-browser.ts'

const url = 'https://evil.example/x'
const script = '</text></svg><script>alert(1)</script><img src=x onerror=alert(1)>'

const diagrams: Record<string, string> = {
  themeCSS: `%%{init: {"themeCSS": ".node rect { fill: url(${url}) } @import '${url}';"}}%%\nflowchart LR\n  a --> b`,
  fontFamily: `---\nconfig:\n  fontFamily: 'x;} * { background: url(${url}) }'\n---\nflowchart LR\n  a --> b`,
  image: `flowchart LR\n  a@{ img: "${url}", label: "A", h: 60 } --> b`,
  'click script':
    'flowchart LR\n  a --> b\n  click a "javascript:alert(1)"\n  click b href "data:text/html,<script>1</script>"',
  'click call': 'flowchart LR\n  a --> b\n  click a call alert(1)',
  label: `flowchart LR\n  a["${script}"] -->|"${script}"| b["<b onclick=alert(1)>x</b>"]`,
  entities: 'flowchart LR\n  a["#60;script#62;alert(1)#60;/script#62; &lt;img src=x onerror=alert(1)&gt;"]',
  'title and description': `flowchart LR\n  accTitle: ${script}\n  accDescr: "><img src=x onerror=alert(1)>\n  a --> b`,
  'title of the frontmatter': `---\ntitle: '${script}'\n---\nflowchart LR\n  a --> b`,
  'names of participants': `sequenceDiagram\n  participant A as ${script.replaceAll(';', '')}\n  A->>A: ${script}`,
  ids: 'flowchart LR\n  onload_x[x] --> wm-main[y] --> d-0123456789-1[z]',
  classes: 'flowchart LR\n  a:::alert --> b\n  classDef alert fill:url(https://evil.example/x),color:red',
  'size of a node': 'flowchart LR\n  a@{ shape: rect, w: 1000000000, h: 1000000000, label: "A" } --> b',
  'width of a setting': '%%{init: {"sequence": {"width": 1000000000}}}%%\nsequenceDiagram\n  A->>B: x',
  '50,000 characters': `flowchart LR\n  a["${'x'.repeat(50_000)}"]`,
  'many labels': `flowchart LR\n${Array.from({ length: 400 }, (_, index) => `  a${index}["${'word '.repeat(12)}"]`).join('\n')}`,
  'end of the comment': 'flowchart LR\n  a["--><script>alert(1)</script>"] --> b["]]>"]',
}

const files = Object.fromEntries(
  Object.entries(diagrams).map(([name, source], index) => [
    `guidebooks/page-${index}.md`,
    `# ${name}\n\n\`\`\`mermaid\n${source}\n\`\`\`\n`,
  ]),
)

const elements = new Set(
  `waymark-diagram figure figcaption div p strong mark pre code details summary svg title desc g a defs path rect circle ellipse line
   polyline polygon text use symbol marker span clippath clipPath mask pattern lineargradient linearGradient radialGradient stop`.split(
    /\s+/,
  ),
)

/** What stands between the tags of a page's diagram. */
function diagramIn(html: string): string {
  return /<waymark-diagram[\s\S]*<\/waymark-diagram>/.exec(html)?.[0] ?? assert.fail(html)
}

function assertHarmless(html: string): void {
  const diagram = diagramIn(html)
  for (const element of elementsOf(diagram)) {
    assert.ok(elements.has(element.tagName), element.tagName)
    // The mark of what the checks found in its source, and no other.
    if (element.tagName === 'span') expect(attribute(element, 'class')).toMatch(/^claim/)
    for (const { name, value } of element.attrs) {
      expect(name, `${element.tagName} ${name}`).not.toMatch(/^on|^style$|^src/i)
      expect(value.replace(/url\(#d-[\w-]+\)/g, ''), name).not.toMatch(/url\(|^\s*(?:javascript|data):/i)
    }
    const id = attribute(element, 'id')
    assert.ok(id === undefined || /^d-[0-9a-f]{8,}/.test(id), id)
  }
}

describe('Hostile diagrams, from their fence to the built page', () => {
  let root = ''
  const cleanUp: (() => unknown)[] = []
  afterAll(async () => {
    for (const step of cleanUp) await step()
  })
  const pageOf = (index: number) => readFile(path.join(root, `dist/page-${index}/index.html`), 'utf8')
  beforeAll(async () => {
    root = await builtFolder({ onTestFinished: (step: () => unknown) => void cleanUp.push(step) }, files)
    const { code, stderr } = await run(['build', '--root', root])
    expect(code, stderr).toBe(0)
  })

  for (const [index, name] of Object.keys(diagrams).entries()) {
    test(`${name}: nothing is left of it but shapes and text`, async () => assertHarmless(await pageOf(index)))
  }

  test('none of them is larger than a picture may be, and all are told or drawn', async () => {
    for (const index of Object.keys(diagrams).keys()) {
      const html = diagramIn(await pageOf(index))
      const width = Number(/<svg[^>]* viewBox="[^"]*" width="([\d.]+)"/.exec(html)?.[1] ?? 0)
      assert.ok(width > 0 ? width <= 1e7 : html.includes('This diagram cannot be drawn'), html.slice(0, 300))
    }
  })

  describe('A cache that a stranger has written to', () => {
    const poisoned: Record<string, string> = {
      script: '<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>',
      handler: '<svg viewBox="0 0 1 1" onload="alert(1)"></svg>',
      'handler behind a slash': '<svg viewBox="0 0 1 1"/onload="alert(1)">',
      'HTML behind the picture': '<svg viewBox="0 0 1 1"></svg><img src="x" onerror="alert(1)"/>',
      'link to a script': '<svg viewBox="0 0 1 1"><a href="javascript:alert(1)"><text>x</text></a></svg>',
      'address in escapes': `<svg viewBox="0 0 1 1"><rect fill="\\75rl(${url})"/></svg>`,
      'address in entities': `<svg viewBox="0 0 1 1"><rect fill="&#117;rl(${url})"/></svg>`,
      'end of its title': '<svg viewBox="0 0 1 1"><title></title></svg><iframe srcdoc="x"></iframe>',
    }
    for (const [name, svg] of Object.entries(poisoned)) {
      test(`${name} reaches no page`, async () => {
        await poison(path.join(root, '.waymark/diagrams'), svg)
        await rm(path.join(root, '.waymark/pages'), { recursive: true, force: true })
        const { code, stderr } = await withBrowser(path.join(root, 'nowhere'), () => run(['build', '--root', root]))
        expect(code, stderr).toBe(0)
        const html = await pageOf(0)
        assertHarmless(html)
        expect(diagramIn(html)).not.toMatch(/evil\.example\/x"|alert\(1\)/)
      })
    }
  })
})

/** Puts a picture into every file of the cache, with a checksum that fits. */
async function poison(folder: string, svg: string): Promise<void> {
  const drawn = {
    kind: 'drawing',
    type: 'flowchart-v2',
    svg,
    width: 1,
    height: 1,
    title: '<img src=x onerror=x>',
    description: '"><b onclick=x>',
    nodes: [],
    problems: [],
  }
  const text = JSON.stringify(drawn)
  const sha256 = createHash('sha256').update(text).digest('hex')
  for (const name of await readdir(folder))
    await writeFile(path.join(folder, name), `{"sha256":"${sha256}","drawn":${text}}\n`)
}
