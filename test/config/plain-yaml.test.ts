import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isNode, parseDocument, stringify } from 'yaml'
import { nodeOf } from '../../src/yaml/library-node.ts'
import type { YamlNode } from '../../src/yaml/node.ts'
import { readPlainYaml } from '../../src/yaml/plain.ts'

/** What the parser of the whole language makes of a text; what is wrong, where it refuses it. */
function judged(text: string): YamlNode | string | undefined {
  const { contents, errors } = parseDocument(text, {
    ...{ schema: 'failsafe', uniqueKeys: false, merge: false, prettyErrors: false, logLevel: 'error' },
  })
  return errors[0] ? errors[0].message : isNode(contents) ? nodeOf(contents) : undefined
}

const plain: Readonly<Record<string, string>> = {
  'maps in maps': 'a:\n  b:\n    c: d\n  e: f\ng: h\n',
  'lists in maps, indented and not': 'a:\n  - b\n  - c\nd:\n- e\n- f\ng: h\n',
  'maps in lists': '- a: b\n  c:\n    - d: e\n-   f: g\n    h: i\n',
  'values that are empty': 'a:\nb:   \nc: # why\n  # not\nd:\n  - e:\n    f:\n',
  comments: '# a\n\na: b # c\n   # d\n#e\nf: g#h\ni: "j" # k\n',
  quotes: `a: "b: c # d"\n'e f': 'g "h"'\n"i": ''\n- `.replace('- ', ''),
  'values that look like others':
    'a: http://b.c:80/d\ne: -1\nf: --g\nh: i ? j & k, [l] {m}\nn: ~\no: 1.5\np: $Q\nr: s"t"\n',
  'flow collections': 'a: [b, "c", d:/e]\nf: { g: h, "i": [j, {}] } # k\nl: []\n',
  'blocks of text': 'a: |\n  b\n    c\n\n  d\n\n\ne: |-\n  # f\n  g\nh:\n  i: |\n    j\n# k\n',
  'letters of any language': 'a: größe 🚀 日本 # ü\nb: c\n',
  'keys of paths and dots': 'app.kubernetes.io/name: a\n/b: c\nd e: f\n',
  'keys that are there twice': 'a: b\na: c\n',
  'no line break at the end': 'a:\n  - b',
}

/** What is left to the parser of the whole language. */
const others: Readonly<Record<string, string>> = {
  nothing: '',
  'comments alone': '# a\n',
  'a scalar alone': 'a\n',
  'several lines in one value': 'a: b\n  c\n',
  'folded text': 'a: >\n  b\n',
  'text without an end of its last line': 'a: |\n  b',
  'text that begins with an empty line': 'a: |\n\n  b\n',
  'text with a hint of its indentation': 'a: |2\n   b\n',
  escapes: 'a: "b\\n"\n',
  'doubled quotes': "a: 'b''c'\n",
  anchors: 'a: &b c\n',
  aliases: 'a: *b\n',
  merges: '<<: a\n',
  tags: 'a: !b c\n',
  tabs: 'a:\tb\n',
  'other line ends': 'a: b\r\nc: d\r\n',
  'marks of documents': '---\na: b\n',
  directives: '%YAML 1.2\n',
  'flow collections on several lines': 'a: [b,\n  c]\n',
  'lists in lists': '- - a\n',
  'keys that ask': '? a\n: b\n',
  'a map on a line with its key': 'a: b: c\n',
  'lines between two levels': 'a:\n    b: c\n  d: e\n',
  'a list behind a map': 'a: b\n- c\n',
  'a map behind a list': '- a\nb: c\n',
  'an open quote': 'a: "b\n',
  templates: 'a: {{ .Values.b }}\n',
}

describe('Plain YAML is read as the parser of the whole language reads it', () => {
  for (const [what, text] of Object.entries(plain)) {
    test(what, () => {
      const read = readPlainYaml(text)
      expect(read).toBeDefined()
      expect(read).toStrictEqual(judged(text))
    })
  }

  for (const [what, text] of Object.entries(others)) {
    test(`but for ${what}`, () => expect(readPlainYaml(text)).toBe(undefined))
  }

  test('but for what is nested too deep', () => {
    expect(readPlainYaml(`a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`)).toBe(undefined)
    const steps = Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:\n`)
    expect(readPlainYaml(steps.join(''))).toBe(undefined)
  })

  const word = fc.stringMatching(/^[\w ./:#"'|>&*{}[\],-]{0,8}$/)
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      word,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(word, tie('value'), { maxKeys: 3 }),
    ),
  }))
  const marks = fc.constantFrom(
    ...' \n:-#"\'|>[]{},&*!?a~%@\\',
    '  ',
    ': ',
    '- ',
    ' #',
    '\n\n',
    '|-\n',
    "''",
    'é',
    '---',
  )

  test('whatever a program writes', () => {
    fc.assert(
      fc.property(fc.dictionary(word, value, { minKeys: 1, maxKeys: 4 }), fc.boolean(), (written, isIndented) => {
        const text = stringify(written, { indentSeq: isIndented })
        const read = readPlainYaml(text)
        if (read) expect(read).toStrictEqual(judged(text))
      }),
      { numRuns: 300 },
    )
  })

  test('whatever a slip makes of it', () => {
    const texts = fc.constantFrom(...Object.values(plain))
    const slips = fc.array(fc.tuple(fc.nat(), fc.nat(2), marks), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(texts, slips, (text, made) => {
        let slipped = text
        for (const [at, length, mark] of made) {
          const from = at % slipped.length
          slipped = slipped.slice(0, from) + mark + slipped.slice(from + length)
        }
        const read = readPlainYaml(slipped)
        if (read) expect(read).toStrictEqual(judged(slipped))
      }),
      { numRuns: 3000 },
    )
  })
})
