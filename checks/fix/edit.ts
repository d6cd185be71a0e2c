import type { Edit, Fix } from '../../src/finding/finding.ts'

/** An edit by offsets, in UTF-16 code units. */
interface Splice {
  start: number
  end: number
  text: string
}

/** What a text becomes, and how many fixes made it so. */
export interface Edited {
  text: string
  applied: Set<Fix>
}

/**
 * Applies those fixes whose edits are all in one text. Where two want the same characters, the first one holds and the
 * other is left for the next round; the same edit of two fixes is made once.
 */
export function applyFixes(text: string, fixes: readonly Fix[]): Edited {
  const starts = lineStarts(text)
  const taken = new Taken()
  const applied = new Set<Fix>()
  for (const fix of fixes) {
    const wanted = fix.edits.map((edit) => spliceOf(edit, starts, text))
    const fresh = wanted.filter((splice) => !taken.near(splice).some((other) => isSame(splice, other)))
    if (fresh.some((splice) => taken.near(splice).some((other) => overlaps(splice, other)))) continue
    for (const splice of fresh) taken.add(splice)
    applied.add(fix)
  }
  return { text: spliced(text, taken.all), applied }
}

const blockLength = 256

/** Splices by the blocks of the text that they touch, so that each is compared with its neighbours alone. */
class Taken {
  readonly all: Splice[] = []
  readonly #blocks = new Map<number, Splice[]>()

  add(splice: Splice): void {
    this.all.push(splice)
    for (const block of blocksOf(splice)) this.#blocks.set(block, [...(this.#blocks.get(block) ?? []), splice])
  }

  near(splice: Splice): Splice[] {
    return blocksOf(splice).flatMap((block) => this.#blocks.get(block) ?? [])
  }
}

function blocksOf({ start, end }: Splice): number[] {
  const first = Math.floor(start / blockLength)
  return Array.from({ length: Math.floor(end / blockLength) - first + 1 }, (_, index) => first + index)
}

function spliced(text: string, splices: readonly Splice[]): string {
  let result = ''
  let at = 0
  for (const { start, end, text: fresh } of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, start) + fresh
    at = end
  }
  return result + text.slice(at)
}

function isSame(a: Splice, b: Splice): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text
}

/** Two insertions at one place have no order, so they are in each other's way too. */
function overlaps(a: Splice, b: Splice): boolean {
  return (a.start < b.end && b.start < a.end) || a.start === b.start
}

function spliceOf({ line, column, endLine, endColumn, text }: Edit, starts: number[], whole: string): Splice {
  const offset = (row: number, at: number) => Math.min(whole.length, (starts[row - 1] ?? whole.length) + at - 1)
  const start = offset(line, column)
  return { start, end: Math.max(start, offset(endLine, endColumn)), text }
}

function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ index, 0: { length } }) => index + length)]
}
