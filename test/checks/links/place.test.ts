import { assert, describe, expect, test } from 'vitest'
import { waymarkSchema } from '../../../src/config/schema/waymark.ts'
import { findIn, fixed, textAt } from './written-input.ts'

/** A page, what is marked in it, and what its fixes make of it. */
type Case = [text: string, marked: string[], fixed?: string]

function holds(cases: Record<string, Case>, file = 'docs/erp/page.md'): void {
  for (const [name, [text, marked, result = text]] of Object.entries(cases)) {
    test(name, async () => {
      const found = await findIn({ 'docs/erp/storage.md': '# Storage\n\n## Restore\n', [file]: text })
      expect(found.map((one) => textAt(text, one))).toStrictEqual(marked)
      expect(fixed(text, found)).toBe(result)
      for (const { fix } of found) assert.ok((fix?.edits ?? []).every((edit) => edit.file === file))
    })
  }
}

describe('A link is marked whole, and its fix changes its target alone', () =>
  holds({
    inline: ['a [b](stroage.md) c', ['[b](stroage.md)'], 'a [b](storage.md) c'],
    'with a section': ['[b](stroage.md#restore)', ['[b](stroage.md#restore)'], '[b](storage.md#restore)'],
    'whose section is wrong': ['[b](storage.md#restroe)', ['[b](storage.md#restroe)'], '[b](storage.md#restore)'],
    'with a title': ['[b](stroage.md "stroage.md")', ['[b](stroage.md "stroage.md")'], '[b](storage.md "stroage.md")'],
    'in angle brackets': ['[b](<stroage.md>)', ['[b](<stroage.md>)'], '[b](<storage.md>)'],
    'whose text is its target': ['[stroage.md](stroage.md)', ['[stroage.md](stroage.md)'], '[stroage.md](storage.md)'],
    'over lines, in a quote': ['> [b\n> c](stroage.md)', ['[b\n> c](stroage.md)'], '> [b\n> c](storage.md)'],
    'in a table': ['| a |\n|---|\n| [b](stroage.md) |', ['[b](stroage.md)'], '| a |\n|---|\n| [b](storage.md) |'],
    'twice in a line': [
      '[b](stroage.md) [c](gone-for-good.md)',
      ['[b](stroage.md)', '[c](gone-for-good.md)'],
      '[b](storage.md) [c](gone-for-good.md)',
    ],
    'after an emoji': ['😀 [b](stroage.md)', ['[b](stroage.md)'], '😀 [b](storage.md)'],
    'around an image': [
      '[![b](gone-for-good.png)](stroage.md)',
      ['[![b](gone-for-good.png)](stroage.md)', '![b](gone-for-good.png)'],
      '[![b](gone-for-good.png)](storage.md)',
    ],
    'with escapes, which has no fix': ['[b](stroage\\.md)', ['[b](stroage\\.md)']],
    'with character references, which has no fix': ['[b](stroage&#46;md)', ['[b](stroage&#46;md)']],
    'an image': ['![b](gone-for-good.png)', ['![b](gone-for-good.png)']],
    empty: ['[b]()', ['[b]()']],
  }))

describe('A reference is marked where it is defined, once', () =>
  holds({
    defined: ['[b][c] [c] [c][]\n\n[c]: stroage.md', ['[c]: stroage.md'], '[b][c] [c] [c][]\n\n[c]: storage.md'],
    'with a title': ['[c]\n\n[c]: <stroage.md> "t"', ['[c]: <stroage.md> "t"'], '[c]\n\n[c]: <storage.md> "t"'],
    'of an image': ['![b][c]\n\n[c]: gone-for-good.png', ['[c]: gone-for-good.png']],
    undefined: ['a [bee][c] d', ['[bee][c]']],
    'undefined, of an image': ['a ![bee][c] d', ['![bee][c]']],
    'undefined, a footnote': ['a[^c] d', ['[^c]']],
  }))

describe('In raw HTML the value is marked', () =>
  holds({
    link: ['a <a id="x" href="stroage.md">b</a>', ['stroage.md'], 'a <a id="x" href="storage.md">b</a>'],
    'in single quotes': ["<a href='stroage.md'>b</a>", ['stroage.md'], "<a href='storage.md'>b</a>"],
    'without quotes': ['<a href=stroage.md>b</a>', ['stroage.md'], '<a href=storage.md>b</a>'],
    'with character references, which has no fix': ['<a href="stroage&#46;md">b</a>', ['href="stroage&#46;md"']],
    image: ['<img alt="b" src="gone-for-good.png">', ['gone-for-good.png']],
    candidates: ['<source srcset="gone-for-good.png 1x, gone-too.png 2x">', ['gone-for-good.png', 'gone-too.png']],
    'in a quote': ['> <div>\n> <a href="stroage.md">\n', ['stroage.md'], '> <div>\n> <a href="storage.md">\n'],
  }))

describe('In frontmatter the value is marked, as a warning', () => {
  holds({
    text: ['---\nsource: ./stroage.md\n---\n', ['./stroage.md'], '---\nsource: ./storage.md\n---\n'],
    'in quotes': [
      '---\nsource: "stroage.md#restore"\n---\n',
      ['stroage.md#restore'],
      '---\nsource: "storage.md#restore"\n---\n',
    ],
    'in a list': ['---\nsee: [storage.md, gone-for-good.md]\n---\n', ['gone-for-good.md']],
    'in a map': ['---\nsee:\n  also: ../gone-for-good\n---\n', ['../gone-for-good']],
    'an address': ['---\nsee: https://a.example:99999/\n---\n', ['https://a.example:99999/']],
    'not what is a sentence, a former address or another word': [
      '---\ndescription: See gone.md for more\naliases: [gone.md, ./gone/]\nteam: erp\n---\n',
      [],
    ],
  })

  test('since other tools may mean something else by it', async () => {
    const [found] = await findIn({ 'docs/page.md': '---\nsource: gone-for-good.md\n---\n' })
    expect([found?.code, found?.severity]).toStrictEqual(['links/missing-file', 'warning'])
  })
})

describe('In MDX the property is marked', () =>
  holds(
    {
      component: ['<Card href="stroage.md" />\n', ['stroage.md'], '<Card href="storage.md" />\n'],
      'in a sentence': ['a <Link to="stroage.md">b</Link>\n', ['stroage.md'], 'a <Link to="storage.md">b</Link>\n'],
      image: ["<Picture src='gone-for-good.png' />\n", ['gone-for-good.png']],
      'not what is computed': ['<Card href={"gone-for-good.md"} title="gone-for-good.md" />\n', []],
      'the id of a service': ['<Status of="erp.ping" />\n', ['of="erp.ping"']],
      'an anchor of a component': ['<Part id="x" />\n\n[b](#x)\n', []],
    },
    'docs/erp/page.mdx',
  ))

describe('In MDX a property that the settings name', () => {
  const page =
    '<Card link="gone.md" title="gone.md" />\n\n<Step link="gone.md" runbook="erp.md" />\n\n<Status of="erp.ping" />\n'
  const cases: [props: string[], lines: [number, number, number][]][] = [
    [[], []],
    [['Card.link'], [[1, 13, 20]]],
    [
      ['link'],
      [
        [1, 13, 20],
        [3, 13, 20],
      ],
    ],
    [
      ['link', 'Card.link', 'of', 'runbook'],
      [
        [1, 13, 20],
        [3, 13, 20],
      ],
    ],
    [['Card.runbook', 'Link'], []],
  ]
  for (const [props, lines] of cases)
    test(props.join(', ') || 'none', async () => {
      const services = { config: { mdx: true, checks: { links: { props } } } }
      const found = await findIn({ 'docs/page.mdx': page, 'docs/erp.md': '# ERP\n' }, services)
      const told = found.filter(({ code }) => code === 'links/missing-file')
      expect(told.map(({ line, column, endColumn }) => [line, column, endColumn])).toStrictEqual(lines)
    })

  test('and what is no property is refused', () => {
    for (const name of ['', 'a b', 'Card.', '.link', '<Card'])
      expect(waymarkSchema.safeParse({ checks: { links: { props: [name] } } }).success, name).toBe(false)
  })
})

describe('In a Mermaid diagram the target is marked', () => {
  const diagram = (line: string) => `- \`\`\`mermaid\n  flowchart LR\n    ${line}\n  \`\`\`\n`
  holds({
    click: [
      diagram('click A "stroage.md" "Storage" _self'),
      ['stroage.md'],
      diagram('click A "storage.md" "Storage" _self'),
    ],
    'click href': [diagram('click A href "gone-for-good.md"'), ['gone-for-good.md']],
    'link of a class': [diagram('link Shape "gone-for-good.md" "A shape"'), ['gone-for-good.md']],
    'link of an actor': [diagram('link Alice: Wiki @ https://a.example:99999/'), ['https://a.example:99999/']],
    'links of an actor': [
      diagram('links Alice: {"Wiki": "gone-for-good.md", "Map": "storage.md"}'),
      ['gone-for-good.md'],
    ],
    'not a call': [diagram('click A call open("gone-for-good.md")'), []],
    'not a label': [diagram('A["click B gone-for-good.md"] --> B'), []],
  })
})

describe('The status of a service', () => {
  holds({
    'as a link': ['[ERP](status:erp)', ['[ERP](status:erp)']],
    'in a block': ['> ```status\n> erp.ping\n> ```\n', ['erp.ping']],
  })
})
