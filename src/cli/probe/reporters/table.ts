import displayWidth from 'string-width'
import { preciseDuration } from '../../../../checks/probes/conditions/found-value.ts'
import type { StatusSnapshot, Verdict } from '../../../../checks/probes/verdict.ts'
import type { AlertsNow } from '../../../status-model/alert.ts'
import type { State } from '../../../status-model/verdict.ts'
import { stateCounts } from '../../../status-model/words.ts'
import { plural } from '../../../text/plural.ts'
import { printable, withoutCommands } from '../../../text/printable.ts'
import { wrap } from '../../../text/wrap.ts'

export interface TableOptions {
  color: boolean
  /** Columns of the terminal; unlimited when absent. */
  columns?: number
}

/** A state by its shape, its word and its colour, so that none of them has to tell alone. */
const marks: Readonly<Record<State, { mark: string; color: number }>> = {
  up: { mark: '✓', color: 32 },
  degraded: { mark: '!', color: 33 },
  maintenance: { mark: '~', color: 36 },
  unknown: { mark: '?', color: 35 },
  down: { mark: '✗', color: 31 },
}

/** The verdicts for people: a line each, in the order of the files, and what they come to. */
export function table({ environment, probes, alerts }: StatusSnapshot, options: TableOptions): string {
  const rows = probes.map(cellsOf)
  const head = ['STATE', 'PROBE', 'TIME', 'PHASE', 'REASON']
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => displayWidth(row[column] ?? title))),
  )
  const lines = [head, ...rows].map((row, index) =>
    lineOf(row, widths, index === 0 ? undefined : probes[index - 1], options),
  )
  const where = environment === null ? '' : `, asked in \`${printable(environment)}\``
  return withoutCommands(`${lines.join('\n')}\n\n${summaryOf(probes)}${where}\n${alerts ? alertLines(alerts) : ''}`)
}

/** The alerts that fire, a line each, and the sources that say nothing. */
function alertLines({ sources, firing, omitted = 0 }: AlertsNow): string {
  const silent = sources.flatMap(({ state, name, reason = '' }) =>
    state === 'unknown' ? [`? source ${printable(name)}: ${printable(reason)}`] : [],
  )
  const lines = firing.map(({ name, state, since, labels: { severity }, summary }) => {
    const what = [severity, summary].flatMap((text) => (text === undefined ? [] : printable(text))).join(': ')
    return `${state === 'firing' ? '✗' : '~'} ${[state, printable(name), `since ${since}`, what].filter(Boolean).join('  ')}`
  })
  const loud = firing.filter(({ state }) => state === 'firing').length
  const rest = firing.length - loud + omitted
  const also = rest === 0 ? '' : `, ${rest} more that are silenced, inhibited or too many to tell`
  const count = `${plural(loud, 'alert')} ${loud === 1 ? 'fires' : 'fire'}${also}`
  return `\n${[...lines, ...silent, ...(silent.length < sources.length ? [count] : [])].join('\n')}\n`
}

function cellsOf({ id, state, durationMs, phase, reason = '' }: Verdict): string[] {
  return [`${marks[state].mark} ${state}`, printable(id), preciseDuration(durationMs), phase ?? '', printable(reason)]
}

function lineOf(
  cells: readonly string[],
  widths: readonly number[],
  verdict: Verdict | undefined,
  { color, columns }: TableOptions,
): string {
  const padded = cells.slice(0, -1).map((cell, column) => {
    const space = ' '.repeat((widths[column] ?? 0) - displayWidth(cell))
    return column === timeColumn ? space + cell : cell + space
  })
  const before = padded.reduce((sum, cell) => sum + displayWidth(cell) + gap.length, 0)
  const [beside, below] = reasonOf(cells.at(-1) ?? '', before, verdict && columns)
  if (color && verdict) padded[0] = `\u001b[${marks[verdict.state].color}m${padded[0]}\u001b[0m`
  return [[...padded, beside].join(gap).trimEnd(), ...below].join('\n')
}

/** The narrowest column that a reason is written in; in less, it stands below its line. */
const narrowest = 30

/** A reason with its lines below the first: all of it is told, since its end may be what helps. */
function reasonOf(reason: string, before: number, columns: number | undefined): [beside: string, below: string[]] {
  if (columns === undefined || displayWidth(reason) < columns - before || reason === '') return [reason, []]
  const isBeside = columns - before > narrowest
  const indent = ' '.repeat(isBeside ? before : 4)
  const lines = wrap(reason, Math.max(narrowest, columns - indent.length - 1))
  const [first = ''] = isBeside ? lines.splice(0, 1) : []
  return [first, lines.map((line) => indent + line)]
}

const gap = '  '
const timeColumn = 2

function summaryOf(probes: readonly Verdict[]): string {
  return `${stateCounts(probes.map(({ state }) => state))} of ${plural(probes.length, 'probe')}`
}
