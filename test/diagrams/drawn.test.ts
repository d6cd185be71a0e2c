import { assert, describe, expect, test } from 'vitest'
import { withDrawnProblems } from '../../checks/diagrams/drawn-problems.ts'
import type { DiagramProblem } from '../../checks/diagrams/problem.ts'
import { timeout } from '../../checks/diagrams/rules/timeout.ts'
import { NoBrowser } from '../../src/diagrams/browser.ts'
import { noDrawings } from '../../src/diagrams/drawings.ts'
import type { DrawingProblem, Drawn } from '../../src/diagrams/page/drawing.ts'
import { picture } from './picture.ts'

const source = 'flowchart LR\n  ab[Lab] --> b[ab is b]\n  c[two\\nwords]\n'

/** What comes of a source whose picture has these problems, or is none. */
async function check(
  source: string,
  known: DiagramProblem[],
  outcome: DrawingProblem[] | Drawn,
): Promise<DiagramProblem[]> {
  const drawn = Array.isArray(outcome) ? { ...picture(source), problems: outcome } : outcome
  const found = await withDrawnProblems(new Map([[source, known]]), async (sources) => ({
    ...noDrawings,
    of: (one) => (sources.includes(one) ? drawn : assert.fail('it was not drawn')),
  }))
  return found.get(source) ?? []
}

const problem = (code: string, start = 0, end = 1): DiagramProblem => ({ code, message: 'Unexpected `x`', start, end })

describe('What drawing brings to light', () => {
  test('a failure stands at the whole diagram', async () => {
    const drawn: Drawn = { kind: 'undrawable', code: 'diagrams/undrawable', message: 'Unexpected `y`' }
    expect(await check(source, [], drawn)).toStrictEqual([
      { code: 'diagrams/undrawable', message: 'Unexpected `y`', start: 0, end: source.length },
    ])
  })

  const places: [title: string, text: string | undefined, at: string][] = [
    ['a problem stands at its text', 'Lab', 'Lab'],
    ['not within a longer word', 'ab', 'ab'],
    ['where the text stands first by itself', 'b', 'b[ab is b]'],
    ['across a line break', 'two words', 'two\\nwords'],
    ['at the whole diagram where it has no text', undefined, source],
    ['at the whole diagram where its text is not in the source', 'elsewhere', source],
    ['at the whole diagram where its text is empty', '', source],
  ]
  for (const [title, text, at] of places) {
    test(title, async () => {
      const told: DrawingProblem = { code: 'diagrams/drawn-text', message: 'm', ...(text !== undefined && { text }) }
      const [found] = await check(source, [], [told])
      expect(found?.start).toBe(source.indexOf(at))
      expect(found?.end).toBe(source.indexOf(at) + (text === 'b' ? 1 : at.length))
    })
  }

  test('beside what is known', async () => {
    const known = problem('diagrams/no-description')
    const found = await check(source, [known], [{ code: 'diagrams/broken-geometry', message: 'm' }])
    expect(found.map(({ code }) => code)).toStrictEqual(['diagrams/no-description', 'diagrams/broken-geometry'])
  })

  test('but not a text that is known to be lost', async () => {
    const start = source.indexOf('Lab')
    const told: DrawingProblem[] = [{ code: 'diagrams/drawn-text', message: 'm', text: 'Lab' }]
    const lost = problem('diagrams/lost-text', start, start + 3)
    expect(await check(source, [lost], told)).toStrictEqual([lost])
    for (const code of ['diagrams/literal-break', 'diagrams/lost-part']) {
      const known = problem(code, start, start + 3)
      expect(await check(source, [known], told)).toStrictEqual([known])
    }
    const other = problem('diagrams/lost-text', start + 3, start + 4)
    expect((await check(source, [other], told)).length).toBe(2)
  })
})

test('what cannot be drawn for a known reason is not drawn', async () => {
  for (const code of ['syntax', 'unsupported', 'too-large', 'timeout', 'bad-value', 'cycle']) {
    const known = problem(`diagrams/${code}`)
    const found = await withDrawnProblems(new Map([[source, [known]]]), async (sources) => {
      expect(sources, code).toStrictEqual([])
      return noDrawings
    })
    expect(found.get(source)).toStrictEqual([known])
  }
})

test('without a browser there is no answer: one was asked for', async () => {
  const why = new NoBrowser('No browser could be started', 'Install one')
  const draw = async () => ({ ...noDrawings, left: [source], why })
  await expect(withDrawnProblems(new Map([[source, []]]), draw)).rejects.toThrow(why)
})

test('what was too much work is a warning, and says nothing else of the diagram', async () => {
  const draw = async () => ({ ...noDrawings, left: [source], late: [source] })
  const found = await withDrawnProblems(new Map([[source, []]]), draw)
  const [told, ...others] = found.get(source) ?? []
  expect(others).toStrictEqual([])
  expect(told?.code).toBe(timeout.code)
  expect(timeout.severity).toBe('warning')
})
