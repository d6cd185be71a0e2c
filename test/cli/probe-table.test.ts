import fc from 'fast-check'
import displayWidth from 'string-width'
import { assert, describe, expect, test } from 'vitest'
import type { StatusSnapshot } from '../../checks/probes/verdict.ts'
import { table } from '../../src/cli/probe/reporters/table.ts'
import type { State } from '../../src/status-model/verdict.ts'
import { wrap } from '../../src/text/wrap.ts'

const long = '`status` is 503, expected 200; it says: the database refuses connections since the disk is full'

function snapshotOf(rows: [id: string, state: State, reason?: string][]): StatusSnapshot {
  const at = '2026-11-20T03:14:30.000Z'
  const probes = rows.map(([id, state, reason]) => ({
    id,
    service: id.split('.')[0] ?? '',
    kind: 'http' as const,
    state,
    since: at,
    checkedAt: at,
    durationMs: 12,
    ...(reason !== undefined && { phase: 'conditions' as const, reason }),
    phases: {},
    conditions: [],
    facts: {},
    everyMs: 1000,
  }))
  return { version: 1, environment: null, checkedAt: at, probes }
}

const lines = (rows: Parameters<typeof snapshotOf>[0], columns?: number) =>
  table(snapshotOf(rows), { color: false, ...(columns !== undefined && { columns }) }).split('\n')

describe('The table of waymark probe', () => {
  test('is one line a probe where nobody says how wide it may be', () => {
    expect(lines([['a.b', 'down', long]]).slice(0, 3)).toStrictEqual([
      'STATE   PROBE   TIME  PHASE       REASON',
      `✗ down  a.b    12 ms  conditions  ${long}`,
      '',
    ])
  })

  test('tells all of a reason below itself on a terminal of 80 columns', () => {
    expect(
      lines(
        [
          ['crm.readyz', 'down', long],
          ['a.b', 'up'],
        ],
        80,
      ).slice(0, 4),
    ).toStrictEqual([
      'STATE   PROBE        TIME  PHASE       REASON',
      '✗ down  crm.readyz  12 ms  conditions  `status` is 503, expected 200; it says:',
      '                                       the database refuses connections since',
      '                                       the disk is full',
    ])
  })

  test('begins a reason on a line of its own where there is no room beside', () => {
    const id = `shop.${'x'.repeat(40)}`
    expect(
      lines(
        [
          [id, 'down', long],
          ['a.b', 'up'],
        ],
        80,
      ),
    ).toStrictEqual([
      `STATE   PROBE${' '.repeat(40)}   TIME  PHASE       REASON`,
      `✗ down  ${id}  12 ms  conditions`,
      '    `status` is 503, expected 200; it says: the database refuses connections',
      '    since the disk is full',
      `✓ up    a.b${' '.repeat(42)}  12 ms`,
      '',
      '1 down, 1 up of 2 probes',
      '',
    ])
  })

  test('no line of a reason is wider than the terminal, and nothing of it is lost', () => {
    const words = fc.array(
      fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('数据库拒绝连接', '💥', 'wörter', 'é')),
    )
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 100 }), (list, columns) => {
        const text = list.join(' ').trim()
        const wrapped = wrap(text, columns)
        for (const line of wrapped) assert.ok(displayWidth(line) <= columns, line)
        expect(wrapped.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })
})
