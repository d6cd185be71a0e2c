import { readdirSync, readFileSync } from 'node:fs'
import { assert, describe, expect, test } from 'vitest'
import { diagramTypes } from '../../../checks/diagrams/mermaid/diagram-types.ts'
import { grammarWords } from '../../../checks/diagrams/mermaid/grammar-words.ts'
import { MermaidParser } from '../../../checks/diagrams/mermaid/mermaid-parser.ts'
import type { DiagramProblem } from '../../../checks/diagrams/problem.ts'
import { problemsOf } from '../../../checks/diagrams/reader/diagram-problems.ts'
import { keywordDiagrams } from './keyword-diagrams.ts'

const mermaid = await MermaidParser.load()

async function toldOf(source: string): Promise<DiagramProblem[]> {
  return (await problemsOf(source, mermaid)).filter(({ code }) => code !== 'diagrams/no-description')
}

/** Two letters that changed places, and one too few at the end and in the middle. */
function slipsOf(word: string): string[] {
  const at = Math.min(2, word.length - 2)
  const swapped = `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}`
  const slips = [swapped, word.slice(0, -1), word.slice(0, at) + word.slice(at + 1)]
  return [...new Set(slips)].filter((slip) => slip !== word && slip.length > 1)
}

function mended(source: string, { fix }: DiagramProblem): string {
  const edits = (fix?.edits ?? []).toSorted((a, b) => b.start - a.start)
  return edits.reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source)
}

describe('A slip in a keyword is told with the right word, in all types that have some', () => {
  for (const [type, source] of Object.entries(keywordDiagrams)) {
    test(type, async () => {
      expect(await toldOf(source)).toStrictEqual([])
      const lines = source.split('\n')
      const seen = new Set<string>()
      for (const [index, line] of lines.entries()) {
        const [, indent = '', word = ''] = /^(\s*)([a-zA-Z][\w-]{2,})/.exec(line) ?? []
        // A capital alone is a name here, and the first line has a check of its own.
        if (index === 0 || word === '' || seen.has(word) || /^(?:[A-Z]$|Task|string)/.test(word)) continue
        seen.add(word)
        for (const slip of slipsOf(word)) {
          const written = lines.with(index, indent + slip + line.slice(indent.length + word.length)).join('\n')
          const [problem] = await toldOf(written)
          assert(problem)
          expect(problem.hint, `${slip}: ${problem.message}`).toBe(`Did you mean \`${word}\`?`)
          expect(written.slice(problem.start, problem.end)).toBe(slip)
          if (problem.code === 'diagrams/syntax') expect(mended(written, problem), slip).toBe(source)
        }
      }
      assert.ok(seen.size > 0)
    })
  }

  const cases: [source: string, word: string, meant: string][] = [
    ['flowchart LR\n  classdef hot fill:#f00,color:#fff\n  A --> B', 'classdef', 'classDef'],
    ['flowchart LR\n  Subgraph one\n    A --> B\n  end', 'Subgraph', 'subgraph'],
    ['sequenceDiagram\n  particpant A\n  particpant B\n  A->>B: x', 'particpant', 'participant'],
    ['sequenceDiagram\n  A->>B: x\n  Note rigth of A: y', 'rigth', 'right'],
    ['gantt\n  dateFormat YYYY-MM-DD\n  secton S\n  Task :a, 2026-01-01, 3d', 'secton', 'section'],
  ]
  for (const [source, word, meant] of cases) {
    test(`${word} of ${source.split('\n')[0]}`, async () => {
      const [problem] = await toldOf(source)
      assert(problem)
      expect(problem.message).toBe(`Unexpected \`${word}\`, expected \`${meant}\``)
      expect(await toldOf(mended(source, problem))).toStrictEqual([])
    })
  }

  test('also where another mistake follows, which is left to the next run', async () => {
    const [problem] = await toldOf('flowchart LR\n  calssDef hot fill:#f00,color:#fff\n  A -->[ B')
    assert(problem)
    expect(problem.hint).toBe('Did you mean `classDef`?')
    expect(problem.fix).toBe(undefined)
  })
})

describe('Nothing is taken for a slip', () => {
  const sources = {
    'a node without brackets': 'flowchart LR\n  Web server --> DB',
    'words between which nothing is missing but an arrow': 'sequenceDiagram\n  Alice Bob',
    'a name near a keyword': 'flowchart LR\n  styled A --> B',
  }
  for (const [name, source] of Object.entries(sources)) {
    test(name, async () => {
      const [problem] = await toldOf(source)
      assert(problem)
      expect(problem.code).toBe('diagrams/syntax')
      expect(problem.hint ?? '').not.toMatch(/Did you mean/)
    })
  }
  const accepted = {
    'periods near `section`': 'timeline\n  sections of the year : spring\n  sectional : x',
    'blocks near `space`': 'block\n  columns 3\n  spaces spare\n  pace',
    'states near keywords': 'stateDiagram-v2\n  notes --> styles\n  classes --> directions',
  }
  for (const [name, source] of Object.entries(accepted)) {
    test(name, async () => expect(await toldOf(source)).toStrictEqual([]))
  }
})

test('the words of grammars are those of Mermaid’s own', () => {
  const folder = new URL('chunks/mermaid.esm.min/', import.meta.resolve('mermaid'))
  const text = readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const grammars = text.flatMap((script) => script.split('{"$type":"Grammar"').slice(1))
  const first = (json: string) => /"value":"([\w-]+?)(?:-beta)?"/.exec(json)?.[1]?.toLowerCase()
  const held: string[] = []
  for (const [type, words] of Object.entries(grammarWords)) {
    const keywords = diagramTypes[type]?.keywords.map((keyword) => keyword.replace('-beta', '').toLowerCase()) ?? []
    const grammar = grammars.find((json) => keywords.includes(first(json) ?? ''))
    if (!grammar) continue
    const own = [...grammar.matchAll(/"\$type":"Keyword","value":"([A-Za-z][\w-]{2,})"/g)].map(([, word = '']) => word)
    held.push(...own)
    const missing = own.filter((word) => !words.includes(word) && !/^(?:true|false)$/.test(word) && !isHeader(word))
    expect(
      [...new Set(missing)].filter((word) => !unnamed.has(word)),
      type,
    ).toStrictEqual([])
  }
  assert.ok(held.length >= 80, `${held.length} words`)
})

/** Short names of things of an event model, which are data. */
const unnamed = new Set(['cmd', 'evt', 'pcr', 'rmo', 'gwt', 'figma', 'html', 'jsobj', 'json', 'salt', 'text', 'uri'])

function isHeader(word: string): boolean {
  return Object.values(diagramTypes).some(({ keywords }) => keywords.includes(word))
}
