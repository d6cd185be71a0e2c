import { Buffer } from 'node:buffer'
import type { Nodes } from 'mdast'
import { describe, expect, test } from 'vitest'
import type { PageDialect } from '../../../src/guidebook/dialects/dialect.ts'
import { parsePage, plainMarkdown } from '../../../src/guidebook/dialects/parse.ts'
import { dialects } from '../../../src/guidebook/dialects/registry.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { walk } from '../../../src/guidebook/parse/node.ts'
import { assertLinear } from '../../growth.ts'

/** For each dialect, a page with its constructs. */
const samples: Record<string, string> = {
  mkdocs: `# Title

- item

    !!! note "Some *title*"

        Body with [a link](b.md)
        and a second line

        - nested
            \`\`\`sh
            code
            \`\`\`

        !!! warning

            deep **bold**

    more of the item

=== "A"

    one

=== "B"

    two

??? tip
    folded
after

        !!! note "code"
            x
`,
  docusaurus: `---
sidebar_position: 1
---
import Tabs from '@theme/Tabs';

# Title

:::note[Some *title*]
Body with [a link](b.md)

::::tip Other
- nested
  :::info
  deep **bold**
  :::
::::
:::

> :::danger
> quoted
> :::

<Tabs groupId="os">
<TabItem value="a" label="A">

one

</TabItem>
  <TabItem value="b">two</TabItem>
</Tabs>

Words and <Foo a={1}/> <Link to="c.md">words</Link>

<Weird a={{b: 1}}>

inner

</Weird>

::: code-group
\`\`\`sh [npm]
ls
\`\`\`
:::

## Id {#own}
`,
  gitlab: `# Title

[[_TOC_]]

> [!note] Some *title*
> Body with [a link](b.md)

>>>
quoted
>>>

{{< tabs >}}

{{< tab title="A" >}}

one [c](c.md)

{{< /tab >}}

{{< /tabs >}}

Text {+ added +} and {- gone -} {{< icon name="x" >}} {{< foo >}}
`,
  docfx: `# Title

> [!TIP] words [a link](b.md)

[!INCLUDE [t](i.md)]

# [Linux](#tab/linux)

text *a*

# [Windows](#tab/windows)

::: moniker range="x"
b
::: moniker-end

---

:::row:::
   :::column:::
      one
   :::column-end:::
:::row-end:::

:::image source="a.png" alt-text="A":::

[!code-sh[Main](s.sh)]

Use @System.Int32
`,
}

samples.hugo = `---
title: T
---

## Title {#own}

Text with [a link]({{< ref "b.md#part" >}}) and {{< own-thing "x" >}}.
{.lead}

{{< hint warning "Some *title*" >}}
Body with [another]({{< relref "../c" >}})
and a second line

- nested
  {{< details "More" >}}
  \`code\` in it
  {{< /details >}}
{{< /hint >}}

{{< tabs "group" >}}
  {{% tab "One" %}}
  first
  {{% /tab %}}
  {{< tab "Two" >}}second{{< /tab >}}
{{< /tabs >}}

{{< unknown-block
  a="b" >}}
**inside**
{{< /unknown-block >}}

\`\`\`sh
echo {{ .Labels.pod }}
\`\`\`

Term
: Definition
`

const names = [...new Set(dialects.map(({ name }) => name))].filter((name) => name !== 'other')

describe.each(names)('The dialect %s', (name) => {
  const dialect: PageDialect = { name, settings: {} }
  const read = (text: string) => readPage('page.md', Buffer.from(text), undefined, { dialect })

  test('reads plain Markdown as GitHub does, but for anchors', () => {
    const plain =
      '# Title\n\nText with `code`, [a link](b.md) and ![an image](c.png).\n\n> [!NOTE]\n> Careful.\n\n```sh\nls\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n'
    const { headings: _, dialect: __, ...own } = read(plain)
    const { headings: ___, ...github } = readPage('page.md', Buffer.from(plain))
    expect(own).toStrictEqual(github)
  })

  const sample = samples[name]
  if (sample === undefined) return

  test('places each text where it is written', () => {
    const wrong: string[] = []
    walk<Nodes>(parsePage({ file: 'page.md', text: sample, format: 'md', dialect }), (node) => {
      if (node.type !== 'text' && node.type !== 'inlineCode') return
      const { start, end } = node.position ?? {}
      const written = sample.slice(start?.offset ?? 0, end?.offset ?? 0)
      const words = (text: string) => text.replace(/[\s`\\]+/g, ' ').trim()
      if (start && words(written) !== words(node.value)) wrong.push(`${node.value} ≠ ${written}`)
    })
    expect(wrong).toStrictEqual([])
  })

  test('is the same with other line ends', () => {
    const shape = (text: string) => {
      const seen: string[] = []
      walk<Nodes>(parsePage({ file: 'page.md', text, format: 'md', dialect }), (node) => {
        seen.push(`${node.type} ${node.position?.start.line}:${node.position?.start.column}`)
      })
      return seen
    }
    expect(shape(sample.replaceAll('\n', '\r\n'))).toStrictEqual(shape(sample))
  })

  test('writes plain Markdown that it reads as the same text', () => {
    const plain = plainMarkdown({ file: 'page.md', text: sample, format: 'md', dialect })
    const links = (text: string) => readPage('page.md', Buffer.from(text)).links.map(({ url }) => url)
    expect(links(plain)).toStrictEqual(read(sample).links.map(({ url }) => url))
  })

  test('reads a hostile page in bounded time', () => {
    // Each opener of the sample, thousands of times over and deep in each other.
    for (const line of new Set(sample.split('\n').filter((one) => one.trim() !== ''))) {
      const text = Array.from({ length: 3000 }, (_, index) => `${' '.repeat((index % 40) * 4)}${line}`).join('\n')
      const started = process.cpuUsage()
      read(text)
      const { user, system } = process.cpuUsage(started)
      expect((user + system) / 1e6, line).toBeLessThan(10)
    }
  })

  const openers = [...new Set(sample.split('\n').filter((one) => one.trim() !== ''))]
  const times = (text: string, size: number) => text.repeat(Math.ceil(size / text.length))
  test.each<[string, (size: number) => string[]]>([
    [
      'each line thousands of times',
      (size) => openers.map((line) => `${line}\n`.repeat(size / openers.length / line.length)),
    ],
    ['all lines, over and over', (size) => [times(sample, size)]],
    ['all of it in one paragraph', (size) => [times(`${openers.map((line) => line.trim()).join(' ')}\n`, size)]],
    ['very short lines in what is not closed', (size) => [sample, ...openers, '\n', times('x\n', size)]],
    ['empty lines in what is not closed', (size) => [sample, ...openers, times('\n', size)]],
  ])('reads a page of half a megabyte in a time that grows with it: %s', (_, parts) =>
    assertLinear((share) => read(parts(500_000 * share).join('\n')), 3),
  )
})
