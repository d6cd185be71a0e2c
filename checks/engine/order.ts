import type { Finding } from '../../src/finding/finding.ts'

/** By file, line, column and code; what is said twice is said once. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const sorted = findings.toSorted(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  )
  return sorted.filter((finding, index) => {
    const before = sorted[index - 1]
    return before === undefined || !isSame(before, finding)
  })
}

function isSame(a: Finding, b: Finding): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column && a.code === b.code && a.message === b.message
}

/** By code units, which is the same everywhere. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
