import { lineRanges } from '../dialects/code-part.ts'

/** How a block of code asks to be shown, by what stands behind its language. */
export interface CodeOptions {
  /** The name of a file, or what else the code is called. */
  title?: string
  /** Lines to look at, counted from 1 in the block; each range with its last one. */
  marked: LineRanges
  /** Lines that are told as added and removed, where the code has no signs of its own for that. */
  added: LineRanges
  removed: LineRanges
  /** The number of the first line, where lines are numbered. */
  firstNumber?: number
}

type LineRanges = readonly [from: number, to: number][]

/** More is no way of saying how to show code. */
const longest = 1_000

/**
 * `key="value"`, with any quotes, `[…]`, `{…}` or nothing around the value; lines in braces; a name in brackets; a word.
 * Braces around all of it, as Hugo has them, are passed over.
 */
const parts =
  /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|\[([^\]]*)\]|\{([^}]*)\}|([^\s,}]+))|\{([\d\s,-]+)\}|\[([^\]]+)\]|[\w-]+/g

const markKeys = new Set(['hl_lines', 'highlight', 'mark'])
const addedKeys = new Set(['ins', 'add'])
const removedKeys = new Set(['del', 'remove'])
const titleKeys = new Set(['title', 'filename'])
const startKeys = new Set(['linenums', 'linenostart', 'startlinenumber', 'line-numbers'])
const numberWords = new Set(['linenos', 'linenums', 'showlinenumbers', 'line-numbers'])

/**
 * Reads what stands behind the language of a fence, as the generators write it whose pages Waymark reads: `{3,5-7}`,
 * `hl_lines="3 5-7"`, `title="x"`, `linenums="1"` and their like. What is none of it is passed over.
 */
export function readCodeOptions(meta: string): CodeOptions {
  const found: { title?: string; marked: LineRanges; added: LineRanges; removed: LineRanges; firstNumber?: number } = {
    marked: [],
    added: [],
    removed: [],
  }
  let isNumbered = false
  let first = 1
  for (const [word, name, ...values] of meta.slice(0, longest).matchAll(parts)) {
    const lines = values[5]
    const label = values[6]
    const key = (name ?? word).toLowerCase()
    const value = values.slice(0, 5).find((one) => one !== undefined)
    if (lines !== undefined) found.marked = [...found.marked, ...lineRanges(lines)]
    else if (label !== undefined) found.title ??= label.trim()
    else if (value === undefined) isNumbered ||= numberWords.has(key)
    else if (titleKeys.has(key) && value.trim() !== '') found.title = value.trim()
    else if (markKeys.has(key)) found.marked = [...found.marked, ...lineRanges(value)]
    else if (addedKeys.has(key)) found.added = [...found.added, ...lineRanges(value)]
    else if (removedKeys.has(key)) found.removed = [...found.removed, ...lineRanges(value)]
    else {
      if (numberWords.has(key)) isNumbered = !/^(?:false|0)$/i.test(value)
      if (startKeys.has(key) && /^\d{1,7}$/.test(value)) first = Number(value)
    }
  }
  return { ...found, ...(isNumbered && { firstNumber: first }) }
}

/** Whether a line is in one of the ranges. */
export function isInRanges(line: number, ranges: LineRanges): boolean {
  return ranges.some(([from, to]) => line >= from && line <= to)
}
