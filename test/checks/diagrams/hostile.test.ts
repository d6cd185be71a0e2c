import { assert, describe, expect, test } from 'vitest'
import { MermaidParser } from '../../../checks/diagrams/mermaid/mermaid-parser.ts'
import { problemsOf } from '../../../checks/diagrams/reader/diagram-problems.ts'
import { DiagramReader } from '../../../checks/diagrams/reader/diagram-reader.ts'

const mermaid = await MermaidParser.load()
const errorsIn = async (source: string) =>
  (await problemsOf(source, mermaid)).filter(({ code }) => /syntax|too-large|unsupported|timeout/.test(code))

describe('Diagrams that mean harm', () => {
  const limits: [string, string, RegExp][] = [
    [
      '50,001 characters',
      `flowchart TD\nA["${'x'.repeat(49_983)}"]`,
      /^Unexpected 50,001 characters, expected at most 50,000$/,
    ],
    ['five million characters', `flowchart TD\nA["${'x'.repeat(5_000_000)}"]`, /^Unexpected 5,000,018 characters/],
    [
      '600 arrows',
      `flowchart TD\n${lines(600, (n) => `a${n}-->b${n}`)}`,
      /^Unexpected arrow after 500 others, expected at most 500$/,
    ],
  ]
  for (const [name, source, message] of limits) {
    test(`${name} are too many`, async () => {
      const [first, ...others] = await errorsIn(source)
      expect(first?.code).toBe('diagrams/too-large')
      expect(first?.message).toMatch(message)
      expect(others).toStrictEqual([])
    })
  }

  test('50,000 characters are not', async () => {
    expect(await errorsIn(`flowchart TD\nA["${'x'.repeat(49_982)}"]`)).toStrictEqual([])
  })

  test('the arrow that is too much is pointed at', async () => {
    const source = `flowchart TD\n${lines(600, (n) => `a${n}-->b${n}`)}`
    const [problem] = await errorsIn(source)
    expect(source.slice(0, problem?.start).split('\n').length).toBe(502)
  })

  test('brackets in brackets overflow nothing', async () => {
    const reader = new DiagramReader({ signal: new AbortController().signal })
    try {
      const deep = `railroad-ebnf-beta\na = ${'('.repeat(20_000)}"x"${')'.repeat(20_000)} ;`
      const [problem] = [await reader.read(deep)].flat()
      assert.ok(typeof problem === 'object')
      expect(problem.message).toBe('Unexpected depth of the diagram, expected less nesting')
      expect(await reader.read('info'), 'the next one is read').toStrictEqual([])
    } finally {
      await reader.close()
    }
  })

  const prototypes = [
    '---\n__proto__: {x: 1}\nconfig:\n  __proto__: {polluted: 1}\n  constructor: {prototype: {polluted: 1}}\n---\nflowchart TD\nA',
    '%%{init: {"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}}%%\nflowchart TD\nA',
    'flowchart TD\n__proto__ --> constructor\ntoString --> hasOwnProperty\nclass __proto__ valueOf',
    'sequenceDiagram\nparticipant __proto__\n__proto__->>constructor: toString',
    'classDiagram\nclass __proto__ {\n  constructor\n}\nclass toString',
    'stateDiagram-v2\n__proto__ --> constructor',
    'gitGraph\ncommit id: "__proto__"\nbranch constructor',
    'mindmap\n  __proto__\n    constructor',
  ]
  for (const source of prototypes) {
    test(`names of prototypes are names: ${source.slice(0, 40).replaceAll('\n', ' ')}`, async () => {
      await problemsOf(source, mermaid)
      expect('polluted' in {}).toBe(false)
    })
  }

  const hostile: [string, string][] = [
    ['blanks', `flowchart TD\n${' '.repeat(49_000)}A`],
    ['percent signs', `flowchart TD\n${'%'.repeat(49_000)}`],
    ['open directives', `flowchart TD\n${'%%{'.repeat(16_000)}`],
    ['open tags', `flowchart TD\n${'<a'.repeat(10_000)}`],
    ['open quotes', `flowchart TD\nA${'["'.repeat(24_000)}`],
    ['open brackets', `flowchart TD\n${'((('.repeat(16_000)}`],
    ['fences of frontmatter', '---\n'.repeat(12_000)],
    ['fences of frontmatter with blanks', '---\n \n'.repeat(8_000)],
    ['a line without an end', `flowchart TD\nA ${'x'.repeat(48_000)} ]`],
    ['dashes', `flowchart TD\nA ${'-'.repeat(48_000)} ]`],
    ['blank lines before a mistake', `pie\n${'\n'.repeat(20_000)}x`],
    ['control characters', 'flowchart TD\n\0\x1b[31mA\u202e--\x07>\u2066B\ud800'],
    ['a control character in a type', '\x1b]8;;x\x07flowchart'],
    ['a long type', 'x'.repeat(49_000)],
    ['only a directive', '%%{init: {"theme": "dark"}}%%'],
    ['frontmatter with lists of lists', `---\nconfig: ${'['.repeat(5000)}\n---\nflowchart TD\nA`],
    ['a nested directive', `%%{init: ${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}%%\nflowchart TD\nA`],
  ]
  for (const [name, source] of hostile) {
    test(`${name}: findings are bounded and shown on one line`, async () => {
      for (const { message, hint = '', start, end } of await problemsOf(source, mermaid)) {
        assert.ok(message.length < 300 && hint.length < 400, message)
        expect(message + hint).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
        assert.ok(start >= 0 && start <= source.length && end <= source.length + 1)
      }
    })
  }
})

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n')
}
