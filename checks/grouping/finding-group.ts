import type { Finding } from '../../src/finding/finding.ts'

/** A finding as a report tells it: one, however many places it has. */
export interface FindingGroup extends Finding {
  /**
   * What else it stands for, in order. Of a finding that is repeated in its file, those of its own code at the other
   * places; of a cause that many share, the findings that come from it.
   */
  others?: readonly Finding[]
}

/** One finding for each place in a file: for formats whose readers compare places. A shared cause stays one. */
export function onePerPlace(groups: readonly FindingGroup[]): Finding[] {
  const all = groups.flatMap(({ others = [], ...first }) => [
    first,
    ...others.filter(({ code }) => code === first.code),
  ])
  const isInOrder = groups.every(({ others }) => !others)
  return isInOrder ? all : all.toSorted(byPlace)
}

function byPlace(a: Finding, b: Finding): number {
  return a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1
}

/** Whether it stands for findings of other codes, which have a cause in common. */
export function isCause({ code, others = [] }: FindingGroup): boolean {
  return others.some((other) => other.code !== code)
}

/** How many places a finding has. */
export function placeCount({ code, others = [] }: FindingGroup): number {
  return others.some((other) => other.code === code) ? others.length + 1 : Math.max(1, others.length)
}
