import { expect, test } from 'vitest'
import type { Verdict } from '../../../checks/probes/verdict.ts'
import { StatusBoard } from '../../../src/status/live/status-board.ts'
import { begin } from '../history/entry.ts'

const verdict = (id: string, at: number, more: Partial<Verdict> = {}): Verdict => ({
  id,
  service: id.split('.')[0] ?? id,
  kind: 'http',
  state: 'up',
  since: new Date(begin).toISOString(),
  checkedAt: new Date(at).toISOString(),
  durationMs: 12,
  everyMs: 30_000,
  phases: {},
  conditions: [],
  facts: {},
  ...more,
})

/** A board of two probes, and what it told. */
function board() {
  const told: string[] = []
  const made = new StatusBoard(null, {
    onChange: ({ id, state }) => told.push(`change ${id} ${state}`),
    onChecked: (verdicts) => told.push(`checked ${verdicts.map(({ id }) => id).join(' ')}`),
    onRemoved: (ids) => told.push(`removed ${ids.join(' ')}`),
  })
  made.declare(['erp.ping', 'crm.ping'])
  const since = () => told.splice(0)
  return { board: made, since }
}

test('what was asked again without change is told once, at the next tick', () => {
  const { board: shown, since } = board()
  shown.put(verdict('erp.ping', begin))
  shown.put(verdict('erp.ping', begin + 30_000))
  shown.tick(begin + 31_000)
  expect(since()).toStrictEqual(['change erp.ping up', 'checked erp.ping'])
  shown.tick(begin + 36_000)
  expect(since()).toStrictEqual([])
})

test('another interval or kind of probe is a change, and another reason none', () => {
  const { board: shown, since } = board()
  shown.put(verdict('erp.ping', begin, { state: 'down', code: 'http/condition', reason: '`status` is 503' }))
  const again = { state: 'down', code: 'http/condition', reason: '`status` is 404' } as const
  shown.put(verdict('erp.ping', begin + 30_000, again))
  shown.tick(begin + 31_000)
  expect(since()).toStrictEqual(['change erp.ping down', 'checked erp.ping'])
  shown.put(verdict('erp.ping', begin + 60_000, { ...again, everyMs: 300_000 }))
  shown.put(verdict('erp.ping', begin + 90_000, { ...again, everyMs: 300_000, kind: 'tcp' }))
  expect(since()).toStrictEqual(['change erp.ping down', 'change erp.ping down'])
})

test('what grows too old is told once; a new answer is a change again', () => {
  const { board: shown, since } = board()
  shown.put(verdict('erp.ping', begin))
  since()
  for (const minutes of [1, 2, 3, 4]) shown.tick(begin + minutes * 60_000)
  expect(since()).toStrictEqual(['change erp.ping unknown'])
  shown.put(verdict('erp.ping', begin + 300_000))
  expect(since()).toStrictEqual(['change erp.ping up'])
})

test('what is recalled is told to nobody, and is shown by its age', () => {
  const { board: shown, since } = board()
  shown.restore(verdict('erp.ping', begin))
  expect(since()).toStrictEqual([])
  expect([shown.verdict('erp.ping', begin)?.state, shown.verdict('crm.ping', begin)]).toStrictEqual(['up', undefined])
  expect(shown.verdict('erp.ping', begin + 3_600_000)?.state).toBe('unknown')
  shown.put(verdict('erp.ping', begin + 30_000))
  expect(since(), 'it is as it was before').toStrictEqual([])
})

test('what is not declared any more is gone, and comes in the order of the files', () => {
  const { board: shown, since } = board()
  shown.put(verdict('crm.ping', begin))
  shown.put(verdict('erp.ping', begin))
  shown.put(verdict('erp.ping', begin))
  since()
  const ids = () => shown.snapshot(begin).probes.map(({ id }) => id)
  expect(ids()).toStrictEqual(['erp.ping', 'crm.ping'])
  shown.declare(['crm.ping'])
  shown.tick(begin)
  expect([since(), ids()]).toStrictEqual([['removed erp.ping'], ['crm.ping']])
})
