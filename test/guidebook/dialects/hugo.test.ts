import { readFileSync } from 'node:fs'
import type { Nodes } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { links } from '../../../checks/links/links.ts'
import { structure } from '../../../checks/structure/structure.ts'
import { openProject } from '../../../src/config/project.ts'
import type { DialectSettings } from '../../../src/guidebook/dialects/dialect.ts'
import { parsePage, plainMarkdown } from '../../../src/guidebook/dialects/parse.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { loadSite } from '../../../src/site/load.ts'
import { Site } from '../../../src/site/site.ts'
import { checkFiles, rows, writeProject } from '../../checks/engine/project-files.ts'
import { plantHugo } from './planted-hugo.ts'

const common: DialectSettings = {
  variables: { version: '1.2', 'ui.name': 'Board' },
  mounts: [{ address: '/', folder: '.' }],
}
const includes = {
  'docs/toml.md': '+++\ntitle = "T"\n+++\ntext',
  'docs/part.md': '## Part\n\ntext',
  'docs/values.yaml': 'a: 1\nb: 2\n',
}

function treeOf(text: string, settings: DialectSettings = {}) {
  return parsePage({
    file: 'docs/page.md',
    text,
    format: 'md',
    dialect: { name: 'hugo', settings: { ...common, ...settings } },
    includes: new Map(Object.entries(includes)),
  })
}

/** A tree in one line: what a reader sees of it. */
function shape(node: Nodes): string {
  const inner = 'children' in node ? node.children.map(shape).join(' ') : ''
  switch (node.type) {
    case 'admonition': {
      const fold = node.fold ? `:${node.fold}` : ''
      return `${node.kind}${fold}<${node.title.map((one) => textOf(one)).join('')}>(${inner})`
    }
    case 'tabGroup':
      return `tabs(${inner})`
    case 'tab':
      return `tab<${node.label.map((one) => textOf(one)).join('')}>(${inner})`
    case 'unknownBlock':
      return `unknown<${node.name}>(${inner})`
    case 'unknownText':
      return `unknown<${node.value}>`
    case 'include':
      return `include<${node.file}>(${inner})`
    case 'link':
      return `link<${node.url}>(${inner})`
    case 'image':
      return `image<${node.url}>(${node.alt})`
    case 'heading':
      return `h${node.depth}${node.data?.anchor ? `#${node.data.anchor}` : ''}(${inner})`
    case 'code':
      return `code<${node.lang ?? ''}${node.meta ? ` ${node.meta}` : ''}>(${node.value})`
    case 'inlineCode':
      return `code(${node.value})`
    case 'text':
    case 'html':
      return node.value
    case 'root':
      return inner
    case 'paragraph':
      return `p(${'children' in node ? node.children.map(shape).join('') : ''})`
    default:
      return `${node.type}(${inner})`
  }
}

const constructs: readonly (readonly [written: string, shown: string])[] = [
  ['{{< hint warning "A *title*" >}}\nText\n{{< /hint >}}', 'warning<A title>(p(Text))'],
  ['{{< hint type=note >}}\nText\n{{< /hint >}}', 'note<Note>(p(Text))'],
  ['{{% alert title="Careful" color="warning" %}}\nText\n{{% /alert %}}', 'warning<Careful>(p(Text))'],
  ['{{< alert >}}\nText\n{{< /alert >}}', 'note<>(p(Text))'],
  ['{{% notice tip %}}Text{{% /notice %}}', 'tip<Tip>(p(Text))'],
  ['{{< admonition type="danger" title="" >}}\nText\n{{< /admonition >}}', 'caution<Danger>(p(Text))'],
  ['{{< caution >}}\n- a\n{{< /caution >}}', 'caution<Caution>(list(listItem(p(a))))'],
  ['{{<note>}}\nText\n{{</note>}}', 'note<Note>(p(Text))'],
  ['before\n{{< tip >}}\nText\n{{< /tip >}}\nafter', 'p(before) tip<Tip>(p(Text)) p(after)'],
  ['{{< tip >}}Text\nmore{{< /tip >}}', 'tip<Tip>(p(Text\nmore))'],
  ['{{< tip >}}\nText\n{{< /tip >}} after', 'tip<Tip>(p(Text)) p(after)'],
  ['{{< callout\n  type="info"\n  title="Many\n  lines" >}}\nText\n{{< /callout >}}', 'note<Many lines>(p(Text))'],
  ['{{< expand "More" "…" >}}\nText\n{{< /expand >}}', 'note:closed<More>(p(Text))'],
  ['{{< details summary="More" open=true >}}\nText\n{{< /details >}}', 'note:open<More>(p(Text))'],
  ['{{< details title="A" closed="true" >}}\nText\n{{< /details >}}', 'note:closed<A>(p(Text))'],
  [
    '{{< tabs "id" >}}\n    {{< tab "A" >}}\n    one\n    {{< /tab >}}\n    {{< tab "B" >}}\n    two\n    {{< /tab >}}\n{{< /tabs >}}',
    'tabs(tab<A>(p(one)) tab<B>(p(two)))',
  ],
  [
    '{{< tabs Linux "Mac OS" >}}\n{{% codetab %}}\none\n{{% /codetab %}}\n{{% codetab %}}\ntwo\n{{% /codetab %}}\n{{< /tabs >}}',
    'tabs(tab<Linux>(p(one)) tab<Mac OS>(p(two)))',
  ],
  [
    '{{< tabs items="A,B" >}}\n{{< tab >}}one{{< /tab >}}\n{{< tab >}}two{{< /tab >}}\n{{< /tabs >}}',
    'tabs(tab<A>(p(one)) tab<B>(p(two)))',
  ],
  [
    '{{< tabpane lang="sh" >}}\n{{< tab header="A" >}}\nls\n\n  -l\n{{< /tab >}}\n{{< tab header="B" lang="go" >}}\nx\n{{< /tab >}}\n{{< /tabpane >}}',
    'tabs(tab<A>(code<sh>(ls\n\n  -l)) tab<B>(code<go>(x)))',
  ],
  [
    '{{< tabpane text=true >}}\n{{< tab header="A" >}}\n**x**\n{{< /tab >}}\n{{< /tabpane >}}',
    'tabs(tab<A>(p(strong(x))))',
  ],
  [
    '{{< tabs name="t" >}}\n{{< tab name="A" codelang="bash" >}}\nls\n{{< /tab >}}\n{{< /tabs >}}',
    'tabs(tab<A>(code<bash>(ls)))',
  ],
  [
    '{{< tabs >}}\n{{< tab "A" >}}\n1\n{{< /tab >}}\n{{< /tabs >}}\n{{< tabs >}}\n{{< tab "B" >}}\n2\n{{< /tab >}}\n{{< /tabs >}}',
    'tabs(tab<A>(p(1))) tabs(tab<B>(p(2)))',
  ],
  [
    '1. a\n   {{< warning >}}\n   b\n   {{< /warning >}}\n2. c',
    'list(listItem(p(a) warning<Warning>(p(b))) listItem(p(c)))',
  ],
  ['[a]({{< ref "b.md#c" >}} "T") [d]({{% relref "/x y" %}}#z)', 'p(link<b.md#c>(a) link</x%20y#z>(d))'],
  ['Go to {{< ref "b.md" >}}.', 'p(Go to link<b.md>(b.md).)'],
  ['[a]: {{< ref "b.md" >}}\n\n[t][a]', 'definition() p(linkReference(t))'],
  ['<a href="{{< relref "b" >}}">t</a>', 'p(<a href="b">t</a>)'],
  ['v{{< param version >}} {{% param "ui.name" %}} {{< param nope >}}', 'p(v1.2 Board unknown<param nope>)'],
  ['---\nversion: own\n---\n{{< param version >}}', 'yaml() p(own)'],
  ['+++\n[params]\nVersion = "own"\n+++\n{{< param version >}}', 'toml() p(own)'],
  ['{{< figure src="a.png" alt="A" caption="C *d*" >}}', 'p(image<a.png>(A)<br>C emphasis(d))'],
  ['{{< figure src="a.png" link="b.md" />}}', 'p(link<b.md>(image<a.png>()))'],
  ['{{< highlight go >}}\nx := 1\n{{< /highlight >}}', 'code<go>(x := 1)'],
  [
    '{{< highlight go "linenos=table,hl_lines=1 3-4" >}}\nx := 1\n{{< /highlight >}}',
    'code<go linenos="table" hl_lines="1 3-4">(x := 1)',
  ],
  ['Say {{< highlight sh >}}ls{{< /highlight >}}.', 'p(Say code(ls).)'],
  ['{{< mermaid >}}\ngraph TD\n{{< /mermaid >}}', 'code<mermaid>(graph TD)'],
  [
    '{{< youtube abc >}} {{< gist u 1 >}}',
    'p(link<https://www.youtube.com/watch?v=abc>(YouTube) link<https://gist.github.com/u/1>(Gist))',
  ],
  ['{{< readfile "part.md" >}}', 'include<docs/part.md>(h2(Part) p(text))'],
  ['{{< readfile "toml.md" >}}', 'include<docs/toml.md>(p(text))'],
  ['{{% include file="part" %}}', 'include<docs/part.md>(h2(Part) p(text))'],
  ['{{< readfile file="values.yaml" code="true" lang="yaml" >}}', 'code<yaml>(a: 1\nb: 2)'],
  ['```yaml\n{{< readfile "values.yaml" >}}\n```', 'code<yaml>(a: 1\nb: 2)'],
  [
    '```sh\nv={{< param version >}} {{ .Labels.pod }} {{< other >}}\n```',
    'code<sh>(v=1.2 {{ .Labels.pod }} {{< other >}})',
  ],
  ['`{{< param version >}}` `{{< other >}}` {{ .Labels.pod }}', 'p(code(1.2) code({{< other >}}) {{ .Labels.pod }})'],
  ['{{</* ref "x" */>}} `{{%/* y */%}}`', 'p({{< ref "x" >}} code({{% y %}}))'],
  ['```\n{{</* z */>}}\n```', 'code<>({{< z >}})'],
  ['{{< own a="b" >}}', 'unknown<own>()'],
  ['{{< own >}}\n**x**\n{{< /own >}}', 'unknown<own>(p(strong(x)))'],
  ['In {{< own/two x=`>}}` >}} text', 'p(In unknown<own/two> text)'],
  ['| a |\n| - |\n| {{< own >}} |', 'table(tableRow(tableCell(a)) tableRow(tableCell(unknown<own>)))'],
  ['{{< comment >}}\nnot shown\n{{< /comment >}}\ntext {{< icon "x" >}}', 'p(text)'],
  [
    '{{< card link="/a" title="A" >}}\n{{< button href="b" >}}Go *on*{{< /button >}}',
    'p(link</a>(A)\nlink<b>(Go  emphasis(on)))',
  ],
  ['The {{< glossary_tooltip text="Pod" term_id="pod" >}} is', 'p(The Pod is)'],
  ['{{< own-box >}}\nx\n{{< /own-box >}}', 'note<>(p(x))'],
  ['# A {#own .c}\n\nB {#set}\n---', 'h1#own(A) h2#set(B)'],
  ['## A {{ .x }}\n\n## B {no}', 'h2(A {{ .x }}) h2(B {no})'],
  ['text\n{.class key="v"}\n\n> q\n{#q}', 'p(text) blockquote(p(q)) p(<a id="q"></a>)'],
  ['> q\n> {.c}\n\n{.d}', 'blockquote(p(q)) p({.d})'],
  ['Term\n: one\n: two', 'p(Term) list(listItem(p(one)) listItem(p(two)))'],
  ['```go {linenos=table,hl_lines=[1,3]}\nx\n```', 'code<go {linenos=table,hl_lines=[1,3]}>(x)'],
  ['```go{hl_lines=[1]}\nx\n```', 'code<go {hl_lines=[1]}>(x)'],
  ['{\n  "title": "T"\n}\n\ntext', 'yaml() p(text)'],
  [
    'a <!-- {{< own >}} -->\n\n<!--\n{{< own >}}\n-->\n\n<!--more-->',
    'p(a <!-- `own` -->) <!--\n{{< own >}}\n--> <!--more-->',
  ],
  ['{{< unclosed "x >}} and {{< >}} and {{<', 'p(unknown<unclosed> and {{< >}} and {{<)'],
]

describe('What Hugo writes otherwise', () => {
  test.each(constructs)('%j', (written, shown) => {
    const tree = treeOf(written, { shortcodes: { 'own-box': 'callout' } })
    expect(shape(tree).replace(/yaml\([^)]*\)|toml\([^)]*\)/g, (matter) => `${matter.slice(0, 4)}()`)).toBe(shown)
  })

  test('is plain Markdown for those who read its source', () => {
    const text = '{{< hint warning "T" >}}\nSee [a]({{< ref "b.md" >}})\n{{< /hint >}}\n\n{{< own >}}\n'
    const source = { file: 'a.md', text, format: 'md', dialect: { name: 'hugo', settings: {} } } as const
    expect(plainMarkdown(source)).toBe('> [!WARNING]\n>\n> T\n>\n> See [a](b.md)\n\n\n> `own`\n>\n')
  })

  test('has code that begins on the line below its tag', () => {
    const { fences } = readPage('a.md', Buffer.from('{{< highlight sh >}}\nls\n{{< /highlight >}}\n'), undefined, {
      dialect: { name: 'hugo', settings: {} },
    })
    expect(fences.map(({ language, value, line, firstLine }) => [language, value, line, firstLine])).toStrictEqual([
      ['sh', 'ls', 1, 2],
    ])
  })

  test('has its places', () => {
    const page = readPage(
      'docs/page.md',
      Buffer.from('+++\ntitle = "T"\n+++\n\n{{< tip >}}\nSee [a]({{< ref "b.md" >}}) and {{< own >}}\n{{< /tip >}}\n'),
      undefined,
      { dialect: { name: 'hugo', settings: {} } },
    )
    expect(page.title).toBe('T')
    expect(page.links.map(({ url, line, column, endColumn }) => [url, line, column, endColumn])).toStrictEqual([
      ['b.md', 6, 5, 28],
    ])
    expect(page.unknowns.map(({ name, line, column }) => [name, line, column])).toStrictEqual([['own', 6, 33]])
  })
})

describe('The frontmatter', () => {
  const read = (text: string, file = 'docs/page.md') =>
    readPage(file, Buffer.from(text), undefined, { dialect: { name: 'hugo', settings: {} } })

  test.each([
    [
      '+++\ntitle = "T"\nlinkTitle = "L"\nweight = 3\ndraft = true\naliases = ["/old/"]\nslug = "s"\ndate = 2026-01-02\n+++\n',
    ],
    ['---\ntitle: T\nlinkTitle: L\nweight: 3\ndraft: true\naliases: [/old/]\nslug: s\n---\n'],
    ['{\n  "title": "T", "linkTitle": "L", "weight": 3,\n  "draft": true, "aliases": ["/old/"], "slug": "s"\n}\n'],
  ])('%j is the same in each notation', (text) => {
    const { frontmatter, problems } = read(text)
    expect(problems).toStrictEqual([])
    expect(frontmatter).toMatchObject({
      title: 'T',
      label: 'L',
      order: 3,
      draft: true,
      aliases: ['/old/', '/docs/s/'],
    })
  })

  test('tells what is no TOML, and publishes no draft for it', () => {
    const { frontmatter, problems } = read('+++\ntitle = "T"\ndraft = true\nbroken =\n+++\ntext\n')
    expect(problems.map(({ code, line }) => [code, line])).toStrictEqual([['frontmatter', 4]])
    expect(frontmatter.draft).toBe(true)
  })

  test('tells a wrong value of TOML at its key', () => {
    const { problems } = read('+++\ntitle = "T"\naliases = 1.5\norder = "x"\n+++\ntext\n')
    expect(problems.map(({ code, line, column }) => [code, line, column])).toStrictEqual([['frontmatter-value', 4, 1]])
  })
})

const anchors = z
  .object({ program: z.string(), page: z.string(), anchors: z.record(z.string(), z.array(z.string().nullable())) })
  .parse(JSON.parse(readFileSync(new URL('fixtures/hugo-anchors.json', import.meta.url), 'utf8')))

describe(`Anchors are those of ${anchors.program}`, () => {
  test.each(Object.entries(anchors.anchors))('by the rule %s', (rule, made) => {
    const { headings } = readPage('a.md', Buffer.from(anchors.page), undefined, {
      dialect: { name: 'hugo', settings: { slug: { rule } } },
    })
    expect(made.length).toBeGreaterThan(200)
    expect(headings.map(({ anchor }) => anchor)).toStrictEqual(made)
  })
})

test('A section hands its parameters down', async () => {
  const files = {
    'hugo.yaml': 'title: T\nbaseURL: https://x/docs/\nparams: { v: site, w: own }\n',
    'content/_index.md': '# Home\n\n[a](/docs/a/) [b](/docs/b/c/) {{< param v >}}\n',
    'content/a/_index.md': '---\ntitle: A\ncascade:\n  params: { v: one }\n---\n\n- [b]({{< ref "b" >}})\n',
    'content/a/b.md': '---\ntitle: B\n---\n\n{{< param v >}} {{< param W >}} ![d](d.png) ![e](/e.png)\n',
    'content/a/b/d.png': 'png',
    'content/b/c.fr.md': '---\ntitle: C\n---\n',
    'content/b/c.md': '---\ntitle: C\naliases: [/old/]\n---\n\n[b]({{< ref "/old" >}}) {{< param v >}}\n',
    'static/e.png': 'png',
    'config/_default/languages.toml': '[en]\nweight = 1\n[fr]\nweight = 2\n',
  }
  const { root, remove } = writeProject(files)
  try {
    const { project } = await openProject({ root })
    const { parts } = await loadSite(project, { drafts: false })
    const site = new Site(parts)
    const bodies = site.guidebooks.pages.map((page) => [
      page.file,
      site
        .render(page)
        .body.replace(/<[^>]*>/g, '')
        .trim(),
    ])
    expect(bodies).toStrictEqual([
      ['_index.md', 'a b site'],
      ['a/_index.md', 'b'],
      ['a/b.md', 'one own'],
      ['b/c.md', 'b site'],
    ])
  } finally {
    remove()
  }
  expect(rows(await checkFiles(files, { checks: [links] }))).toStrictEqual([])
})

describe('A site with planted faults', () => {
  const { files, faults } = plantHugo(40)

  test('has each found at its line, and nothing else', async () => {
    const findings = await checkFiles(files, { checks: [links, structure] })
    expect(findings.map(({ file, line, code }) => `${file}:${line} ${code}`).sort()).toStrictEqual(faults)
    expect(faults).toHaveLength(40)
    expect(Object.keys(files).filter((file) => file.endsWith('.md')).length).toBeGreaterThan(60)
  })

  test('shows no syntax of Hugo in a text, in its order and under its names', async () => {
    const { root, remove } = writeProject(files)
    try {
      const { project } = await openProject({ root })
      const { parts } = await loadSite(project, { drafts: false })
      const site = new Site(parts)
      expect(site.settings.title).toBe('Night watch')
      for (const page of site.guidebooks.pages) {
        const shown = site
          .render(page)
          .body.replace(/<(pre|code)\b[\s\S]*?<\/\1>/g, '')
          .replace(/<[^>]*>/g, '')
        expect(
          shown.replaceAll('{{&#x3C; ref "x" >}}', '').replaceAll('{{&lt; ref "x" &gt;}}', ''),
          page.file,
        ).not.toMatch(/\{\{|\{[#.]|\}\}|^\+\+\+/m)
      }
    } finally {
      remove()
    }
  })
})
