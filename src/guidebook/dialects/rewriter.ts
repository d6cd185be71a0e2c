import { partitionPoint } from '../../text/partition-point.ts'
import type { Edit } from '../parse/rewrite.ts'
import type { AdmonitionKind } from './block.ts'

/** A line of a page, by offsets; without its end. */
export interface Line {
  index: number
  start: number
  end: number
  text: string
  /** Columns that it is indented by; a tab goes on to the next multiple of four. */
  indent: number
  /** Whether it is empty but for white space. */
  isBlank: boolean
  /** Whether it stands in a fence of code, its first and last line included, in the frontmatter or in an HTML comment. */
  isCode: boolean
  /** In a fence of code: the index of the line that opens it, which is its own for that line. */
  fence?: number
  /** Whether it stands in a fence of code; its first and last line do not. */
  isFenced: boolean
}

/** What a container of blocks means. */
export type Meaning =
  /** `title` says whose words stand at its head: its kind's, none, or the ones that are written. */
  | {
      kind: 'admonition'
      admonition: AdmonitionKind
      title: 'default' | 'none' | 'written' | { text: string }
      fold?: 'open' | 'closed'
    }
  | {
      kind: 'tab'
      label: 'written' | { text: string } /** Tabs of another group, or after `isFirst`, are another choice. */
      group?: string
      isFirst?: boolean
    }
  | { kind: 'unknown'; name: string }
  /** Only its content counts. */
  | { kind: 'plain' }
  /** Of a file, whole or some of its lines. */
  | { kind: 'include'; file: string; lines?: LineRange }
  /** What the paragraph before it means, which is a term. */
  | { kind: 'definition' }

/** Lines of a file, counted from 0; `to` is not included. */
export interface LineRange {
  from: number
  to: number
}

/** Blocks that belong together, as its dialect writes them. */
export interface Container {
  meaning: Meaning
  /** Offset of the mark that opens it; of white space before it, none is a part. */
  at: number
  /** Offset after its head: of the end of the line, or of what follows the mark on it. */
  headEnd: number
  /** Words of its head that are Markdown: its title, its label. By offsets, on one line. */
  title?: { start: number; end: number }
  /** Lines between its head and its end, `to` not included. */
  body: { from: number; to: number }
  /** How many columns its content is indented by, from its mark on. */
  indent: number
  /** The line that closes it, which is taken out; absent where its end is not marked. */
  closing?: number
}

/** Containers in containers: no deeper than this. */
const deepestContainer = 50

/** No page has more containers, nor more lines in them, each counted for all of those that it stands in. */
const mostContainers = 20_000
const mostContained = 1_000_000

/**
 * Collects what a dialect writes otherwise than GitHub's Markdown, and writes it as that: containers become quotes with a
 * first paragraph that says what they are, so one parse of the whole reads what stands in them, however deep, with all
 * the links and notes that are defined outside; the reader turns these quotes into what was meant.
 */
export class Rewriter {
  readonly text: string
  readonly lines: readonly Line[]
  readonly #containers: Container[] = []
  readonly #edits: Edit[] = []
  /** By lines: 1 where one is left out. */
  readonly #removed: Uint8Array
  #admitted: readonly Container[] | undefined

  constructor(text: string) {
    this.text = text
    this.lines = linesOf(text)
    this.#removed = new Uint8Array(this.lines.length)
  }

  /** Writes a part of one line otherwise; further lines of it stand as far in as that line, and in the same quotes. */
  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text })
  }

  /** Leaves out a whole line; what stands before and after it stays apart. */
  removeLine(index: number): void {
    this.#removed[index] = 1
  }

  isRemoved(index: number): boolean {
    return this.#removed[index] === 1
  }

  contain(container: Container): void {
    this.#containers.push(container)
    this.#admitted = undefined
  }

  /** In the order of the page, what stands around others first; what is more than somebody writes stays text. */
  get containers(): readonly Container[] {
    this.#admitted ??= admitted(this.#containers)
    return this.#admitted
  }

  /** All changes, without those of containers that `isLeftOut` names by their place; `textOf` puts included files in. */
  edits(isLeftOut: (at: number) => boolean = () => false, textOf?: TextOf): Edit[] {
    const { lines } = this
    const prefixes = new Prefixes()
    const removed = this.#removed.slice()
    const heads: Edit[] = []
    // What stands, rewritten, before the head of a container that begins behind another's on its line.
    const leads = new Map<number, { consumed: number; text: string }>()
    for (const container of this.containers) {
      if (isLeftOut(container.at)) continue
      const { at, headEnd, body, closing, indent } = container
      const headLine = lineAt(lines, at)
      const prefix = prefixes.at(headLine.index)
      const outer = leads.get(headLine.index)
      const { consumed, text: before } = outer ?? prefix
      const lead = before + headLine.text.slice(consumed, at - headLine.start)
      const around = lead.replace(/[^>\s]/g, ' ')
      const isFirst = lines[headLine.index - 1]?.isBlank ?? true
      if (!outer && !isFirst && /^[>\s]*$/.test(lead)) prefix.before = around.trimEnd()
      const isApart = lines[body.from]?.isBlank ?? false
      heads.push(...headEdits(container, headLine, { around, isApart, textOf }))
      if (headEnd < headLine.end) leads.set(headLine.index, { consumed: headEnd - headLine.start, text: `${around}> ` })
      const column = columnOf(headLine, at) + indent
      const quotes = quotesIn(headLine.text.slice(0, at - headLine.start))
      const texts = { blank: `${around}>`, filled: `${around}> ` }
      for (let index = body.from; index < body.to; index++) {
        const line = lines[index]
        if (line) enter(prefixes.at(index), line, { column, quotes, texts })
      }
      if (closing !== undefined) removed[closing] = 1
      const next = lines[body.to]
      if (closing === undefined && next && !next.isBlank) prefixes.at(next.index).before = around.trimEnd()
    }
    // At one place, what stands before a line comes before what begins on it.
    const edits: Edit[] = []
    for (const line of lines) {
      const { start, end, index } = line
      const { consumed = 0, text = '', before } = prefixes.known(index) ?? {}
      const written = before === undefined ? text : `${before}\n${text}`
      if (written !== '' || consumed > 0) edits.push({ start, end: start + consumed, text: written })
      if (removed[index] !== 1) continue
      // A line without its quote's mark would end the quote.
      const quote = /^[ \t>]*>/.exec(line.text)?.[0].length ?? 0
      edits.push({ start: start + Math.max(quote, consumed), end, text: '' })
    }
    const own = this.#edits.map((edit) => (edit.text.includes('\n') ? this.#indented(edit, prefixes) : edit))
    return [...edits, ...heads, ...own].sort((a, b) => a.start - b.start || a.end - b.end)
  }

  #indented({ start, end, text }: Edit, prefixes: Prefixes): Edit {
    const line = lineAt(this.lines, start)
    const { consumed = 0, text: quotes = '' } = prefixes.known(line.index) ?? {}
    const space = /^[ \t]*/.exec(line.text.slice(consumed, Math.max(consumed, start - line.start)))?.[0] ?? ''
    return { start, end, text: text.replaceAll('\n', `\n${quotes}${space}`) }
  }
}

/** What stands in place of the first characters of a line. */
interface Prefix {
  consumed: number
  text: string
  /** A line that comes before it, to keep apart what would run together. */
  before?: string
}

/** By lines. */
class Prefixes {
  readonly #prefixes: Prefix[] = []

  known(index: number): Prefix | undefined {
    return this.#prefixes[index]
  }

  /** Of a line that has none yet, one that says nothing. */
  at(index: number): Prefix {
    this.#prefixes[index] ??= { consumed: 0, text: '' }
    return this.#prefixes[index]
  }
}

/** Puts a line into a quote whose content stands at a column, without the indentation that its dialect asks for. */
function enter(
  prefix: Prefix,
  line: Line,
  { column, quotes, texts }: { column: number; quotes: number; texts: { blank: string; filled: string } },
): void {
  prefix.consumed = line.isBlank ? line.text.length : offsetOfColumn(line, column, prefix.consumed, quotes)
  prefix.text = line.isBlank ? texts.blank : texts.filled
}

function admitted(containers: readonly Container[]): Container[] {
  const result: Container[] = []
  /** The lines that the containers around end before. */
  const ends: number[] = []
  let left = mostContained
  for (const container of containers.toSorted((a, b) => a.at - b.at || b.body.to - a.body.to)) {
    const { from, to } = container.body
    while ((ends.at(-1) ?? from) < from) ends.pop()
    left -= to - from
    if (ends.length >= deepestContainer || result.length >= mostContainers || left < 0) continue
    ends.push(to)
    result.push(container)
  }
  return result
}

/** What stands around the head of a container. */
interface HeadContext {
  around: string
  /** Whether an empty line follows it. */
  isApart: boolean
  textOf: TextOf | undefined
}

/** Its head as a quote: a paragraph that says what it is, where nothing else would, then the words of its own. */
function headEdits(
  { meaning, at, headEnd, title }: Container,
  line: Line,
  { around, isApart, textOf }: HeadContext,
): Edit[] {
  const included = meaning.kind === 'include' ? textOf?.(meaning.file, meaning.lines) : undefined
  if (included !== undefined) return [{ start: at, end: headEnd, text: included.replace(/\n/g, `\n${around}`) }]
  const marker = markerOf(meaning)
  const between = `\n${around}>\n${around}> `
  // Words that go on behind the head on its line are its first content.
  const end = isApart ? '' : `\n${around}>`
  const rest = headEnd < line.end ? between : end
  if (!title) {
    const isAlone = marker === undefined && headEnd < line.end
    return [{ start: at, end: headEnd, text: isAlone ? '> ' : `> ${marker ?? ''}`.trimEnd() + rest }]
  }
  return [
    { start: at, end: title.start, text: marker === undefined ? '> ' : `> ${marker}${between}` },
    { start: title.end, end: headEnd, text: rest },
  ]
}

/** The text that stands in the place of an included file; none where its place is only marked. */
export type TextOf = (file: string, lines?: LineRange) => string | undefined

/** The first paragraph of a quote that stands for a container, which says what it is. */
export function markerOf(meaning: Meaning): string | undefined {
  switch (meaning.kind) {
    case 'admonition':
      return `[!${meaning.admonition.toUpperCase()}]`
    case 'tab':
      return typeof meaning.label === 'object' ? `**${meaning.label.text}**` : undefined
    case 'unknown':
      return `\`${meaning.name}\``
    default:
      return undefined
  }
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let fence: { sign: string; index: number; column: number } | undefined
  let isComment = false
  const frontmatter = frontmatterOf(text).length
  for (let start = 0, next = 0; start < text.length; start = next) {
    const end = endOfLine(text, start)
    next = text.charAt(end) === '\r' && text.charAt(end + 1) === '\n' ? end + 2 : end + 1
    const line = text.slice(start, end)
    const isMatter = start < frontmatter
    const mark = isMatter || isComment ? undefined : fenceMark(line)
    let isCode = isMatter || isComment || fence !== undefined
    const around = fence
    // What is indented by four more is code in it.
    const isEnd = fence && mark?.sign.startsWith(fence.sign) && mark.info === '' && mark.column < fence.column + 4
    if (fence !== undefined) {
      if (isEnd) fence = undefined
    } else if (mark) {
      fence = { sign: mark.sign, index: lines.length, column: mark.column }
      isCode = true
    } else if (!isMatter && !isComment && line.includes('<!--') && /^\s*<!--/.test(line)) {
      isCode = true
      isComment = !line.includes('-->')
    } else if (isComment) isComment = !line.includes('-->')
    const inFence = around ?? fence
    lines.push({
      index: lines.length,
      start,
      end,
      text: line,
      indent: indentOf(line),
      isBlank: line.trim() === '',
      isCode,
      isFenced: around !== undefined && !isEnd,
      ...(inFence && { fence: inFence.index }),
    })
  }
  return lines
}

/** The offset of the next sign that ends a line. */
function endOfLine(text: string, start: number): number {
  let at = start
  while (at < text.length && text.charAt(at) !== '\n' && text.charAt(at) !== '\r') at++
  return at
}

function indentOf(line: string): number {
  return line.startsWith(' ') || line.startsWith('\t') ? widthOf(/^[ \t]*/.exec(line)?.[0] ?? '') : 0
}

/** A page's frontmatter with the lines around it: YAML, or TOML between lines of `+++`; empty where there is none. */
export function frontmatterOf(text: string): string {
  return (
    /^(?:---[ \t]*\r?\n(?:[\s\S]*?\n)?(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n(?:[\s\S]*?\n)?\+\+\+)[ \t]*(?=\r?\n|$)/.exec(
      text,
    )?.[0] ?? ''
  )
}

/** The opening or closing line of a fence of code, also in lists and quotes, however far it is indented. */
function fenceMark(line: string): { sign: string; info: string; column: number } | undefined {
  if (!line.includes('```') && !line.includes('~~~')) return undefined
  const [, lead = '', sign = '', info = ''] =
    /^([\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})(.*)$/.exec(line) ?? []
  const isInline = sign.startsWith('`') && info.includes('`')
  const column = widthOf(lead)
  return sign === '' || isInline ? undefined : { sign, info: info.trim(), column }
}

/** The columns of what a line begins with: a tab goes on to the next multiple of four. */
export function widthOf(lead: string): number {
  let width = 0
  for (const sign of lead) width = columnAfter(sign, width)
  return width
}

function columnAfter(sign: string, column: number): number {
  return column + (sign === '\t' ? 4 - (column % 4) : 1)
}

/** The column of an offset of the page that stands on a line. */
export function columnOf(line: Line, offset: number): number {
  return widthOf(line.text.slice(0, offset - line.start))
}

/** How many quotes a line stands in, by what it begins with. */
export function quotesIn(lead: string): number {
  return lead.replace(/[^>]/g, '').length
}

/**
 * The offset, within a line, of the first sign that stands at a column or behind it, or that is neither white space nor
 * the mark of one of so many quotes.
 */
function offsetOfColumn(line: Line, column: number, least: number, quotes: number): number {
  let width = 0
  let offset = 0
  let left = quotes
  while (offset < line.text.length && width < column) {
    const sign = line.text.charAt(offset)
    const isQuote = sign === '>' && left-- > 0
    if (offset >= least && !isQuote && sign !== ' ' && sign !== '\t') break
    width = columnAfter(sign, width)
    offset++
  }
  return Math.max(offset, least)
}

/** The line that an offset of the page stands on. */
export function lineAt(lines: readonly Line[], offset: number): Line {
  const index = partitionPoint(lines, ({ start }) => start <= offset) - 1
  return (
    lines[Math.max(0, index)] ?? {
      index: 0,
      start: 0,
      end: 0,
      text: '',
      indent: 0,
      isBlank: true,
      isCode: false,
      isFenced: false,
    }
  )
}
