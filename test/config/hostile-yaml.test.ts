// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import { assert, describe, expect, it } from 'vitest'
import { largestFile } from '../../src/yaml/text-file.ts'
import { probeText, readServicesText, readWaymark, row } from './reading.ts'

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
      expect(findings.length).toBe(1)
      expect(findings.map(row).join('\n')).toMatch(expected)
      expect(value).toStrictEqual(readWaymark('').value)
    })
  }

  it('is read up to its bounds', () => {
    expect(readWaymark(`title: ${'a'.repeat(largestFile - 7)}`).findings).toStrictEqual([])
    expect(readWaymark(`checks: { lint: { rules: ${'{ a: '.repeat(61)}1${' }'.repeat(61)} } }`).findings).toStrictEqual(
      [],
    )
  })

  it('is told in a thousand findings at most', () => {
    expect(readWaymark(`exclude: [${'1,'.repeat(5000)}]`).findings.length).toBe(1000)
    expect(readWaymark('"" "" '.repeat(5000)).findings.length).toBe(1000)
  })

  it('with mistakes in every value is still read', () => {
    const probes = Array.from({ length: 9900 }, (_, index) => `p${index}: {dns: 1, tcp: 1, tls: 1, ping: 1}`)
    expect(readServicesText(`services: {a: {probes: {${probes.join(',\n')}}}}`).findings.length).toBe(1000)
  })
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
        expect(message).toMatch(/^Unexpected [^\n]+, expected [^\n]*[^.\n]$/)
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
