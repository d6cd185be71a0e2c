import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Verdict } from '../../../checks/probes/verdict.ts'
import { changeOf, lifeOf, type Remembered, rememberedOf, resultOf, storedVerdict, sumOf } from './rows.ts'
import type { Gap, History, HistoryLimits } from './store.ts'
import { beginOf, dayMs, emptySum, merged, type Sum } from './sum.ts'

/** What is read from a store's file. */
export interface Reading {
  remembered(id: string): Remembered | undefined
  /** The newest changes of all probes. */
  changes: StatementSync
  /** The last time that Waymark ran, to now. */
  life: StatementSync
  verdicts(): Verdict[]
  history(id: string, limits: HistoryLimits): History
}

/** How many of the newest gaps are told. */
const mostGaps = 200

export function prepareReading(database: DatabaseSync): Reading {
  const memory = database.prepare('SELECT number, results, standing, hour FROM probe WHERE id = ?')
  const remembered = (id: string) => {
    const row = memory.get(id)
    return row && rememberedOf(row)
  }
  const verdicts = database.prepare(
    'SELECT id, service, kind, everyMs, standing, measurement FROM probe ORDER BY number',
  )
  const results = database.prepare(
    'SELECT at, state, durationMs, code FROM result WHERE probe = ? ORDER BY sequence DESC LIMIT ?',
  )
  const hours = database.prepare('SELECT * FROM hour WHERE probe = ? ORDER BY at')
  const days = database.prepare('SELECT * FROM day WHERE probe = ? ORDER BY at')
  const changes = database.prepare('SELECT change FROM change WHERE probe = ? ORDER BY sequence DESC LIMIT ?')
  const lives = database.prepare('SELECT number, begin, last FROM life ORDER BY number DESC LIMIT ?')
  return {
    remembered,
    changes: database.prepare('SELECT change FROM change ORDER BY sequence DESC LIMIT ?'),
    life: database.prepare('SELECT number, begin, last FROM life ORDER BY number DESC LIMIT 1'),
    verdicts: () => verdicts.all().map(storedVerdict),
    history: (id, limits) => {
      const known = remembered(id)
      if (!known) return { results: [], hours: [], days: [], changes: [], gaps: [] }
      const { number, hour } = known
      return {
        results: results.all(number, limits.results).map(resultOf).reverse(),
        hours: withCurrent(hours.all(number).map(sumOf), hour),
        days: withCurrent(days.all(number).map(sumOf), { ...hour, at: beginOf(hour.at, dayMs) }),
        changes: changes.all(number, limits.changes).map(changeOf),
        gaps: gapsBetween(lives.all(mostGaps).map(lifeOf).reverse()),
      }
    },
  }
}

function withCurrent(sums: readonly Sum[], current: Sum): Sum[] {
  const before = sums.find(({ at }) => at === current.at) ?? emptySum(current.at)
  return [...sums.filter(({ at }) => at !== current.at), merged(before, current)].sort((a, b) => a.at - b.at)
}

/** Between one life and the next; none where the clock was set back meanwhile. */
function gapsBetween(lives: readonly { begin: number; last: number }[]): Gap[] {
  const gaps = lives.slice(1).map(({ begin }, index) => ({ from: lives[index]?.last ?? begin, until: begin }))
  return gaps.filter(({ from, until }) => until > from)
}
