import { type Figure, judge, show } from './figure.ts'

const heads = ['figure', 'value', 'budget', '', 'conditions']

/** Figures as a table of plain text. */
export function table(figures: Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    show(figure.value, figure.unit),
    figure.budget === undefined ? '' : `≤ ${show(figure.budget, figure.unit)}`,
    judge(figure),
    figure.conditions,
  ])
  const widths = heads.map((_, column) => Math.max(...[heads, ...rows].map((row) => (row[column] ?? '').length)))
  const line = (row: string[]) =>
    row
      .map((cell, column) => align(cell, widths[column] ?? 0, column))
      .join('  ')
      .trimEnd()
  return `${[line(heads), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n')}\n`
}

/** Numbers stand to the right. */
function align(cell: string, width: number, column: number): string {
  return column === 1 || column === 2 ? cell.padStart(width) : cell.padEnd(width)
}
