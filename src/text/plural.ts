/** "1 file", "2 files", "4,339 links". */
export function plural(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A number as people read it: "4,339". */
export function numberText(count: number): string {
  // The tables of languages are slow, and have nothing to say of most.
  return Number.isInteger(count) && count >= 0 && count < 1000 ? String(count) : count.toLocaleString('en-US')
}
