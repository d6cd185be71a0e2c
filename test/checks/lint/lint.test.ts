import { readFileSync } from 'node:fs'
import { assert, beforeAll, describe, expect, test } from 'vitest'
import type { PageSettings, RawPageFinding } from '../../../checks/check.ts'
import { lint } from '../../../checks/lint/lint.ts'
import { Linter } from '../../../checks/lint/linter.ts'
import { choicesOf, defaultChoices, styleChoices } from '../../../checks/lint/presets.ts'
import { remarkRules } from '../../../checks/lint/rules.ts'
import { identityOf } from '../../../checks/since/finding-identity.ts'
import { readPage } from '../../../src/guidebook/page.ts'

/** `code line:column-endLine:endColumn` for each finding. */
function told(text: string, options: Options = {}): string[] {
  return findings(text, options).map(
    ({ code, line, column, endLine, endColumn }) => `${code} ${line}:${column}-${endLine}:${endColumn}`,
  )
}

beforeAll(() => lint.load?.())

interface Options {
  style?: boolean
  rules?: object
  extra?: string
  file?: string
}

function findings(
  text: string,
  { style = false, rules = {}, extra = '', file = 'page.md' }: Options = {},
): RawPageFinding[] {
  const settings: PageSettings = { settings: { style, rules }, extra }
  const found: RawPageFinding[] = []
  readPage(file, Buffer.from(text), (page, tree) => found.push(...(lint.checkPage?.(page, tree, settings) ?? [])))
  return found
}

describe('What hurts a reader is told without any settings', () => {
  const cases: [what: string, text: string, ...told: string[]][] = [
    ['a line without `>`', '> a\nb\n', 'lint/no-blockquote-without-marker 2:1-2:2'],
    [
      'once for its paragraph',
      '> a\nb\nc\n\n> d\ne\n',
      ...[2, 6].map((line) => `lint/no-blockquote-without-marker ${line}:1-${line}:2`),
    ],
    ['a definition twice', '[a]\n\n[a]: b\n[a]: c\n', 'lint/no-duplicate-definitions 4:1-4:7'],
    ['a footnote twice', 'x[^a]\n\n[^a]: b\n\n[^a]: b\n', 'lint/no-duplicate-definitions 5:1-5:8'],
    ['a definition that says the same again', '[a]\n\n[a]: b\n[A]: b\n'],
    ['a footnote for nothing', '[^a]: b\n', 'lint/no-unused-definitions 1:1-1:8'],
    ['a definition for nothing', '[a]: b\n'],
    ['a number that is left out', '1. a\n2. b\n4. c\n', 'lint/ordered-list-marker-value 3:1-3:2'],
    [
      'once for its list',
      '1. a\n3. b\n\n   1. c\n   3. d\n5. e\n',
      ...['2:1-2:2', '5:4-5:5'].map((at) => `lint/ordered-list-marker-value ${at}`),
    ],
    ['a number twice', '1. a\n2. b\n2. c\n', 'lint/ordered-list-marker-value 3:1-3:2'],
    ['the first number again, which asks for the next', '1. a\n2. b\n1. c\n4. d\n\ne\n\n0. f\n0. g\n'],
    ['a list that begins higher', '7. a\n8. b\n'],
    ['two ways to number, each in its list', '1. a\n1. b\n\nc\n\n1. d\n2. e\n'],
  ]
  for (const [what, text, ...expected] of cases) test(what, () => expect(told(text)).toStrictEqual(expected))

  test('comments of remark-lint hold for it', () => {
    expect(told('<!--lint disable ordered-list-marker-value-->\n\n1. a\n3. b\n')).toStrictEqual([])
  })

  test('whoever names a rule gets all of it', () => {
    expect(told('[a]: b\n', { rules: { 'no-unused-definitions': true } })).toHaveLength(1)
    expect(told('1. a\n2. b\n', { rules: { 'ordered-list-marker-value': 'one' } })).toHaveLength(1)
  })

  test('a `.remarkrc` says what is told in its place', () => {
    const extra = JSON.stringify([['no-unused-definitions', {}]])
    expect(told('[a]: b\n\n1. c\n3. d\n', { extra })).toStrictEqual(['lint/no-unused-definitions 1:1-1:7'])
  })

  test('words say what readers see', () => {
    const [number] = findings('1. a\n3. b\n')
    expect(number?.message).toBe('Unexpected number `3`, expected `2`, which readers see')
    const [second] = findings('[a]\n\n[a]: b\n[A]: c\n')
    expect(second?.message).toBe('Unexpected second definition of `A`, expected the one at line 3 alone, which holds')
    const [footnote] = findings('[^a]: b\n')
    expect(footnote?.message).toBe('Unexpected footnote `^a` that nothing refers to, expected a reference')
  })
})

describe('What is told with `style: true`', () => {
  const cases: [what: string, text: string, ...told: string[]][] = [
    ['an empty page', ''],
    ['a page with frontmatter alone', '---\ntitle: A\n---\n'],
    ['no line break at the end', '# A', 'lint/final-newline 1:4-1:4'],
    ['a line break of four spaces', 'a    \nb\n', 'lint/hard-break-spaces 1:2-2:1'],
    ['a line without `>`', '> a\nb\n', 'lint/no-blockquote-without-marker 2:1-2:2'],
    ['a definition twice', '[a]\n\n[a]: b\n[a]: c\n', 'lint/no-duplicate-definitions 4:1-4:7'],
    ['a definition for nothing', '[a]: b\n', 'lint/no-unused-definitions 1:1-1:7'],
    ['a footnote for nothing', '[^a]: b\n', 'lint/no-unused-definitions 1:1-1:8'],
    ['a number that is left out', '1. a\n2. b\n4. c\n', 'lint/ordered-list-marker-value 3:1-3:2'],
    ['two kinds of numbers', '1. a\n\nb\n\n1) c\n', 'lint/ordered-list-marker-style 5:2-5:3'],
    ['spaces before the text of a heading', '#   A\n', 'lint/no-heading-content-indent 1:2-1:5'],
    ['spaces after the marker of an item', '-   a\n', 'lint/list-item-indent 1:2-1:5'],
    ['spaces before a list', 'a\n\n - b\n', 'lint/list-item-bullet-indent 3:1-3:2'],
    ['spaces after `>`', '> a\n\nb\n\n>   c\n', 'lint/blockquote-indentation 5:2-5:5'],
    ['two kinds of checkboxes', '- [x] a\n- [X] b\n', 'lint/checkbox-character-style 2:4-2:5'],
    ['indented code beside fences', '```\na\n```\n\n    b\n', 'lint/code-block-style 5:1-5:6'],
    ['two kinds of fences', '```\na\n```\n\n~~~\nb\n~~~\n', 'lint/fenced-code-marker 5:1-7:4'],
    ['two kinds of emphasis', '*a* _b_\n', 'lint/emphasis-marker 1:5-1:8'],
    ['two kinds of strong text', '**a** __b__\n', 'lint/strong-marker 1:7-1:12'],
    ['two kinds of headings', '# A\n\nB\n---\n', 'lint/heading-style 3:1-4:4'],
    ['two kinds of titles', '[a](b "c") [a](b \'c\')\n', 'lint/link-title-style 1:12-1:22'],
    ['two kinds of rules', '---\n\n***\n', 'lint/rule-style 3:1-3:4'],
  ]
  for (const [what, text, ...expected] of cases)
    test(what, () => expect(told(text, { style: true })).toStrictEqual(expected))

  test('once for each paragraph, list or table', () => {
    expect(told('*a* _b_ _c_\n\n_d_\n\n-   e\n-   f\n', { style: true })).toStrictEqual([
      'lint/list-item-indent 5:2-5:5',
      'lint/emphasis-marker 1:5-1:8',
      'lint/emphasis-marker 3:1-3:4',
    ])
  })

  test('nothing of it is told without', () => {
    const hurting = /blockquote-without|duplicate-definitions|unused-definitions|marker-value/
    const ofStyle = cases.filter(([, , code = '']) => !hurting.test(code))
    expect(ofStyle.flatMap(([, text]) => told(text))).toStrictEqual([])
  })

  test('every rule of the presets is told of above, or left out', () => {
    const seen = new Set(cases.flatMap(([, , ...codes]) => codes.map((one) => one.replace(/ .*/, ''))))
    const presets = ['preset-lint-recommended', 'preset-lint-consistent'].flatMap((name) => [
      ...(choicesOf(name)?.keys() ?? []),
    ])
    const on = [...new Set(presets)]
      .filter((name) => remarkRules.get(name)?.off === undefined)
      .map((name) => `lint/${name}`)
    expect([...seen].sort()).toStrictEqual(on.sort())
  })
})

describe('What runbooks are full of is not told', () => {
  const cases: [what: string, text: string, rule?: string][] = [
    ['alerts', '> [!NOTE]\n> a\n\n> [!WARNING]\n>\n> b\n', 'no-undefined-references'],
    ['the breadcrumb line', '[A](../README.md) > [B](README.md) > **C**\n\n# C\n'],
    [
      'the header block',
      '# A\n\n> **Status:** ✅ Active\n> **Last Updated:** 2026-11-20\n> **Related:** [b](b.md) · [c](c.md)\n',
    ],
    ['bare addresses', 'See https://erp.example.org/a and www.example.org.\n', 'no-literal-urls'],
    ['a word in brackets', '# AlertName [deprecated]\n', 'no-undefined-references'],
    ['a reference by its text alone', '[a] and ![b]\n\n[a]: c\n[b]: d.png\n', 'no-shortcut-reference-link'],
    ['an ordinary table', '| a | longer |\n|---|--------|\n| c | d |\n', 'table-cell-padding'],
    ['what stands four spaces under a number', '1. a\n\n    ```sh\n    b\n    ```\n', 'list-item-content-indent'],
    ['tasks', '- [ ] a\n- [x] b\n  - [ ] c\n'],
    ['folded parts', '<details>\n<summary>a</summary>\n\n- b\n\n</details>\n'],
    ['the same number for all', '1. a\n1. b\n1. c\n'],
    ['footnotes where they are used', 'a[^1]\n\n[^1]: b\n\nc\n'],
    ['comments as definitions', '[//]: # (one)\n\na\n\n[//]: # (two)\n\n[comment]: <> (three)\n'],
    ['Windows line ends', '# A\r\n\r\n- b\r\n- c\r\n\r\n| d |\r\n| - |\r\n| e |\r\n'],
  ]
  for (const [what, text, rule] of cases) {
    test(what, () => {
      expect(told(text, { style: true })).toStrictEqual([])
      if (rule) expect(told(text, { style: true, rules: { [rule]: true } }), `${rule} would`).not.toStrictEqual([])
    })
  }
})

describe('How a finding reads', () => {
  test('remark-lint’s own words, and where it compared with', () => {
    expect(findings('*a*\n\n_b_\n', { style: true })).toStrictEqual([
      {
        code: 'lint/emphasis-marker',
        message: 'Unexpected emphasis marker `_`, expected `*`',
        hint: "Emphasis marker style `'*'` first defined at line 1",
        line: 3,
        column: 1,
        endLine: 3,
        endColumn: 4,
      },
    ])
  })

  test('what it shows of the page is on one line, and short', () => {
    const [found] = findings(`[${'a\n'.repeat(450)}]: b\n`, { style: true })
    expect(found?.code).toBe('lint/no-unused-definitions')
    assert.ok((found?.message.length ?? 0) <= 300 && !found?.message.includes('\n'))
  })

  for (const [what, text, end] of [
    ['a line break is added', '# A\n\nb', '\n'],
    ['as other lines end', '# A\r\n\r\nb', '\r\n'],
  ] as const) {
    test(`the fix of a last line: ${what}`, () => {
      const [{ fix } = { fix: undefined }] = findings(text, { style: true })
      expect(fix?.edits).toStrictEqual([{ file: '', text: end, line: 3, column: 2, endLine: 3, endColumn: 2 }])
    })
  }
})

describe('Rules in `waymark.yaml`', () => {
  const cases: [what: string, text: string, rules: object, ...told: string[]][] = [
    ['off', 'a', { 'final-newline': false }],
    ['on', 'https://a.example\n', { 'no-literal-urls': true }, 'lint/no-literal-urls 1:1-1:18'],
    ['on, without a word', 'https://a.example\n', { 'no-literal-urls': null }, 'lint/no-literal-urls 1:1-1:18'],
    ['on, as before', '-   a\n', { 'list-item-indent': true }, 'lint/list-item-indent 1:2-1:5'],
    ['with an option', '*a*\n', { 'emphasis-marker': '_' }, 'lint/emphasis-marker 1:1-1:4'],
    ['with a map', '```\na\n```\n', { 'fenced-code-flag': { allowEmpty: false } }, 'lint/fenced-code-flag 1:1-3:4'],
    ['with a list', '```js\na\n```\n', { 'fenced-code-flag': ['sh', 'error'] }, 'lint/fenced-code-flag 1:1-3:4'],
    ['a rule about the name of the file', 'a\n', { 'file-extension': 'markdown' }, 'lint/file-extension 1:1-1:1'],
    ['one that nobody knows, which is told elsewhere', 'a\n', { 'no-such': true, __proto__: true }],
    [
      'an option that is wrong, which is told elsewhere',
      '*a* _b_\n',
      { 'emphasis-marker': '?' },
      'lint/emphasis-marker 1:5-1:8',
    ],
  ]
  for (const [what, text, rules, ...expected] of cases) {
    test(what, () => expect(told(text, { style: true, rules })).toStrictEqual(expected))
  }

  test('they come on top of a `.remarkrc`', () => {
    const extra = JSON.stringify([['emphasis-marker', { option: '_', severity: 'error' }]])
    expect(told('*a*', { extra })).toStrictEqual(['lint/emphasis-marker 1:1-1:4'])
    expect(findings('*a*', { extra })[0]?.severity).toBe('error')
    expect(told('*a*', { extra, rules: { 'emphasis-marker': false, 'final-newline': true } })).toStrictEqual([
      'lint/final-newline 1:4-1:4',
    ])
  })
})

describe('Comments of remark-lint', () => {
  const cases: [what: string, text: string, ...told: string[]][] = [
    [
      'off from here',
      '#  a\n\n<!--lint disable no-heading-content-indent-->\n\n#  b\n',
      'lint/no-heading-content-indent 1:2-1:4',
    ],
    ['all off', '<!-- lint disable -->\n\n#  b\n\n-   c\n'],
    [
      'on again',
      '<!--lint disable-->\n\n#  a\n\n<!--lint enable-->\n\n#  b\n',
      'lint/no-heading-content-indent 7:2-7:4',
    ],
    ['what follows', '<!--lint ignore list-item-indent-->\n\n-   a\n\nb\n\n-   c\n', 'lint/list-item-indent 7:2-7:5'],
    ['a word that says nothing', '<!--lint stop-->\n', 'lint/unknown-comment 1:1-1:17'],
  ]
  for (const [what, text, ...expected] of cases)
    test(what, () => expect(told(text, { style: true })).toStrictEqual(expected))

  test('in MDX', () => {
    expect(told('{/* lint disable */}\n\n#  a\n', { style: true, file: 'page.mdx' })).toStrictEqual([])
  })
})

describe('MDX', () => {
  test('components and expressions are no trouble', () => {
    const text =
      'import A from "a"\n\n#  B {1 + 1}\n\n<A b="c">\n  *d* _e_\n\n  -   f\n</A>\n\n| g |\n| - |\n| <A /> |\n'
    expect(told(text, { style: true, file: 'page.mdx' })).toStrictEqual([
      'lint/list-item-indent 8:4-8:7',
      'lint/no-heading-content-indent 3:2-3:4',
      'lint/emphasis-marker 6:7-6:10',
    ])
  })

  test('every rule gets on with it', () => {
    const all = Object.fromEntries([...remarkRules.keys()].map((name) => [name, true]))
    const found = told('# A\n\n<div>\n  ## B\n\n  [c]\n</div>\n\n{d}\n', { style: true, file: 'page.mdx', rules: all })
    assert.ok(found.every((one) => !one.startsWith('lint/rule-failed')))
  })

  test('a page that is not MDX has no tree to look at', () => {
    expect(told('<a\n', { style: true, file: 'page.mdx' })).toStrictEqual([])
  })
})

describe('A rule that breaks off', () => {
  test('is told, and what the others say is kept', () => {
    const linter = new Linter(
      new Map([
        ['emphasis-marker', { option: '?' }],
        ['final-newline', {}],
      ]),
    )
    const codes: string[] = []
    readPage('page.md', Buffer.from('*a*'), (page, tree) => {
      codes.push(...linter.lint(page, tree).map(({ code }) => code))
    })
    expect(codes).toStrictEqual(['lint/final-newline', 'lint/rule-failed'])
  })
})

describe('Hostile pages', () => {
  test('one that is too long is passed over, and that is told', () => {
    expect(told('#  a\n'.repeat(100_001), { style: true })).toStrictEqual(['lint/too-large 1:1-1:1'])
  })

  test('one that is too long still, after more was written, is told as the same', () => {
    const identities = [100_001, 100_002].map((lines) =>
      findings('#  a\n'.repeat(lines)).map((one) => identityOf({ ...one, file: 'page.md' })),
    )
    expect(identities[0]).toStrictEqual(identities[1])
  })

  test('one that is too long for a rule', () => {
    const rules = { 'no-consecutive-blank-lines': true }
    expect(told('a\n\n'.repeat(70_000), { rules })).toStrictEqual(['lint/too-large 1:1-1:1'])
  })

  test('what is wrong a hundred thousand times is told a thousand times', () => {
    expect(told('#  a\n'.repeat(90_000), { style: true }).length).toBe(1000)
  })

  test('as deep as a page can be', () => {
    expect(told(`${'> '.repeat(90)}-   a\n`, { style: true })).toStrictEqual(['lint/list-item-indent 1:182-1:185'])
  })

  test('deeper than a page can be, which `structure` tells', () => {
    expect(told(`${'> '.repeat(500)}-   a\n`, { style: true })).toStrictEqual([])
  })

  test('a table that would keep a rule busy for ever', () => {
    expect(
      told('   -    | a |\n\t\t|-|\n\t\t|b|\n', { style: true, rules: { 'no-table-indentation': true } }),
    ).toStrictEqual(['lint/list-item-bullet-indent 1:1-1:4', 'lint/list-item-indent 1:5-1:9'])
  })
})

test('a rule is off unless asked for where no preset that holds has it, or where that says why', () => {
  const off = [...remarkRules].flatMap(([name, rule]) => (rule.off ? [name] : []))
  expect(off).toStrictEqual([...remarkRules.keys()].filter((name) => !styleChoices().has(name)))
  const optIn = [...remarkRules].flatMap(([name, rule]) => (rule.isOptIn ? [name] : []))
  expect(optIn).toStrictEqual([...remarkRules.keys()].filter((name) => !defaultChoices().has(name)))
})

describe('The manual', () => {
  const manual = readFileSync('guidebooks/waymark/checks/lint.md', 'utf8')

  test('has a row and a section for each code', () => {
    const missing = Object.entries(lint.codes).filter(([code, { severity }]) => {
      const row = `| [\`${code}\`](#${code.replace('/', '')}) | ${severity[0]?.toUpperCase()}${severity.slice(1)} |`
      return !manual.includes(row) || !manual.includes(`\n### ${code}\n`)
    })
    expect(missing).toStrictEqual([])
  })

  test('says which rules are left out', () => {
    const leftOut = [...remarkRules].flatMap(([name, { off }]) => (typeof off === 'string' ? [name] : []))
    expect(leftOut).toHaveLength(6)
    for (const name of leftOut) expect(manual).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'))
  })
})
