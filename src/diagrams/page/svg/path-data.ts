import { short } from './number.ts'

/** How many numbers each command of a path takes. */
const counts: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 }
const number = /\s*,?\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/iy
const flag = /\s*,?\s*([01])/y
const command = /\s*,?\s*([a-z])/iy

/** In characters: what is longer was drawn by a machine's hand, in steps that nobody sees. */
const long = 400

/**
 * Data of a path with at most two decimals, one if it is long: https://www.w3.org/TR/SVG2/paths.html#PathDataBNF. What cannot be read (such as
 * `NaN`) ends the path there, as it does in a browser.
 */
export function shortPath(data: string): string {
  let at = 0
  const decimals = data.length > long ? 1 : 2
  const next = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(data)?.[1]
    if (found !== undefined) at = pattern.lastIndex
    return found
  }
  let written = ''
  for (let name = next(command); name !== undefined; name = next(command)) {
    const count = counts[name.toLowerCase()]
    if (count === undefined) break
    const values = segments(count, name.toLowerCase() === 'a', next).map((value) => short(value, decimals))
    if (count > 0 && values.length === 0) break
    written += name + values.map((value, index) => separated(value, index)).join('')
  }
  return written
}

/** The numbers after a command, whole sets of them. */
function segments(count: number, isArc: boolean, next: (pattern: RegExp) => string | undefined): number[] {
  const values: number[] = []
  while (count > 0) {
    const set: number[] = []
    for (let index = 0; index < count; index++) {
      const value = next(isArc && (index === 3 || index === 4) ? flag : number)
      if (value === undefined) return values
      set.push(Number(value))
    }
    values.push(...set)
  }
  return values
}

function separated(value: string, index: number): string {
  return index === 0 || value.startsWith('-') ? value : ` ${value}`
}
