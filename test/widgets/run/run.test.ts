import { describe, expect, test } from 'vitest'
import {
  activeOf,
  type Mark,
  marksOn,
  mergeRuns,
  noRuns,
  outcomeOf,
  progressOf,
  type Run,
  type RunPage,
  type RunStep,
  type Runs,
  readRuns,
  withMark,
  withPage,
} from '../../../src/widgets/run/run.ts'

const minute = 60_000
const began = Date.parse('2026-11-23T14:00:00Z')
const keys = ['aaaaaaaaaaaa1111', 'bbbbbbbbbbbb1111', 'cccccccccccc1111'] as const
const steps: RunStep[] = keys.map((key, index) => ({ key, text: `Step ${index}` }))
const page: Omit<RunPage, 'marks'> = { title: 'Disk', url: 'https://d.example/disk/', version: 'v1', at: began, steps }
const done = (minutes: number, more: Partial<Mark> = {}): Mark => ({
  ...{ state: 'done', text: 'Step', at: began + minutes * minute, changed: began + minutes * minute },
  ...more,
})
const newRun = (more: Partial<Run> = {}): Run =>
  withPage({ id: 'r1', began, changed: began, pages: {}, ...more }, '/disk/', page)
const kept = (...runs: Run[]): Runs => ({ version: 1, runs, gone: [] })
const marksOf = (runs: Runs) => runs.runs[0]?.pages['/disk/']?.marks

describe('How far a run is', () => {
  test('ticks count, skips too, and the next one is the first that is open', () => {
    expect(progressOf(steps, {})).toStrictEqual({ done: 0, skipped: 0, of: 3, next: keys[0] })
    const marks = { [keys[0]]: done(1), [keys[1]]: done(2, { state: 'skipped' }) }
    expect(progressOf(steps, marks)).toStrictEqual({ done: 1, skipped: 1, of: 3, next: keys[2] })
    expect(progressOf(steps, { ...marks, [keys[2]]: done(3) })).toStrictEqual({ done: 2, skipped: 1, of: 3 })
  })

  test('the parts of a step come before it, and go with it', () => {
    const parts: RunStep[] = [
      { key: 'p', text: 'Prepare' },
      { key: 'a', text: 'A', within: 'p' },
      { key: 'b', text: 'B', within: 'p' },
    ]
    expect(progressOf(parts, {})).toMatchObject({ of: 1, next: 'a' })
    expect(progressOf(parts, { a: done(1), b: done(2) })).toMatchObject({ done: 0, next: 'p' })
    expect(progressOf(parts, { p: done(1) })).toStrictEqual({ done: 1, skipped: 0, of: 1 })
  })

  test('ways of which one is gone are never all of it', () => {
    const ways: RunStep[] = [
      { key: 'a', text: 'If A', isChoice: true },
      { key: 'b', text: 'If B', isChoice: true },
    ]
    expect(progressOf(ways, { a: done(1), b: done(2) })).toMatchObject({ of: 0 })
  })
})

describe('Two tabs', () => {
  const tab = withMark(newRun(), '/disk/', keys[0], done(1))
  const other = withMark(newRun(), '/disk/', keys[1], done(2))

  test('know together what each has said, whichever is asked', () => {
    const merged = mergeRuns(kept(tab), kept(other))
    expect(Object.keys(marksOf(merged) ?? {})).toStrictEqual([keys[0], keys[1]])
    expect(mergeRuns(kept(other), kept(tab))).toEqual(merged)
    expect(mergeRuns(merged, merged)).toStrictEqual(merged)
  })

  test('of one thing the later word holds, taking back included', () => {
    const back = withMark(tab, '/disk/', keys[0], { state: 'open', text: 'Step', changed: began + 5 * minute })
    for (const runs of [mergeRuns(kept(tab), kept(back)), mergeRuns(kept(back), kept(tab))])
      expect(marksOf(runs)?.[keys[0]]?.state).toBe('open')
  })

  test('at the same moment both come to the same', () => {
    const one = withMark(newRun(), '/disk/', keys[0], done(1, { note: 'a' }))
    const two = withMark(newRun(), '/disk/', keys[0], done(1, { note: 'b' }))
    expect(mergeRuns(kept(one), kept(two))).toStrictEqual(mergeRuns(kept(two), kept(one)))
  })

  test('that begin at once go on with one run', () => {
    const later = newRun({ id: 'r2', began: began + 1 })
    expect(mergeRuns(kept(tab), kept(later)).runs.map(({ id }) => id)).toStrictEqual(['r2'])
  })

  test('what is thrown away stays away, also where another tab still has it', () => {
    const gone: Runs = { version: 1, runs: [], gone: ['r1'] }
    expect(mergeRuns(kept(tab), gone).runs).toStrictEqual([])
    expect(mergeRuns(gone, kept(tab)).runs).toStrictEqual([])
  })

  test('a run that is finished is, and ten of them are kept', () => {
    const ended: Run = { ...tab, ended: { at: began + minute, outcome: 'worked' }, changed: began + minute }
    expect(activeOf(mergeRuns(kept(tab), kept(ended)))).toBeUndefined()
    const many = Array.from({ length: 14 }, (_, index): Run => ({ ...ended, id: `e${index}`, began: began + index }))
    const { runs } = mergeRuns(kept(...many), kept(newRun()))
    expect(runs.map(({ id }) => id)).toStrictEqual([
      'r1',
      'e13',
      'e12',
      'e11',
      'e10',
      'e9',
      'e8',
      'e7',
      'e6',
      'e5',
      'e4',
    ])
  })
})

describe('A page in a run', () => {
  test('keeps the text that it began with, and has the steps of now', () => {
    const changed = withPage(withPage(newRun(), '/disk/', { ...page, commit: 'c1' }), '/disk/', {
      ...page,
      version: 'v2',
      commit: 'c2',
      steps: [],
    })
    expect(changed.pages['/disk/']).toMatchObject({ version: 'v1', steps: [] })
    expect(changed.pages['/disk/']?.commit).toBe('c1')
    const unknown = withPage(newRun(), '/disk/', { ...page, version: 'v2', commit: 'c2' })
    expect(unknown.pages['/disk/']?.commit).toBeUndefined()
  })

  test('comes behind those before it, and thirty are enough', () => {
    let run = newRun()
    for (let index = 0; index < 40; index++) run = withPage(run, `/p${index}/`, { ...page, at: began + index })
    expect(Object.keys(run.pages)).toHaveLength(30)
    expect(Object.keys(run.pages)[0]).toBe('/disk/')
  })

  test('takes notes of two thousand characters', () => {
    const run = withMark(newRun(), '/disk/', keys[0], done(1, { note: 'x'.repeat(5000) }))
    expect(run.pages['/disk/']?.marks[keys[0]]?.note).toHaveLength(2000)
  })
})

describe('A text that has changed', () => {
  test('keeps ticks by what a step says, under another heading too', () => {
    const now = [
      { key: 'bbbbbbbbbbbb2222', text: 'Step 1' },
      { key: 'dddddddddddd2222', text: 'New' },
    ]
    const { marks, lost } = marksOn(now, {
      [keys[1]]: done(1),
      [keys[2]]: done(2),
      [keys[0]]: { state: 'open', text: 'x', changed: 1 },
    })
    expect(Object.keys(marks)).toStrictEqual(['bbbbbbbbbbbb2222'])
    expect(lost).toStrictEqual([done(2)])
  })

  test('guesses nothing where two steps say the same', () => {
    const now = [
      { key: 'aaaaaaaaaaaa2222', text: 'x' },
      { key: 'aaaaaaaaaaaa3333', text: 'x' },
    ]
    expect(marksOn(now, { [keys[0]]: done(1) })).toStrictEqual({ marks: {}, lost: [done(1)] })
  })
})

describe('What a browser has kept', () => {
  test('is read as it was written', () => {
    const runs = kept(withMark(newRun(), '/disk/', keys[0], done(1)))
    expect(readRuns(JSON.stringify(runs))).toStrictEqual(runs)
  })

  for (const text of [
    null,
    '',
    '{',
    '[]',
    '{"version":2,"runs":[],"gone":[]}',
    '{"version":1,"runs":[{}],"gone":[]}',
    '{"version":1,"runs":[{"id":"a","began":1,"pages":{"/":{"title":"x","steps":[1],"marks":{}}}}],"gone":[]}',
  ])
    test(`is nothing where it is ${JSON.stringify(text)}`, () => expect(readRuns(text)).toStrictEqual(noRuns))
})

test('the outcome is told with its time', () => {
  expect(outcomeOf(newRun(), began + 30_000)).toBe('It goes on, for 0 min')
  expect(outcomeOf({ ...newRun(), ended: { at: began + 8 * minute, outcome: 'worked' } }, 0)).toBe(
    'It worked, after 8 min',
  )
  expect(outcomeOf({ ...newRun(), ended: { at: began + 80 * minute, outcome: 'did not' } }, 0)).toBe(
    'It did not work, after 1 h 20 min',
  )
})

test('what was thrown away stays away, however many were before', () => {
  const gone = Array.from({ length: 50 }, (_, index) => `f${index}`)
  const thrown = mergeRuns({ ...kept(), gone: [...gone, '0a'] }, kept(newRun({ id: '0a' })))
  expect(activeOf(thrown)).toBe(undefined)
  const others = mergeRuns({ ...kept(), gone: [...gone, 'r0a'] }, noRuns)
  expect([others.gone.length, others.gone.at(-1)]).toStrictEqual([50, 'r0a'])
})
