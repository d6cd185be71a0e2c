/** A part of a file of code: its lines, or what stands between two marks of a region. */
export interface CodePart {
  /** Lines from 1 on, each range with its last one. */
  ranges?: readonly [from: number, to: number][]
  region?: string
}

/** More code than this is not shown in a page. */
const mostCode = 200_000

/** That part of a text, without the indentation that all of its lines have; none where there is no such part. */
export function codePart(text: string, { ranges, region }: CodePart): string | undefined {
  const lines = text.slice(0, mostCode).replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  const part = region === undefined ? inRanges(lines, ranges) : inRegion(lines, region)
  return part && dedented(part).join('\n')
}

/** `1-3,7` as ranges of lines; `5-` goes on to the end. */
export function lineRanges(text: string): [from: number, to: number][] {
  return [...text.slice(0, 500).matchAll(/(\d{1,7})(?:\s*(-)\s*(\d{0,7}))?/g)].map(([, from = '1', dash, to = '']) => [
    Number(from),
    dash === undefined ? Number(from) : to === '' ? Number.POSITIVE_INFINITY : Number(to),
  ])
}

function inRanges(lines: readonly string[], ranges: CodePart['ranges']): readonly string[] {
  if (!ranges || ranges.length === 0) return lines
  return ranges.slice(0, 50).flatMap(([from, to]) => lines.slice(Math.max(0, from - 1), to))
}

/**
 * `#region name` … `#endregion`, behind the mark of a comment of any language, and `<name>` … `</name>` of docfx. Marks of
 * regions inside are left out.
 */
function inRegion(lines: readonly string[], region: string): readonly string[] | undefined {
  const name = region.toLowerCase()
  const isMark = (line: string) =>
    /^\W{0,20}(?:#?(?:end)?region\b|<\/?[\w.-]+>\W{0,10}$)/i.test(line.trim().slice(0, 300))
  const begin = lines.findIndex((line) => beginsRegion(line, name))
  if (begin === -1) return undefined
  let depth = 1
  for (let index = begin + 1; index < lines.length; index++) {
    const line = (lines[index] ?? '').trim().slice(0, 300)
    const closed = /^\W{0,20}?<\/([\w.-]+)>/.exec(line)?.[1]?.toLowerCase()
    if (closed === name) return lines.slice(begin + 1, index).filter((one) => !isMark(one))
    if (/^\W{0,20}#?region\b/i.test(line)) depth++
    if (/^\W{0,20}#?endregion\b/i.test(line) && --depth === 0)
      return lines.slice(begin + 1, index).filter((one) => !isMark(one))
  }
  return undefined
}

function beginsRegion(line: string, name: string): boolean {
  const [, hash, tag] = /^\W{0,20}?(?:#?region\s+([\w.*-]+)|<([\w.-]+)>)/i.exec(line.trim().slice(0, 300)) ?? []
  return (hash ?? tag)?.toLowerCase() === name
}

function dedented(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0)
  const least = Math.min(...(indents.length > 0 ? indents.slice(0, 50_000) : [0]))
  return lines.map((line) => line.slice(least))
}

/** The language of a fence for a file's name: its ending. */
export function languageOf(path: string): string {
  return /\.([\w+]{1,12})$/.exec(path)?.[1]?.toLowerCase() ?? ''
}
