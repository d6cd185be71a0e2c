import { shortNumbers } from './number.ts'

/**
 * A computed `stroke-dasharray` as short as it can be written. Mermaid writes out every dash of a line: `0 0 2 2 2 2 … 0`
 * is `2 2`, and dashes without gaps are no dashes.
 */
export function dashes(value: string): string {
  const list = shortNumbers(value.replace(/px/g, '').replace(/,/g, ' ')).replace(/^(?:0 0 )+(?=.)/, '')
  if (!/[1-9]/.test(list)) return 'none'
  const lengths = list.split(' ')
  if (lengths.length % 2 === 0 && lengths.every((length, index) => index % 2 === 0 || length === '0')) return 'none'
  const [dash = '', gap = ''] = lengths
  // The last dash ends with the line.
  const isRow = lengths.length > 4 && lengths.slice(0, -2).every((length, index) => length === (index % 2 ? gap : dash))
  return isRow && Number(lengths.at(-2)) <= Number(dash) ? `${dash} ${gap}` : list
}
