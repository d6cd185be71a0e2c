import { type Line, quotesIn, type Rewriter, widthOf } from '../rewriter.ts'
import { admonitionKind, typeTitle } from './admonition.ts'

/** A line that opens a box or a tab. */
export interface Head {
  line: Line
  /** Offset of its mark, and the column that it stands at. */
  at: number
  column: number
  /** How many quotes it stands in. */
  quotes: number
  mark: string
  /** Its first word, such as `note`; empty where there is none. */
  type: string
  title?: { start: number; end: number; text: string }
}

/** Marks of quotes, lists and definitions may stand before it on its line. */
const lead = /^(?:[ \t]{0,3}>){0,4}[ \t]*(?:(?:[-*+:]|\d{1,9}[.)])[ \t]+)*/
const mark = /(!!!|\?\?\?\+?|===[!+]{0,2})(?=[ \t"'\p{L}\p{N}_])/uy
/** Words, then a title in quotes. */
const words = /^[ \t]*([\p{L}\p{N}_-]+(?:[ \t]+[\p{L}\p{N}_-]+)*)?(?:[ \t]*("[^\n]*"|'[^\n]*'))?[ \t]*$/u

/** Source: Python-Markdown's `admonition`, pymdownx's `details` and `tabbed`. */
export function readHead(line: Line): Head | undefined {
  if (line.isCode || !/!!!|\?\?\?|===/.test(line.text)) return undefined
  const before = lead.exec(line.text)?.[0] ?? ''
  mark.lastIndex = before.length
  const sign = mark.exec(line.text)?.[0]
  if (sign === undefined) return undefined
  const [, said = '', quoted] = words.exec(line.text.slice(before.length + sign.length)) ?? []
  const isTab = sign.startsWith('=')
  if (isTab ? quoted === undefined || said !== '' : said === '' && quoted === undefined) return undefined
  const at = line.start + before.length
  const type = said.split(/[ \t]/)[0] ?? ''
  const head = { line, at, column: widthOf(before), quotes: quotesIn(before), mark: sign, type }
  if (quoted === undefined) return head
  const end = line.start + line.text.lastIndexOf(quoted) + quoted.length - 1
  return { ...head, title: { start: end - quoted.length + 2, end, text: quoted.slice(1, -1) } }
}

/** Boxes and tabs: what stands in them is indented by four columns, or should be. */
export function rewriteHeads(rewriter: Rewriter): void {
  const heads = rewriter.lines.flatMap((line) => readHead(line) ?? [])
  const next = nextTabs(heads)
  const within = new Map<number, readonly Line[]>([[0, rewriter.lines]])
  let isLoose = false
  for (const head of heads) {
    const isTab = head.mark.startsWith('=')
    const lines = within.get(head.quotes) ?? rewriter.lines.map((line) => lineInQuotes(line, head.quotes))
    within.set(head.quotes, lines)
    const body = bodyOf(lines, head, { next: isTab ? next.get(head) : undefined, isLast: isTab && isLoose })
    if (isTab) isLoose = body.indent === 0
    rewriter.contain({
      at: head.at,
      headEnd: head.line.end,
      body: { from: head.line.index + 1, to: body.to },
      indent: body.indent,
      meaning: isTab ? tabOf(head) : boxOf(head),
      ...(head.title && head.title.text.trim() !== '' && { title: { start: head.title.start, end: head.title.end } }),
    })
  }
}

/** A line as it stands in so many quotes; one that does not is further left than all that does. */
function lineInQuotes(line: Line, quotes: number): Line {
  const [before = ''] = new RegExp(`^(?:[ \\t]{0,3}>){${quotes}}`).exec(line.text) ?? []
  if (before === '') {
    const { fence: _, ...outside } = line
    return { ...outside, indent: -1, isBlank: false, isCode: false }
  }
  const rest = line.text.slice(before.length)
  const space = /^[ \t]*/.exec(rest)?.[0] ?? ''
  return { ...line, text: rest.trimStart(), indent: widthOf(before + space), isBlank: rest.trim() === '' }
}

function tabOf({ mark: sign, title }: Head) {
  const isFirst = sign.includes('!')
  return {
    kind: 'tab' as const,
    label: title?.text.trim() ? ('written' as const) : { text: '…' },
    ...(isFirst && { isFirst }),
  }
}

function boxOf({ mark: sign, type, title }: Head) {
  const fold = sign === '!!!' ? {} : { fold: sign === '???' ? ('closed' as const) : ('open' as const) }
  const words = type === '' ? 'note' : type
  const said = title?.text.trim() === '' ? ('none' as const) : ('written' as const)
  // What folds needs words to be opened by.
  const isSaid = title !== undefined && !(said === 'none' && fold.fold)
  return {
    kind: 'admonition' as const,
    admonition: admonitionKind(words),
    title: isSaid ? said : { text: typeTitle(words) },
    ...fold,
  }
}

/** For each tab the next one in its column and as many quotes, with no heading and no line further left between. */
function nextTabs(heads: readonly Head[]): Map<Head, Head> {
  const found = new Map<Head, Head>()
  const last = new Map<string, Head>()
  for (const head of heads) {
    if (!head.mark.startsWith('=')) continue
    const place = `${head.quotes} ${head.column}`
    const before = last.get(place)
    if (before) found.set(before, head)
    last.set(place, head)
  }
  return found
}

interface Body {
  to: number
  indent: number
}

const furthest = 100

/**
 * The lines that belong to a head, and how far they are indented. Some are indented by less than four columns, or not at
 * all: for a box then the lines that follow it, for a tab all up to the next one, and for the last the first block.
 */
function bodyOf(lines: readonly Line[], head: Head, tab: { next: Head | undefined; isLast: boolean }): Body {
  const from = head.line.index + 1
  const whole = indentedEnd(lines, from, head.column + 4)
  if (whole > from) return { to: whole, indent: 4 }
  const isTab = head.mark.startsWith('=')
  const first = lines.slice(from, from + 3).find(({ isBlank }) => !isBlank)
  if (!first) return { to: from, indent: 4 }
  const indent = first.indent - head.column
  if (indent > 0 && !/^[ \t>]*(?:[-*+:]|\d+[.)])[ \t]/.test(head.line.text))
    return { to: indentedEnd(lines, from, first.indent), indent }
  if (indent !== 0 || readHead(first) || isHeading(first)) return { to: from, indent: 4 }
  const isDirect = first.index === from
  if (!isTab) return isDirect ? { to: blockEnd(lines, from), indent: 0 } : { to: from, indent: 4 }
  const { next } = tab
  if (next && next.title?.text !== head.title?.text && next.line.index - from <= furthest) {
    const between = lines.slice(from, next.line.index)
    if (between.every((line) => line.isBlank || line.isCode || (line.indent >= head.column && !isHeading(line))))
      return { to: next.line.index, indent: 0 }
  }
  return isDirect || tab.isLast ? { to: blockEnd(lines, first.index), indent: 0 } : { to: from, indent: 4 }
}

function isHeading({ text, isCode }: Line): boolean {
  return !isCode && /^#{1,6}[ \t]/.test(text)
}

/** Behind the last line that is indented so far; blank ones between are of it, and so is a fence that begins in it. */
export function indentedEnd(lines: readonly Line[], from: number, column: number): number {
  let end = from
  for (let index = from; index < lines.length; index++) {
    const line = lines[index]
    if (!line) break
    const isFenced = line.fence !== undefined && line.fence !== index && line.fence >= from
    if (!line.isBlank && line.indent < column && !isFenced) break
    if (!line.isBlank) end = index + 1
  }
  return end
}

/** Behind the paragraph or the fence that begins at a line. */
function blockEnd(lines: readonly Line[], from: number): number {
  const fence = lines[from]?.fence
  let index = from
  while (index < lines.length) {
    const line = lines[index]
    const isOfBlock =
      fence === undefined
        ? line && !line.isBlank && line.indent >= 0 && !readHead(line) && !isHeading(line)
        : line?.fence === fence
    if (!isOfBlock) break
    index++
  }
  return index
}
