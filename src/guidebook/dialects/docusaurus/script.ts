import type { Line, Rewriter } from '../rewriter.ts'

/** The longest piece of code that is read to its end, in lines. */
const mostLines = 300

/** Leaves out what is code for the generator alone: `import` and `export` of MDX, and comments in braces. */
export function removeModuleCode(rewriter: Rewriter): void {
  const { lines } = rewriter
  let budget = 100_000
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]
    if (!line || line.isCode) continue
    const before = lines[index - 1]
    const isFirst = !before || before.isBlank || before.isCode || rewriter.isRemoved(before.index)
    const end = budget > 0 ? endOfCode(lines, line, isFirst) : undefined
    if (end === undefined) continue
    budget -= end.read
    if (!end.isWhole) continue
    for (let removed = index; removed <= end.last; removed++) rewriter.removeLine(removed)
    index = end.last
  }
}

/** Leaves out comments of MDX that stand between words; one that names the anchor of its heading stays. */
export function removeComments(rewriter: Rewriter): void {
  for (const { index, isCode, start, text } of rewriter.lines) {
    if (isCode || !text.includes('/*') || rewriter.isRemoved(index)) continue
    let at = 0
    for (const { index: place, 0: written } of text.matchAll(
      /`+|\{[ \t]{0,20}\/\*(?![ \t]*#).{0,500}?\*\/[ \t]{0,20}\}/g,
    )) {
      if (place < at) continue
      at = place + written.length
      if (!written.startsWith('`')) rewriter.replace(start + place, start + at, '')
      else {
        const close = text.indexOf(written, at)
        if (close !== -1) at = close + written.length
      }
    }
  }
}

/** The elements of a page that hold code and looks. */
export function removeScripts(rewriter: Rewriter): void {
  let name: string | undefined
  for (const line of rewriter.lines) {
    if (line.isCode && name === undefined) continue
    name ??= /^<(script|style)[\s>]/.exec(line.text)?.[1]
    if (name === undefined) continue
    rewriter.removeLine(line.index)
    if (line.text.includes(`</${name}>`)) name = undefined
  }
}

interface End {
  last: number
  isWhole: boolean
  read: number
}

function endOfCode(lines: readonly Line[], line: Line, isFirst: boolean): End | undefined {
  const { text } = line
  if (isFirst && /^import\s/.test(text)) return endOfImport(lines, line.index)
  if (isFirst && /^export\s+(?:const|let|var|function|default|async|class|\{|\*)/.test(text))
    return endOfExport(lines, line.index)
  if (/^\s*\{\s*\/\*/.test(text)) return upTo(lines, line.index, (one) => /\*\/\s*\}\s*$/.test(one))
  return undefined
}

function endOfImport(lines: readonly Line[], index: number): End | undefined {
  const isEnd = (one: string) =>
    /(?:^import\s*|\bfrom\s*|^\}\s*from\s*)["'][^"']{1,500}["']\s*;?\s*(?:\/\/.*)?$/.test(one)
  const first = lines[index]?.text ?? ''
  if (isEnd(first)) return { last: index, isWhole: true, read: 1 }
  if (!/^import\s+(?:[\w$]+\s*,\s*)?\{[^}]*$/.test(first)) return undefined
  return upTo(lines, index, isEnd)
}

/** It ends where all its brackets are closed, at the end of a line; behind an empty line only then. */
function endOfExport(lines: readonly Line[], index: number): End {
  let depth = 0
  const limit = Math.min(lines.length, index + mostLines)
  for (let at = index; at < limit; at++) {
    const { text = '', isBlank = true } = lines[at] ?? {}
    depth += (text.match(/[([{]/g)?.length ?? 0) - (text.match(/[)\]}]/g)?.length ?? 0)
    const next = lines[at + 1]
    if (depth <= 0 && (isBlank || !next || next.isBlank || /^(?:import|export)\s/.test(next.text)))
      return { last: at, isWhole: true, read: at - index + 1 }
  }
  return { last: index, isWhole: false, read: mostLines }
}

function upTo(lines: readonly Line[], index: number, isEnd: (text: string) => boolean): End {
  const limit = Math.min(lines.length, index + mostLines)
  for (let at = index; at < limit; at++)
    if (isEnd(lines[at]?.text ?? '')) return { last: at, isWhole: true, read: at - index + 1 }
  return { last: index, isWhole: false, read: limit - index }
}
