import { describe, expect, test } from 'vitest'
import { docfx } from '../../../src/guidebook/dialects/docfx.ts'
import { anchorFixture, anchorsMade } from './anchors.ts'
import docfxAnchors from './docfx-anchors.json' with { type: 'json' }
import { MemoryTree } from './memory-tree.ts'
import { type Given, outline } from './outline.ts'

const program = 'using X;\n#region part\n  int a;\n  int b;\n#endregion\nend\n'
const code: Given = {
  settings: { mounts: [{ address: '~/', folder: '.' }] },
  includes: { 's/P.cs': program },
}

const constructs: [what: string, text: string, shown: string[], given?: Given][] = [
  [
    'an include',
    '[!INCLUDE [t](i/a.md)]',
    ['1 include i/a.md', '  1 paragraph: text'],
    { includes: { 'i/a.md': 'text' } },
  ],
  [
    'an include in a sentence',
    'a [!include[t](i/a.md)] b',
    ['1 paragraph: a in *side* [k](i/k.md) b'],
    { includes: { 'i/a.md': 'in **side** [k](k.md)\n' } },
  ],
  ['an include that is not there', 'a [!INCLUDE [t](i/a.md)] b', ['1 paragraph: a [t](i/a.md) b']],
  ['an include in code', '`[!INCLUDE [t](a.md)]`', ['1 paragraph: `[!INCLUDE [t](a.md)]`']],
  [
    'tabs',
    '# [A *b*](#tab/a)\n\na\n\n# [B](#tab/b)\n\nb\n\n---\n\nc',
    ['1 tabGroup', '  1 tab "A b"', '    3 paragraph: a', '  5 tab "B"', '    7 paragraph: b', '11 paragraph: c'],
  ],
  [
    'two groups of tabs',
    '# [A](#tab/a)\na\n\n***\n\n# [B](#tab/b)\nb\n\n***',
    ['1 tabGroup', '  1 tab "A"', '    2 paragraph: a', '6 tabGroup', '  6 tab "B"', '    7 paragraph: b'],
  ],
  [
    'zones and ranges of versions',
    ':::zone pivot="x"\na\n:::zone-end\n\n::: moniker range=">= 8"\nb\n::: moniker-end',
    ['1 tabGroup', '  1 tab "x"', '    2 paragraph: a', '5 tabGroup', '  5 tab ">= 8"', '    6 paragraph: b'],
  ],
  [
    'rows and columns',
    ':::row:::\n   :::column span="2":::\n      a\n   :::column-end:::\n:::row-end:::\n\nb',
    ['3 paragraph: a', '7 paragraph: b'],
  ],
  [
    'pictures',
    ':::image type="content" source="m/a.png" alt-text="A [b]: c":::',
    ['1 paragraph: ![A [b]: c](m/a.png)'],
  ],
  [
    'a picture with a long description',
    ':::image type="complex" source="a.png" alt-text="A":::\nlong\n:::image-end:::\n\nb',
    ['1 paragraph: ![A](a.png)\nlong', '5 paragraph: b'],
  ],
  [
    'a region of code',
    ':::code language="csharp" source="~/s/P.cs" id="part":::',
    ['1 code csharp "int a;\\nint b;"'],
    code,
  ],
  ['lines of code', '[!code-csharp[Main](s/P.cs#L3-L4 "T")]', ['1 code csharp "int a;\\nint b;"'], code],
  ['code that is not there', '[!code-csharp[Main](s/Q.cs)]', ['1 paragraph: [Main](s/Q.cs)'], code],
  [
    'names of other documentation',
    '<xref:System.String> [text](xref:A.B) @C.D [](xref:E?x=y) <xref href="F.G"/>',
    ['1 paragraph: `System.String` text @C.D `E` `F.G`'],
  ],
  ['what is not translated', 'a :::no-loc text="Blazor"::: b', ['1 paragraph: a Blazor b']],
  [
    'a block of looks',
    '> [!div class="nextstepaction"]\n> [Next](n.md)',
    ['1 blockquote', '  2 paragraph: [Next](n.md)'],
  ],
  [
    'a video',
    '> [!VIDEO https://example.org/v]',
    ['1 blockquote', '  1 paragraph: [https://example.org/v](https://example.org/v)'],
  ],
  ['an alert with words on its line', '> [!NOTE] a\n> b', ['1 box note "Note"', '  1 paragraph: a\nb']],
  ['an interactive fence', '```azurecli-interactive\naz\n```', ['1 code azurecli "az"']],
  ['a block that is not known', ':::foo bar:::\n\na', ['1 unknown :::foo', '3 paragraph: a']],
  ['no block in code', '```\n:::row:::\n# [A](#tab/a)\n```', ['1 code - ":::row:::\\n# [A](#tab/a)"']],
]

describe('docfx', () => {
  test.each(constructs)('shows %s', (_, text, shown, given) => {
    expect(outline('docfx', text, given)).toStrictEqual(shown)
  })

  test("makes the anchors of Markdig's rule", () => {
    const fixture = anchorFixture(docfxAnchors)
    expect(fixture.anchors.length).toBeGreaterThan(150)
    expect(anchorsMade(fixture, { name: 'docfx', settings: {} })).toStrictEqual(fixture.anchors)
  })

  test('has its tables of contents as navigation, one in the other', async () => {
    const tree = new MemoryTree({
      'd/docfx.json':
        '{ "build": { "content": [{ "files": ["**.md"], "exclude": ["inc/**"] }], "globalMetadata": { "_appTitle": "Ops" } } }',
      'd/toc.yml': '- name: Start\n  href: index.md\n- name: Guide\n  href: guide/\n- name: Last\n  href: ~/z.md\n',
      'd/guide/toc.yml':
        'items:\n- name: Two\n  href: two.md\n  items:\n  - name: One\n    href: one.md#part\n- name: Up\n  href: ../toc.yml\n',
      'd/index.md': '',
      'd/z.md': '',
      'd/guide/one.md': '',
      'd/guide/two.md': '',
    })
    const input = { tree, sign: 'd/docfx.json', text: tree.text('d/docfx.json'), root: 'd', files: tree.below('d') }
    const { settings = {}, navigation, title, exclude } = (await docfx.configure?.(input)) ?? {}
    expect(title).toBe('Ops')
    expect(exclude).toStrictEqual(['inc/**'])
    expect(navigation).toStrictEqual([
      { path: 'index.md', label: 'Start' },
      { path: 'guide/two.md', label: 'Two' },
      { path: 'guide/one.md', label: 'One' },
      { path: 'z.md', label: 'Last' },
    ])
    expect(docfx.pathsOf?.('~/guide/one.md', 'z.md', settings)).toStrictEqual(['guide/one.md'])
  })
})
