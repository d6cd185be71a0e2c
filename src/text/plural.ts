/** "1 file", "2 files", "4,339 links". */
export function plural(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A number as people read it: "4,339". */
export function numberText(count: number): string {
  return count.toLocaleString('en-US')
}
