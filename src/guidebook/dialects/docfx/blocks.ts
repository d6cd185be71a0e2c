import { type Enclosure, Enclosures, isOutside, leadPattern } from '../enclosure.ts'
import type { Line, Meaning, Rewriter } from '../rewriter.ts'
import { attributesIn } from './attributes.ts'

/** Blocks in blocks: no deeper than this. */
const deepest = 12

interface Opened {
  /** `zone`, `moniker`, `row`, `column`, `form`, `image`, or `tab`. */
  name: string
  at: number
  headEnd: number
  line: number
  title?: { start: number; end: number }
  meaning: Meaning
  enclosure: Enclosure
}

/** `:::zone target="docs"`, `::: moniker range=">= 8.0"`, `:::row:::`, `:::column span="2":::`. */
const opener = /^:{3,}[ \t]*(zone|moniker|row|column|form)\b(.*)$/i
const closer = /^:{3,}[ \t]*(zone|moniker|row|column|form|image|video)-end[ \t]*:{0,5}[ \t]*$/i
/** `# [Linux](#tab/linux)`, with a condition behind the name. */
const tabHead = /^#{1,6}[ \t]+\[((?:[^[\]\\]|\\.|\[[^[\]]{0,200}\]){1,500})\]\(#tab\/[\w+-]+(?:\/[\w-]*)?\)[ \t#]*$/
const thematicBreak = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/

/**
 * Reads docfx's blocks of three colons, and its tabs, which are headings. Sources: `TripleColonBlockParser`, `RowParser`,
 * `MonikerRangeParser`, `TabGroupAggregator` of Docfx.MarkdigEngine.Extensions.
 */
export class DocfxBlockReader {
  readonly #rewriter: Rewriter
  readonly #open: Opened[] = []

  constructor(rewriter: Rewriter) {
    this.#rewriter = rewriter
  }

  read(): void {
    const enclosures = new Enclosures()
    for (const line of this.#rewriter.lines) {
      const enclosure = enclosures.next(line)
      if (line.isCode) continue
      for (let top = this.#open.at(-1); top && isOutside(line, top.enclosure); top = this.#open.at(-1))
        this.#end(line.index)
      this.#readLine(line, enclosure)
    }
    while (this.#open.length > 0) this.#end(this.#rewriter.lines.length)
  }

  #readLine(line: Line, enclosure: Enclosure): void {
    const lead = leadPattern.exec(line.text)?.[0].length ?? 0
    const words = line.text.slice(lead)
    const at = line.start + lead
    if (words.startsWith('#')) this.#readTab(line, { words, at, enclosure })
    else if (words.startsWith(':::')) this.#readColons(line, { words, at, enclosure })
    else if (this.#open.at(-1)?.name === 'tab' && thematicBreak.test(words) && this.#isBreak(line)) {
      this.#end(line.index, line.index)
    }
  }

  /** Under a line of words, hyphens make a heading of it. */
  #isBreak({ index, text }: Line): boolean {
    const before = this.#rewriter.lines[index - 1]
    if (!/^[ \t>]*-/.test(text) || !before || before.isBlank || before.isCode) return true
    return /^[ \t>]*(?:[-*+|>#]|:::|\d{1,9}[.)])/.test(before.text)
  }

  #readTab(line: Line, { words, at, enclosure }: { words: string; at: number; enclosure: Enclosure }): void {
    const label = tabHead.exec(words)?.[1]
    if (label === undefined) return
    const isNext = this.#open.at(-1)?.name === 'tab'
    if (isNext) this.#end(line.index)
    if (this.#open.length >= deepest) return
    const start = at + words.indexOf('[') + 1
    this.#open.push({
      name: 'tab',
      at,
      headEnd: line.end,
      line: line.index,
      title: { start, end: start + label.length },
      meaning: { kind: 'tab', label: 'written', group: 'tab', ...(!isNext && { isFirst: true }) },
      enclosure,
    })
  }

  #readColons(line: Line, { words, at, enclosure }: { words: string; at: number; enclosure: Enclosure }): void {
    const closed = closer.exec(words)?.[1]?.toLowerCase()
    if (closed !== undefined) {
      this.#close(closed, line)
      return
    }
    const [, name, rest = ''] = opener.exec(words) ?? []
    if (name === undefined) {
      this.#readUnknown(line, { words, at })
      return
    }
    if (this.#open.length >= deepest) return
    const meaning = meaningOf(name.toLowerCase(), attributesIn(rest))
    this.#open.push({ name: name.toLowerCase(), at, headEnd: line.end, line: line.index, meaning, enclosure })
  }

  /** What is neither one of these blocks nor something that stands in sentences too. */
  #readUnknown(line: Line, { words, at }: { words: string; at: number }): void {
    const name = /^:{3,}[ \t]*([A-Za-z][\w-]*)/.exec(words)?.[1]
    if (name === undefined || /^(?:code|image|video|no-loc)$/i.test(name)) return
    const body = { from: line.index + 1, to: line.index + 1 }
    this.#rewriter.contain({ meaning: { kind: 'unknown', name: `:::${name}` }, at, headEnd: line.end, body, indent: 0 })
  }

  #close(name: string, line: Line): void {
    const index = this.#open.findLastIndex((one) => one.name === name)
    if (index === -1) {
      this.#rewriter.removeLine(line.index)
      return
    }
    while (this.#open.length > index + 1) this.#end(line.index)
    this.#end(line.index, line.index)
  }

  /** Ends the innermost block. */
  #end(to: number, closing?: number): void {
    const opened = this.#open.pop()
    if (!opened) return
    const { meaning, at, headEnd, title, line } = opened
    const from = line + 1
    let end = Math.max(from, to)
    while (end > from && this.#rewriter.lines[end - 1]?.isBlank) end--
    this.#rewriter.contain({
      meaning,
      at,
      headEnd,
      ...(title && { title }),
      body: { from, to: end },
      indent: 0,
      ...(closing !== undefined && { closing }),
    })
  }
}

/** Zones and ranges of versions are ways to say one thing, of which a reader chooses one. */
function meaningOf(name: string, attributes: ReadonlyMap<string, string>): Meaning {
  const pivot = attributes.get('pivot')
  const range = attributes.get('range')
  if (name === 'zone' && pivot) return { kind: 'tab', label: { text: pivot }, group: 'zone' }
  if (name === 'moniker' && range) return { kind: 'tab', label: { text: range }, group: 'moniker' }
  if (name === 'form') return { kind: 'unknown', name: ':::form' }
  return { kind: 'plain' }
}
