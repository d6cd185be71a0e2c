// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { largestFile } from '../../src/config/yaml-file.ts'
import { probeText, readServicesText, readWaymark, row } from './reading.ts'

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
      '1:1 config/unknown-key Unexpected key `titel`, expected `title`, `description`, `guidebooks`, `site`, `base`, `repository`, `mdx`, `exclude`, `environments`, `environment`, `checks` or `status`',
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
    it(`tells ${name}`, () => assert.deepEqual(readWaymark(text).findings.map(row), rows))
  }

  it('holds the first of two values', () => {
    assert.equal(readWaymark('title: a\ntitle: b\n').value?.title, 'a')
  })

  it('gives way to the defaults when its syntax is broken', () => {
    assert.deepEqual(readWaymark('title: a\nbase: b: c\n').value, readWaymark('').value)
  })

  it('reads every version of YAML as 1.2', () => {
    const { value, findings } = readWaymark('%YAML 1.1\n---\ntitle: yes\n')
    assert.deepEqual([value?.title, findings], ['yes', []])
  })

  it('is told with a range, in its file, by its check', () => {
    assert.deepEqual(readWaymark('mdx: perhaps\n').findings, [
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
    assert.deepEqual([finding?.line, finding?.column, finding?.endLine, finding?.endColumn], [2, 5, 2, 6])
  })

  it('counts columns as editors do, with line ends of Windows and a byte order mark too', () => {
    assert.deepEqual(readWaymark('title: "👩‍🚒"\r\nmdx: { a: "é" }\r\n').findings.map(row), [
      '2:1 config/invalid-value Unexpected map in `mdx`, expected `true` or `false`',
    ])
    assert.deepEqual(
      readWaymark('checks: { "👩‍🚒": 1 }\n').findings.map(({ column, endColumn }) => [column, endColumn]),
      [[11, 18]],
    )
  })
})

describe('an alias', () => {
  it('stands for its anchor, and a mistake in it is told where the anchor is', () => {
    const text = 'environments:\n  a: &lab { variables: { A: x } }\n  b: *lab\n'
    assert.deepEqual(readWaymark(text).value?.environments.b, { variables: { A: 'x' }, resolvers: [], connect: {} })
    const wrong = 'environments:\n  a: &lab { mdx: x }\n  b: *lab\n'
    assert.deepEqual(
      readWaymark(wrong).findings.map(({ line, column, message }) => [line, column, message.slice(0, 46)]),
      [
        [2, 13, 'Unexpected key `mdx` in `environments.a`, expe'],
        [2, 13, 'Unexpected key `mdx` in `environments.b`, expe'],
      ],
    )
  })

  it('may be used for many probes', () => {
    const probes = Array.from(
      { length: 300 },
      (_, index) => `      p${index}: { http: "https://a.lab", headers: *auth }\n`,
    )
    const first = '      first: { http: "https://a.lab", headers: &auth { Authorization: x } }\n'
    assert.deepEqual(readServicesText(`services:\n  erp:\n    probes:\n${first}${probes.join('')}`).findings, [])
  })
})

describe('a hostile file', () => {
  const laughs = Array.from(
    { length: 9 },
    (_, level) => `  a${level}: &a${level} [${level === 0 ? 'ha' : `*a${level - 1},`.repeat(9)}]\n`,
  )
  const cases: [name: string, text: string, row: RegExp][] = [
    [
      'a billion laughs',
      `checks:\n  lint:\n${laughs.map((line) => `  ${line}`).join('')}`,
      /^\d:\d+ config\/syntax Unexpected number of values/,
    ],
    [
      'many aliases',
      `checks: { lint: { a: &a x, b: [${'*a,'.repeat(1001)}] } }`,
      /Unexpected number of aliases, expected at most 1000$/,
    ],
    ['many values', `exclude: [${'1,'.repeat(60_000)}]`, /Unexpected number of values, expected at most 50000$/],
    [
      'many keys',
      Array.from({ length: 60_000 }, (_, index) => `k${index}:\n`).join(''),
      /Unexpected number of values, expected at most 50000$/,
    ],
    ['deep lists', '['.repeat(200_000), /Unexpected depth of maps and lists, expected at most 64 levels$/],
    ['deep keys', '? '.repeat(200_000), /Unexpected depth of maps and lists, expected at most 64 levels$/],
    ['a level too deep', `${'{ a: '.repeat(65)}1${' }'.repeat(65)}`, /^1:321 config\/syntax Unexpected depth/],
    [
      'more than a megabyte',
      `title: ${'a'.repeat(largestFile - 6)}`,
      /^1:1 config\/too-large Unexpected file of 1000001 bytes, expected at most 1000000$/,
    ],
    ['more than a megabyte of UTF-8', `title: ${'é'.repeat(largestFile / 2)}`, /^1:1 config\/too-large/],
  ]
  for (const [name, text, expected] of cases) {
    it(`with ${name} is refused in one finding`, () => {
      const { value, findings } = readWaymark(text)
      assert.equal(findings.length, 1)
      assert.match(findings.map(row).join('\n'), expected)
      assert.deepEqual(value, readWaymark('').value)
    })
  }

  it('is read up to its bounds', () => {
    assert.deepEqual(readWaymark(`title: ${'a'.repeat(largestFile - 7)}`).findings, [])
    assert.deepEqual(readWaymark(`checks: { lint: { rules: ${'{ a: '.repeat(61)}1${' }'.repeat(61)} } }`).findings, [])
  })

  it('is told in a thousand findings at most', () => {
    assert.equal(readWaymark(`exclude: [${'1,'.repeat(5000)}]`).findings.length, 1000)
    assert.equal(readWaymark('"" "" '.repeat(5000)).findings.length, 1000)
  })

  it('with mistakes in every value is still read', () => {
    const probes = Array.from({ length: 9900 }, (_, index) => `p${index}: {dns: 1, tcp: 1, tls: 1, ping: 1}`)
    assert.equal(readServicesText(`services: {a: {probes: {${probes.join(',\n')}}}}`).findings.length, 1000)
  })
})

describe('a secret', () => {
  const cases: [name: string, text: string][] = [
    ['a header', probeText('{ http: "https://a.lab", headers: { Key: [s3cret] } }')],
    ['a header of two lines', probeText('{ http: "https://a.lab", headers: { Key: "s3cret\\nX: y" } }')],
    ['headers as a text', probeText('{ http: "https://a.lab", headers: "Key: s3cret" }')],
    ['headers as a list', probeText('{ http: "https://a.lab", headers: ["Key: s3cret"] }')],
    ['a body', probeText('{ http: "https://a.lab", body: { key: s3cret } }')],
    ['a login', probeText('{ http: "https://me:s3cret@a.lab/" }')],
    ['a login in a wrong request', probeText('{ tcp: "https://me:s3cret@a.lab/" }')],
    ['a query', probeText('{ http: "GT https://a.lab/?key=s3cret" }')],
    ['a query in a wrong request', probeText('{ http: "https://a.lab/?key=s3cret and more" }')],
    ['a default of a variable', probeText('{ tcp: "a.lab/${KEY:-s3cret}" }')],
    ['an unquoted header that looks like an alias', probeText('{ http: "https://a.lab", headers: { Key: *s3cret } }')],
    ['an unquoted header that looks like a tag', probeText('{ http: "https://a.lab", headers: { Key: !s3cret x } }')],
    ['an unquoted header that YAML has no use for', probeText('{ http: "https://a.lab", headers: { Key: @s3cret } }')],
    ['a broken line', 'services:\n  erp:\n    "s3cret" s3cret\n'],
    ['a number', 'environments: { lab: { variables: { KEY: 31337 } } }'],
    ['a variable in a list', 'environments: { lab: { variables: { KEY: [s3cret] } } }'],
    ['variables as a text', 'environments: { lab: { variables: KEY=s3cret } }'],
    ['an environment as a text', 'environments: { lab: KEY=s3cret }'],
    ['environments as a list', 'environments: [KEY=s3cret]'],
    ['a login of a repository', 'repository: { url: "https://me:s3cret@a.example" }'],
  ]
  for (const [name, text] of cases) {
    it(`is not printed: ${name}`, () => {
      const { findings } = text.startsWith('services') ? readServicesText(text) : readWaymark(text)
      assert.notEqual(findings.length, 0)
      assert.doesNotMatch(JSON.stringify(findings), /s3cret|31337/)
    })
  }
})

describe('any text', () => {
  const seeds = [
    'title: a\nrepository:\n  url: https://a.example\n  branch: main\nenvironments:\n  lab: &l { variables: { A: "x" } }\n  b: *l\n',
    probeText('{ http: "GET https://a.lab/${A:-b}", headers: { K: v }, expect: ["a == 1"], every: 30s }'),
  ]
  const pieces = [
    '\n',
    '  ',
    '\t',
    ':',
    ': ',
    '- ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '&l ',
    '*l',
    '!',
    '|',
    '>',
    '%',
    '@',
    '#',
    '\u0000',
    '\uD800',
    '🙂',
    '? ',
    '---\n',
    'null',
    '1',
  ]

  it('is read without an exception, and told in the form of a finding', () => {
    const random = randomFrom(7)
    let told = 0
    for (let round = 0; round < 2000; round += 1) {
      const text = mutate(seeds[round % 2] ?? '', pieces, random)
      const lines = text.split('\n').length
      for (const { message, line, column, endLine, endColumn } of [
        ...readWaymark(text).findings,
        ...readServicesText(text).findings,
      ]) {
        told += 1
        assert.match(message, /^Unexpected [^\n]+, expected [^\n]*[^.\n]$/)
        const inside =
          line >= 1 && column >= 1 && endLine <= lines && (line < endLine || (line === endLine && column <= endColumn))
        assert.ok(inside, `${line}:${column}-${endLine}:${endColumn} in ${JSON.stringify(text)}`)
      }
    }
    assert.ok(told > 2000)
  })

  it('may be random bytes', () => {
    const random = randomFrom(11)
    for (let round = 0; round < 300; round += 1) {
      const text = String.fromCharCode(...Array.from({ length: 200 }, () => random(256)))
      assert.ok(readWaymark(text).value)
    }
  })
})

/** Park and Miller's generator: the same numbers in each run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

function mutate(text: string, pieces: string[], random: (below: number) => number): string {
  let mutated = text
  for (let change = random(4) + 1; change > 0; change -= 1) {
    const at = random(mutated.length + 1)
    mutated = mutated.slice(0, at) + (pieces[random(pieces.length)] ?? '') + mutated.slice(at + random(6))
  }
  return mutated
}
