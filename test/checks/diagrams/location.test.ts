import { diagramData } from '@mermaid-js/examples'
import { assert, describe, expect, test } from 'vitest'
import { FencePlaces } from '../../../checks/diagrams/fence-places.ts'
import { MermaidParser } from '../../../checks/diagrams/mermaid/mermaid-parser.ts'
import type { DiagramProblem } from '../../../checks/diagrams/problem.ts'
import { problemsOf } from '../../../checks/diagrams/reader/diagram-problems.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { LineIndex } from '../../../src/text/line-index.ts'
import { faultyDiagrams } from './faulty-diagrams.ts'
import { type LocationCase, locationCases } from './location-cases.ts'

const mermaid = await MermaidParser.load()
const known = new Map<string, DiagramProblem[]>()

describe('Where a finding about a diagram is', () => {
  test('the diagrams themselves are right', async () => {
    for (const { type, lines } of faultyDiagrams) {
      const outcome = await mermaid.parse(lines.join('\n'))
      expect('parsed' in outcome ? outcome.parsed.type : outcome.error).toBe(type)
    }
  })

  test('at the line and the column of the page, whatever stands around', async () => {
    const cases = locationCases()
    const results = []
    for (const one of cases) results.push({ one, found: await placeIn(one.page) })
    assert.ok(cases.length >= 1000, `${cases.length} cases`)
    const lines = results.filter(({ one, found }) => found?.line !== one.line)
    expect(lines.map(explain), 'the lines are right').toStrictEqual([])
    const columns = results.filter(({ one, found }) => one.column !== undefined && found?.column !== one.column)
    expect(columns.map(explain), 'the columns are right').toStrictEqual([])
  })

  test('at a stray line in any of the official examples', async () => {
    const wrong: string[] = []
    let told = 0
    for (const { source, line } of strayExamples()) {
      const [problem] = (await problemsOf(source, mermaid)).filter(({ code }) => code === 'diagrams/syntax')
      // Some types take any line for a text.
      if (!problem) continue
      told += 1
      const found = new LineIndex(source).placeOf(problem.start, problem.end).line
      if (found !== line) wrong.push(`${source.split('\n')[0]} ${line}, not ${found}: ${problem.message}`)
    }
    assert.ok(told >= 250, `${told}`)
    assert.ok(wrong.length <= told * 0.03, wrong.join('\n'))
  })
})

interface At {
  line: number
  column: number
}

async function placeIn(text: string): Promise<At | undefined> {
  const page = readPage('page.md', Buffer.from(text))
  const fence = page.fences.find(({ language }) => language === 'mermaid')
  assert.ok(fence, text)
  const problems = known.get(fence.value) ?? (await problemsOf(fence.value, mermaid))
  known.set(fence.value, problems)
  const problem = problems.find(({ code }) => code === 'diagrams/syntax')
  return problem && new FencePlaces(new LineIndex(page.text), fence).placeOf(problem.start, problem.end)
}

function explain({ one, found }: { one: LocationCase; found: At | undefined }): string {
  return `${one.name}: ${one.line}:${one.column ?? ''}, not ${found ? `${found.line}:${found.column}` : 'found'}`
}

/** Each example with a line that does not belong there, at four places. */
function strayExamples(): { source: string; line: number }[] {
  const strays = ['@@@ ???', '-->', ') ) (', '}{', 'a b c d : e : f', '- - -', '"open', 'end end']
  const examples = diagramData.flatMap((type) => type.examples.map(({ code }) => code.split('\n')))
  return examples.flatMap((lines, index) => {
    const head = lines[0] === '---' ? lines.indexOf('---', 1) + 1 : 0
    return [1, 2, 3, 4].map((quarter) => {
      // The type's own line stays alone.
      const at = head + 1 + Math.floor(((lines.length - head - 2) * quarter) / 4)
      const stray = strays[(index * 4 + quarter) % strays.length] ?? ''
      return { source: lines.toSpliced(at, 0, `  ${stray}`).join('\n'), line: at + 1 }
    })
  })
}
