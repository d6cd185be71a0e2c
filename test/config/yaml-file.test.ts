import { describe, expect, it } from 'vitest'
import { readServicesText, readWaymark, row } from './reading.ts'

describe('a broken file', () => {
  const cases: [name: string, text: string, ...rows: string[]][] = [
    [
      'a quote that is never closed, where it opens',
      'title: a\nsite: "https://x\nbase: /\n',
      '2:7 config/syntax Unexpected quote that nothing closes, expected the same quote after the text',
    ],
    ['a key without a colon', 'title: a\nmdx', '2:1 config/syntax Unexpected text, expected `key: value`'],
    [
      'a line without a colon',
      'title: a\nmdx\nbase: /\n',
      '2:1 config/syntax Unexpected line break in a key, expected `key: value` on one line',
    ],
    [
      'a list that is never closed, where it opens',
      'exclude: [a,\nmdx: true\ntitle: b\n',
      '1:10 config/syntax Unexpected `[` that nothing closes, expected `]` after the list',
    ],
    [
      'a map that is never closed, where it opens',
      'checks: {\n  lint: {}\n',
      '1:9 config/syntax Unexpected `{` that nothing closes, expected `}` after the map',
    ],
    ['a second colon', 'title: a: b\n', '1:8 config/syntax Unexpected second `:` on a line, expected one'],
    ['a tab', 'repository:\n\turl: x\n', '2:1 config/syntax Unexpected tab, expected spaces as indentation'],
    ['an alias of nothing', 'title: *x\n', '1:8 config/syntax Unexpected alias, expected its anchor `&name` before it'],
    [
      'an alias of itself',
      'checks: &a\n  lint: *a\n',
      '2:9 config/syntax Unexpected alias of a value that it stands in, expected another',
    ],
    ['a tag', 'title: !x a\n', '1:8 config/syntax Unexpected tag, expected none'],
    ['a tag that would run code', 'title: !!js/function x\n', '1:8 config/syntax Unexpected tag, expected none'],
    ['a map as a key', '? { a: b }\n: c\n', '1:3 config/syntax Unexpected map, list or alias as a key, expected text'],
    ['a second document', 'title: a\n---\ntitle: b\n', '2:1 config/syntax Unexpected second document, expected one'],
    ['a list at top level', '- title: a\n', '1:1 config/invalid-value Unexpected list, expected a map'],
    ['a text at top level', '\ntitle\n', '2:1 config/invalid-value Unexpected text, expected a map'],
    [
      'a key that no map can hold',
      '__proto__: { title: a }\n',
      '1:1 config/syntax Unexpected key `__proto__`, expected another name',
    ],
    [
      'a key twice',
      'title: a\nmdx: true\ntitle: b\n',
      '3:1 config/duplicate-key Unexpected second `title`, expected each key once; the first is on line 1',
    ],
    [
      'all problems at once, in their order',
      'titel: a\nmdx: 1\nmdx: true\nbase: b: c\nexclude\n',
      '1:1 config/unknown-key Unexpected key `titel`, expected `title`, `description`, `guidebooks`, `dialect`, `shortcodes`, `site`, `base`, `repository`, `mdx`, `exclude`, `public`, `inventory`, `alerts`, `claims`, `theme`, `offline`, `environments`, `environment`, `sources`, `checks`, `search` or `status`',
      '2:6 config/invalid-value Unexpected `1` in `mdx`, expected `true` or `false`',
      '3:1 config/duplicate-key Unexpected second `mdx`, expected each key once; the first is on line 2',
      '4:7 config/syntax Unexpected second `:` on a line, expected one',
      '5:1 config/syntax Unexpected text, expected `key: value`',
    ],
    [
      'nothing below the first of several syntax errors',
      'title: !x a\nmdx: 1\nbase: b: c\n',
      '1:8 config/syntax Unexpected tag, expected none',
      '3:7 config/syntax Unexpected second `:` on a line, expected one',
    ],
    [
      'a merge key, which is YAML 1.1',
      'environments:\n  a: &a {}\n  b: { <<: *a }\n',
      '3:8 config/unknown-key Unexpected key `<<` in `environments.b`, expected `variables`, `resolvers`, `connect`, `certificateAuthority`, `networks` or `canary`',
    ],
    [
      'nothing that only looks wrong because of a syntax error above it',
      'mdx: "true\ntitel: a\n',
      '1:6 config/syntax Unexpected quote that nothing closes, expected the same quote after the text',
    ],
  ]
  for (const [name, text, ...rows] of cases) {
    it(`tells ${name}`, () => expect(readWaymark(text).findings.map(row)).toStrictEqual(rows))
  }

  it('holds the first of two values', () => {
    expect(readWaymark('title: a\ntitle: b\n').value?.title).toBe('a')
  })

  it('gives way to the defaults when its syntax is broken', () => {
    expect(readWaymark('title: a\nbase: b: c\n').value).toStrictEqual(readWaymark('').value)
  })

  it('reads every version of YAML as 1.2', () => {
    const { value, findings } = readWaymark('%YAML 1.1\n---\ntitle: yes\n')
    expect([value?.title, findings]).toStrictEqual(['yes', []])
  })

  it('is told with a range, in its file, by its check', () => {
    expect(readWaymark('mdx: perhaps\n').findings).toStrictEqual([
      {
        check: 'structure',
        code: 'config/invalid-value',
        severity: 'error',
        message: 'Unexpected `perhaps` in `mdx`, expected `true` or `false`',
        file: 'waymark.yaml',
        line: 1,
        column: 6,
        endLine: 1,
        endColumn: 13,
      },
    ])
  })

  it('marks the first character of a list or a map that is wrong', () => {
    const [finding] = readWaymark('exclude:\n  - [a,\n    b]\n').findings
    expect([finding?.line, finding?.column, finding?.endLine, finding?.endColumn]).toStrictEqual([2, 5, 2, 6])
  })

  it('counts columns as editors do, with line ends of Windows and a byte order mark too', () => {
    expect(readWaymark('title: "👩‍🚒"\r\nmdx: { a: "é" }\r\n').findings.map(row)).toStrictEqual([
      '2:1 config/invalid-value Unexpected map in `mdx`, expected `true` or `false`',
    ])
    expect(
      readWaymark('checks: { "👩‍🚒": 1 }\n').findings.map(({ column, endColumn }) => [column, endColumn]),
    ).toStrictEqual([[11, 18]])
  })
})

describe('an alias', () => {
  it('stands for its anchor, and a mistake in it is told where the anchor is', () => {
    const text = 'environments:\n  a: &lab { variables: { A: x } }\n  b: *lab\n'
    expect(readWaymark(text).value?.environments.b).toStrictEqual({ variables: { A: 'x' }, resolvers: [], connect: {} })
    const wrong = 'environments:\n  a: &lab { mdx: x }\n  b: *lab\n'
    expect(
      readWaymark(wrong).findings.map(({ line, column, message }) => [line, column, message.slice(0, 46)]),
    ).toStrictEqual([
      [2, 13, 'Unexpected key `mdx` in `environments.a`, expe'],
      [2, 13, 'Unexpected key `mdx` in `environments.b`, expe'],
    ])
  })

  it('may be used for many probes', () => {
    const probes = Array.from(
      { length: 300 },
      (_, index) => `      p${index}: { http: "https://a.lab", headers: *auth }\n`,
    )
    const first = '      first: { http: "https://a.lab", headers: &auth { Authorization: x } }\n'
    expect(readServicesText(`services:\n  erp:\n    probes:\n${first}${probes.join('')}`).findings).toStrictEqual([])
  })
})
