import type { Nodes, Root, Text } from 'mdast'
import { LineIndex } from '../../text/line-index.ts'
import { walk } from './node.ts'

/** A piece of mathematics with its dollar signs: offsets in the text. */
export interface MathRange {
  start: number
  end: number
}

/**
 * Finds mathematics, `$x$` and `$$x$$`, by the rules of GitHub and GitLab, which are pandoc's: behind the first dollar
 * sign and before the last there is no white space, and no letter or digit touches them from outside. So `$5 and $6` are
 * prices, and `${a}/${b}` are variables of a shell. `$$` may stand on lines of their own. What is code is none, and neither is
 * what begins or ends within a link.
 * `tree` is what a parser made of `text`. In the order of the page.
 */
export function findMath(tree: Root, text: string): MathRange[] {
  if (!text.includes('$')) return []
  const blocks: MathRange[] = []
  const opaque: MathRange[] = []
  const links: (MathRange & { text: MathRange })[] = []
  walk<Nodes>(tree, (node) => {
    const range = { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
    if (/^(?:paragraph|heading|tableCell)$/.test(node.type)) blocks.push(range)
    else if (/^(?:inlineCode|code|html|yaml|toml)$/.test(node.type)) opaque.push(range)
    else if (/^(?:link|image)/.test(node.type)) links.push({ ...range, text: textRange(node, text) })
  })
  const shown = masked(text, opaque)
  const flows = flowsIn(shown)
  const flowsAt = meeting(flows)
  const spans = blocks.flatMap((block) => spansIn(shown, block)).filter((span) => flowsAt(span).length === 0)
  const linksAt = meeting(links)
  return [...flows, ...spans]
    .sort((a, b) => a.start - b.start)
    .filter((math) => linksAt(math).every((link) => contains(math, link) || contains(link.text, math)))
}

/** What of a link is text in which mathematics may stand: of an address, a label or an alternative text nothing is. */
function textRange(node: Nodes, text: string): MathRange {
  const children = node.type === 'link' ? node.children : []
  const start = children[0]?.position?.start.offset ?? 0
  const isBracketed = text[node.position?.start.offset ?? 0] === '['
  return { start, end: isBracketed ? (children.at(-1)?.position?.end.offset ?? start) : start }
}

/** Finds those of some ranges that meet another one; it is asked about others in the order of the page. */
function meeting<R extends MathRange>(ranges: readonly R[]): (other: MathRange) => R[] {
  const sorted = ranges.toSorted((a, b) => a.start - b.start)
  let first = 0
  return ({ start, end }) => {
    while ((sorted[first]?.end ?? Number.POSITIVE_INFINITY) <= start) first++
    const met: R[] = []
    for (let index = first; index < sorted.length; index++) {
      const range = sorted[index]
      if (!range || range.start >= end) break
      if (range.end > start) met.push(range)
    }
    return met
  }
}

function contains(outer: MathRange, inner: MathRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** The text with something else in place of these, of the same length. */
function masked(text: string, ranges: readonly MathRange[]): string {
  let shown = ''
  for (const { start, end } of ranges) {
    if (end <= shown.length) continue
    shown += text.slice(shown.length, start)
    shown += text.slice(shown.length, end).replace(/[^\r\n]/g, '`')
  }
  return shown + text.slice(shown.length)
}

/** `$$` on a line of its own, up to the next one before an empty line: its lines are no list, no quote, no heading. */
function flowsIn(shown: string): MathRange[] {
  const flows: MathRange[] = []
  let open: number | undefined
  for (const { 0: line, index } of shown.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    const at = index + line.indexOf('$$')
    if (/^[ \t>]*$/.test(line.trimEnd())) open = undefined
    else if (!/^[ \t>]*\$\$\s*$/.test(line)) continue
    else if (open === undefined) open = at
    else {
      flows.push({ start: open, end: at + 2 })
      open = undefined
    }
  }
  return flows
}

/** Each pair of dollar signs is one step: the sign that follows an opening one closes it, or it is none. */
function spansIn(shown: string, { start, end }: MathRange): MathRange[] {
  const spans: MathRange[] = []
  let open: { at: number; size: number } | undefined
  for (const { 0: signs, index } of shown.slice(start, end).matchAll(/\\[\s\S]|\$+/g)) {
    if (signs.startsWith('\\')) continue
    const [at, size] = [start + index, signs.length]
    const before = shown.slice(Math.max(start, at - 2), at)
    const after = shown.slice(at + size, Math.min(end, at + size + 2))
    if (open?.size === size && closes(before, after, size)) {
      spans.push({ start: open.at, end: at + size })
      open = undefined
    } else open = size <= 2 && opens(before, after, size) ? { at, size } : undefined
  }
  return spans
}

function opens(before: string, after: string, size: number): boolean {
  return !/[\p{L}\p{N}_]$/u.test(before) && (size === 2 || (/^\S/.test(after) && !isParameter(after)))
}

function closes(before: string, after: string, size: number): boolean {
  return size === 2 || (/\S$/.test(before) && !/^[\p{L}\p{N}_{(]/u.test(after) && !isParameter(after))
}

/** Whether behind a dollar sign there is what only a shell has there: `$@`, `$#`, or another such sign in quotes. */
function isParameter(after: string): boolean {
  return /^(?:[@#]|[*?!-]")/.test(after)
}

/** What mathematics is for a parser: one long word. These are not characters, and never will be, so no text has them. */
const [opening, inner, closing] = ['\uFDE0', '\uFDE1', '\uFDE2']
const hidden = /(\uFDE0[^\uFDE2]*\uFDE2)/

/** Hides mathematics from a parser. The length of the text stays, and so do places. */
export function maskMath(text: string, ranges: readonly MathRange[]): string {
  let shown = ''
  for (const { start, end } of ranges) {
    const lines = text.slice(start + 1, end - 1).split(/(\r\n|\n|\r)/)
    shown += text.slice(shown.length, start) + opening + lines.map(maskLine).join('') + closing
  }
  return shown + text.slice(shown.length)
}

/** Behind the first line, what may be the marks of quotes and lists stays; every other piece ends a line. */
function maskLine(line: string, index: number): string {
  if (index % 2 === 1) return line
  const head = index === 0 ? '' : (/^[ \t>]*/.exec(line)?.[0] ?? '')
  return head + inner.repeat(line.length - head.length)
}

/**
 * Puts mathematics that was hidden back into a tree, each piece as a text of its own that is shown as code. Changes the
 * tree. False where a piece is not where it was expected: then the tree is of no use.
 */
export function unmaskMath(tree: Root, text: string, ranges: readonly MathRange[]): boolean {
  const lines = new LineIndex(text)
  // An array that loses its first item moves all the others.
  let found = 0
  const split = (node: Text): Text[] => {
    const end = node.position?.end.offset ?? 0
    let start = node.position?.start.offset ?? 0
    return node.value.split(hidden).flatMap((value, index, parts): Text[] => {
      if (index % 2 === 0) {
        const next = index === parts.length - 1 ? end : (ranges[found]?.start ?? end)
        const piece = textAt(value, { start, end: next }, lines)
        return value === '' ? [] : [piece]
      }
      const range = ranges[found++] ?? { start, end }
      start = range.end
      const written = originalLines(value, text.slice(range.start, range.end))
      const shown = { hName: 'code', hProperties: { className: ['language-math'] } }
      return [{ ...textAt(written, range, lines), data: shown }]
    })
  }
  walk<Nodes>(tree, (node) => {
    if (!('children' in node) || !node.children.some(isCovered)) return
    const children: Nodes[] = node.children.flatMap((child): Nodes[] => (isCovered(child) ? split(child) : [child]))
    Object.assign(node, { children })
  })
  return found === ranges.length
}

function isCovered(node: Nodes): node is Text {
  return node.type === 'text' && hidden.test(node.value)
}

/** Whether a node is mathematics. */
export function isMath({ type, data }: Nodes): boolean {
  return type === 'text' && data !== undefined && 'hName' in data
}

/** Lines end as they do in the page; what stands before them in a quote or a list is no part of the text. */
function originalLines(value: string, written: string): string {
  const lines = written.split(/\r\n|\n|\r/)
  return value
    .split(/\r\n|\n|\r/)
    .map((line, index) => lines[index]?.slice(-line.length || Number.POSITIVE_INFINITY) ?? line)
    .join('\n')
}

function textAt(value: string, { start, end }: MathRange, lines: LineIndex): Text {
  const { line, column, endLine, endColumn } = lines.placeOf(start, end)
  const position = { start: { line, column, offset: start }, end: { line: endLine, column: endColumn, offset: end } }
  return { type: 'text', value, position }
}
