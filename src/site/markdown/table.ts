import type { Element } from 'hast'
import type { Parents, TableRow } from 'mdast'
import type { State } from 'mdast-util-to-hast'
import { element } from './element.ts'

/** As on GitHub, a table is not filled up with empty cells beyond a number that no table reaches. */
const mostCells = 500_000

/** A table scrolls inside its own box. */
export function tableBox(table: Element): Element {
  return element('div', { className: ['table'] }, [table])
}

/**
 * A row of a Markdown table: cells that are missing are added, those that are too many are left out. It differs from
 * mdast-util-to-hast's own in its time, which there grows with the square of the rows, and in `mostCells`.
 */
export function tableRow(state: State, row: TableRow, parent: Parents | undefined): Element {
  const table = parent?.type === 'table' ? parent : undefined
  const align = table?.align ?? []
  const isFilled = align.length * (table?.children.length ?? 1) <= mostCells
  const length = isFilled ? align.length : Math.min(align.length, row.children.length)
  const name = table?.children[0] === row ? 'th' : 'td'
  const cells = Array.from({ length }, (_, index) => {
    const cell = row.children[index]
    const side = align[index]
    return element(name, side ? { align: side } : {}, cell ? state.all(cell) : [])
  })
  return element('tr', {}, state.wrap(cells, true))
}
