import fc from 'fast-check'
import { assert, chai, describe, test } from 'vitest'
import { KnownSettings } from '../../../../checks/diagrams/mermaid/known-settings.ts'
import { ruleProblems } from '../../../../checks/diagrams/reader/diagram-problems.ts'
import { labelCases } from './label-cases.ts'
import { problemsOf } from './told.ts'
import { nearMisses, validDiagrams } from './valid-diagrams.ts'

const types = [
  'architecture',
  'block',
  'c4',
  'classDiagram',
  'er',
  'flowchart-v2',
  'gantt',
  'gitGraph',
  'journey',
  'kanban',
  'mindmap',
  'packet',
  'pie',
  'quadrantChart',
  'radar',
  'requirement',
  'sankey',
  'sequence',
  'stateDiagram',
  'timeline',
  'venn',
  'xychart',
  'unheard-of',
]

/** Knows every id, so that what is read is judged. */
class Everything extends Map<string, unknown> {
  override has(): boolean {
    return true
  }
}

const stores: unknown[] = [
  undefined,
  null,
  {},
  {
    vertices: new Everything(),
    edges: [],
    getStates: () => new Everything(),
    getClasses: () => new Everything(),
    getEntities: () => new Everything(),
    getActorKeys: () => [],
  },
]

const signs = [
  ...['A', 'node', 'x', 'o', '-->', '---', '-- text -->', '-.->', '==>', ' ', '\n', '\r\n', ';', ':', ':::', '&', '|'],
  ...[
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    '>',
    '<',
    '"',
    '`',
    '\\n',
    '\\',
    '#',
    '#35;',
    '%%',
    '*',
    '__',
    '</b>',
    '<ns>',
    '@{',
  ],
  ...['subgraph S', 'end', 'class A hot', 'classDef hot fill:#fff', 'style A fill:red', 'click A "x"', 'state A {'],
  ...['note right of A', 'participant A as B', 'title x', 'x-axis [a, b]', 'bar [1]', 'a,b,3', 'Rel(a, b, "x")'],
  ...['---\n', 'config:\n  theme: x\n', '%%{init: {"theme": 3}}%%', 'A :a1, after b, 3d', 'accDescr {', '𝄞', '\u0000'],
]

const text = fc.array(fc.constantFrom(...signs), { maxLength: 60 }).map((parts) => parts.join(''))

const knownSettings = new KnownSettings({})

describe('Whatever is written', () => {
  test('the rules throw nothing, and what they tell lies within the source', () => {
    const property = fc.property(fc.constantFrom(...types), text, fc.constantFrom(...stores), (type, source, db) => {
      holdPlaces(ruleProblems({ type, source, store: db, knownSettings }), source)
    })
    fc.assert(property, { numRuns: 3000, seed: 4 })
  })

  test('the same holds for diagrams with parts left out that Mermaid still accepts', async () => {
    const diagrams = [
      ...validDiagrams,
      ...nearMisses,
      ...Object.values(labelCases).map(({ lines }) => lines.join('\n')),
    ]
    const cut = fc.tuple(fc.constantFrom(...diagrams), fc.nat(), fc.integer({ min: 1, max: 12 }))
    let accepted = 0
    const property = fc.asyncProperty(cut, async ([diagram, start, length]) => {
      const at = start % diagram.length
      const source = diagram.slice(0, at) + diagram.slice(at + length)
      const problems = await problemsOf(source).catch((error: unknown) => {
        if (error instanceof chai.AssertionError) return undefined
        throw error
      })
      if (problems) accepted++
      holdPlaces(problems ?? [], source)
    })
    await fc.assert(property, { numRuns: 300, seed: 4 })
    assert.ok(accepted > 100)
  })

  test('a diagram of 50,000 characters is read to its end', () => {
    for (const part of ['A["<ns>', 'A-->B\n', 'AB CD "', 'state A {\n', '*a', '[', '#1;', '__a__.', './*./']) {
      const source = `flowchart LR\n${part.repeat(50_000 / part.length)}`
      for (const type of types) holdPlaces(ruleProblems({ type, source, store: stores[3], knownSettings }), source)
    }
  })
})

function holdPlaces(problems: ReturnType<typeof ruleProblems>, source: string): void {
  const parts = problems.flatMap(({ start, end, fix }) => [{ start, end }, ...(fix?.edits ?? [])])
  for (const { start, end } of parts) {
    assert.ok(0 <= start && start <= end && end <= source.length, `${start}-${end} of ${source.length}`)
  }
}
