/** A part of a file that a fence shows: some lines, or a region with a name. */
export type Part = { kind: 'lines'; first: number; last: number } | { kind: 'region'; name: string }

/** `L3-L9`, `L3` or the name of a region; undefined of anything else. */
export function partOf(fragment: string): Part | undefined {
  const [, first, last] = /^L(\d{1,7})(?:-L?(\d{1,7}))?$/.exec(fragment) ?? []
  if (first !== undefined) return { kind: 'lines', first: Number(first), last: Number(last ?? first) }
  return /^[\w.-]{1,100}$/.test(fragment) ? { kind: 'region', name: fragment } : undefined
}

const marker = /^\s*(?:\/\/|#|--|;|%|\/\*|<!--|'|rem\b)?\s*#?(end)?region\b[ \t]*([\w.-]*)/i

/** The lines of a part, without the marks of regions and the indentation that all have; undefined where there is none. */
export function linesOf(text: string, part: Part): string[] | undefined {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  if (part.kind === 'lines')
    return part.first >= 1 && part.last >= part.first && part.last <= lines.length
      ? withoutIndent(lines.slice(part.first - 1, part.last))
      : undefined
  const range = regionOf(lines, part.name)
  return range && withoutIndent(lines.slice(...range).filter((line) => !isMarker(line)))
}

function isMarker(line: string): boolean {
  return /#(?:end)?region\b|^\s*(?:\/\/|#|--|;)\s*(?:end)?region\b/i.test(line) && marker.test(line)
}

/** Between a mark and the one that closes it; regions may stand in regions. */
function regionOf(lines: readonly string[], name: string): [number, number] | undefined {
  let start: number | undefined
  let depth = 0
  for (const [index, line] of lines.entries()) {
    if (!isMarker(line)) continue
    const [, end, named] = marker.exec(line) ?? []
    if (start === undefined) {
      if (end === undefined && named === name) start = index + 1
    } else if (end === undefined) depth++
    else if (depth > 0) depth--
    else return [start, index]
  }
  return undefined
}

/** Without the blanks that all lines begin with, and those that lines end with. */
export function withoutIndent(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '')
  const common = indents.reduce((one, other) => sharedStart(one, other), indents[0] ?? '')
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(common.length).trimEnd()))
}

function sharedStart(one: string, other: string): string {
  let length = 0
  while (length < Math.min(one.length, other.length) && one[length] === other[length]) length++
  return one.slice(0, length)
}
