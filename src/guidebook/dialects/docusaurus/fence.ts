import { leadPattern } from '../enclosure.ts'
import type { Line } from '../rewriter.ts'

/** A fence of code, by its lines. */
export interface FenceLines {
  first: number
  last: number
  /** Offset of its first sign. */
  at: number
  /** The language and all that stands behind it. */
  info: string
}

/** The fences between two lines, `to` not included. */
export function fencesIn(lines: readonly Line[], from: number, to: number): FenceLines[] {
  const fences: FenceLines[] = []
  let open: { sign: string; first: number; at: number; info: string } | undefined
  for (let index = from; index < to; index++) {
    const line = lines[index]
    if (!line?.isCode) continue
    const lead = leadPattern.exec(line.text)?.[0].length ?? 0
    const [, sign = '', info = ''] = /^(`{3,}|~{3,})(.*)$/.exec(line.text.slice(lead)) ?? []
    if (open && sign.startsWith(open.sign) && info.trim() === '') {
      fences.push({ first: open.first, last: index, at: open.at, info: open.info })
      open = undefined
    } else if (!open && sign !== '') open = { sign, first: index, at: line.start + lead, info: info.trim() }
  }
  return fences
}
