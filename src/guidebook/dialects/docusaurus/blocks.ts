import { type Enclosure, Enclosures, isOutside, leadPattern } from '../enclosure.ts'
import { columnOf, type Line, type Meaning, type Rewriter } from '../rewriter.ts'
import { admonitionOf, readHead } from './admonition.ts'
import { blockMeaning, type ComponentMeaning, inlineText, tabLabels } from './component.ts'
import { fencesIn } from './fence.ts'
import { literalValue, type Tag, TagReader } from './tag.ts'

/** Blocks in blocks: no deeper than this. */
const deepest = 12

/** Lines that are longer hold no tags that somebody reads. */
const longestLine = 10_000

/** A block that was opened and not closed yet. */
interface Opened {
  /** Colons that it begins with; 0 for a component. */
  colons: number
  /** Of the component; empty for colons. */
  name: string
  at: number
  headEnd: number
  /** The lines that its head begins and ends on. */
  headLine: Line
  line: number
  title?: { start: number; end: number }
  meaning: Meaning
  enclosure: Enclosure
  isTabsOfCode: boolean
  /** Labels of tabs by their values, of `<Tabs values={…}>`. */
  labels: ReadonlyMap<string, string>
  /** The first closing line that it had, had it been read as remark-directive does. */
  firstCloser?: number
}

/**
 * Reads the blocks of Docusaurus, VitePress and Starlight: containers of colons, and components. They stand in each
 * other, so one pass reads both. Sources: remark-directive, markdown-it-container, MDX.
 */
export class BlockReader {
  readonly #rewriter: Rewriter
  readonly #withComponents: boolean
  readonly #tags: TagReader
  readonly #open: Opened[] = []
  /** What closes the components in sentences that are open. */
  readonly #closers: { name: string; text: string }[] = []

  constructor(rewriter: Rewriter, { withComponents }: { withComponents: boolean }) {
    this.#rewriter = rewriter
    this.#withComponents = withComponents
    this.#tags = new TagReader(rewriter.text)
  }

  read(): void {
    const enclosures = new Enclosures()
    let isRead = -1
    for (const line of this.#rewriter.lines) {
      const enclosure = enclosures.next(line)
      if (line.isCode || this.#rewriter.isRemoved(line.index)) continue
      this.#leave(line)
      // A tag that goes on over lines has been read with its first one.
      if (line.start < isRead) continue
      if (this.#readColons(line, enclosure)) continue
      if (this.#withComponents) isRead = this.#readTags(line, enclosure)
    }
    while (this.#open.length > 0) this.#endAtLast(this.#rewriter.lines.length)
  }

  /** Ends what stands in a list item or in a quote that this line is no part of. */
  #leave(line: Line): void {
    for (let top = this.#open.at(-1); top && isOutside(line, top.enclosure); top = this.#open.at(-1))
      this.#endAtLast(line.index)
  }

  /** Ends the innermost block without a mark. */
  #endAtLast(to: number): void {
    const opened = this.#open.pop()
    if (opened) this.#contain(opened, Math.min(to, opened.firstCloser ?? to))
  }

  #contain(opened: Opened, to: number, closing?: number): void {
    const { lines } = this.#rewriter
    const { at, headEnd, title, meaning, isTabsOfCode } = opened
    const from = opened.line + 1
    let end = Math.max(from, to)
    while (end > from && lines[end - 1]?.isBlank) end--
    const indent = opened.colons > 0 ? 0 : this.#commonIndent(opened, end)
    this.#rewriter.contain({
      meaning,
      at,
      headEnd,
      ...(title && { title }),
      body: { from, to: end },
      indent,
      ...(closing !== undefined && { closing }),
    })
    if (isTabsOfCode) this.#tabsOfCode(from, end)
  }

  /** In a component, content may be indented as far as its author likes. */
  #commonIndent({ at, headLine, line }: Opened, to: number): number {
    const { lines } = this.#rewriter
    const column = columnOf(headLine, at)
    let least = Number.POSITIVE_INFINITY
    for (const one of lines.slice(line + 1, to)) {
      const isInCode = one.isCode && lines[one.index - 1]?.isCode
      if (!one.isBlank && !isInCode) least = Math.min(least, one.indent)
    }
    return Number.isFinite(least) ? Math.max(0, least - column) : 0
  }

  /** Each fence of a `code-group` is a tab with the label of its meta, or its language. */
  #tabsOfCode(from: number, to: number): void {
    for (const { first, last, at, info } of fencesIn(this.#rewriter.lines, from, to)) {
      const text = /\[([^\]]{1,200})\]/.exec(info)?.[1] ?? /^[\w+#.-]+/.exec(info)?.[0] ?? 'Code'
      const body = { from: first + 1, to: last + 1 }
      this.#rewriter.contain({ meaning: { kind: 'tab', label: { text } }, at, headEnd: at, body, indent: 0 })
    }
  }

  #readColons(line: Line, enclosure: Enclosure): boolean {
    const closer = /^[ \t>]*(:{3,})[ \t]*$/.exec(line.text)?.[1]
    if (closer !== undefined) {
      this.#closeColons(line, closer.length)
      return true
    }
    const lead = leadPattern.exec(line.text)?.[0] ?? ''
    const [mark = '', colons = '', word = ''] =
      /^(:{3,})[ \t]*([A-Za-z][\w-]*)[ \t]*/.exec(line.text.slice(lead.length)) ?? []
    if (mark === '' || this.#open.length >= deepest) return false
    const at = line.start + lead.length
    const { title, attributes } = readHead(line.text.slice(lead.length + mark.length))
    const words = title && { start: at + mark.length + title.start, end: at + mark.length + title.end }
    const kind = /^(?:raw|v-pre|code-group|tabs)$/.test(word) ? ({ kind: 'plain' } as const) : undefined
    const known = kind ?? admonitionOf(word, words !== undefined, /\bopen\b/.test(attributes))
    const isUnknown = known === undefined && words !== undefined
    // The words of a box that is not known are its first content.
    if (isUnknown) this.#rewriter.replace(words.end, line.end, '')
    this.#open.push({
      colons: colons.length,
      name: '',
      at,
      headEnd: isUnknown ? words.start : line.end,
      headLine: line,
      line: line.index,
      ...(words && known?.kind === 'admonition' && { title: words }),
      meaning: known ?? { kind: 'unknown', name: `:::${word}` },
      enclosure,
      isTabsOfCode: word === 'code-group',
      labels: new Map(),
    })
    return true
  }

  /** The innermost of as many colons; else the outermost of fewer. */
  #closeColons(line: Line, colons: number): void {
    const exact = this.#open.findLastIndex((one) => one.colons === colons)
    const index = exact === -1 ? this.#open.findIndex((one) => one.colons > 0 && one.colons < colons) : exact
    if (index === -1) {
      const at = line.start + (/^[ \t>]*/.exec(line.text)?.[0].length ?? 0)
      const body = { from: line.index + 1, to: line.index + 1 }
      this.#rewriter.contain({ meaning: { kind: 'unknown', name: ':::' }, at, headEnd: line.end, body, indent: 0 })
      return
    }
    this.#closeFrom(index, line.index, line.index)
    for (const one of this.#open) if (one.colons > 0 && one.colons <= colons) one.firstCloser ??= line.index
  }

  /** Closes a block, and all that stands in it and was not closed. */
  #closeFrom(index: number, to: number, closing?: number): void {
    while (this.#open.length > index + 1) this.#endAtLast(to)
    const opened = this.#open.pop()
    if (opened) this.#contain(opened, to, closing)
  }

  /** Reads the tags that begin on a line. @returns the offset up to which the text is read. */
  #readTags(line: Line, enclosure: Enclosure): number {
    if (line.text.length > longestLine || !line.text.includes('<')) return line.end
    const { text, lines } = this.#rewriter
    const lead = leadPattern.exec(line.text)?.[0].length ?? 0
    const limit = Math.min(text.length, (lines[line.index + 60] ?? lines.at(-1))?.end ?? text.length)
    const isHeading = /^#{1,6}[ \t]/.test(line.text.slice(lead))
    const isClosersOnly = /^[ \t>]*(?:<\/[\w.:-]+>[ \t]*)+$/.test(line.text)
    let at = line.start
    for (const start of tagStarts(line)) {
      if (start < at) continue
      const tag = this.#tags.at(start, limit)
      if (!tag) continue
      at = tag.end
      if (!/^[A-Z]/.test(tag.name)) this.#plainAttributes(tag)
      else if (tag.kind === 'close') this.#closeTag(tag, line, isClosersOnly)
      else if (!isHeading) this.#openTag(tag, { line, isFirst: start === line.start + lead, enclosure })
    }
    return Math.max(at, line.end)
  }

  /** Properties in braces are no attributes to HTML, which would show all of the tag as text. */
  #plainAttributes({ attributes }: Tag): void {
    for (const attribute of attributes) {
      if (!attribute.isCode) continue
      const value = literalValue(attribute)
      const written =
        value === undefined || value === 'true' ? '' : `${attribute.name}="${value.replace(/"/g, '&quot;')}"`
      this.#rewriter.replace(attribute.start, attribute.end, written)
    }
  }

  #openTag(tag: Tag, { line, isFirst, enclosure }: { line: Line; isFirst: boolean; enclosure: Enclosure }): void {
    const { text, lines } = this.#rewriter
    let lastLine = line
    while (lastLine.end < tag.end) lastLine = lines[lastLine.index + 1] ?? { ...lastLine, end: tag.end }
    const isAlone = isFirst && text.slice(tag.end, lastLine.end).trim() === ''
    const labels = this.#open.findLast(({ name }) => name === 'Tabs')?.labels ?? new Map<string, string>()
    const meaning = blockMeaning(tag, labels)
    const written = inlineText(tag)
    if (written !== undefined && (tag.kind === 'empty' || !isAlone)) {
      this.#rewriter.replace(tag.start, tag.end, written.open)
      if (tag.kind === 'open') this.#closers.push({ name: tag.name, text: written.close })
      return
    }
    if (tag.kind === 'empty') {
      if (isAlone) this.#emptyBlock(tag, meaning, lastLine)
      return
    }
    const isKnown = meaning.kind !== 'unknown'
    if (!isFirst || (!isAlone && !isKnown) || this.#open.length >= deepest) return
    // What follows on the line is content, and so is what stands before the mark that closes it there.
    const headEnd = isAlone ? lastLine.end : tag.end
    this.#open.push({
      colons: 0,
      name: tag.name,
      at: tag.start,
      headEnd,
      headLine: line,
      line: lastLine.index,
      meaning: meaning.kind === 'hidden' ? { kind: 'plain' } : meaning,
      enclosure,
      isTabsOfCode: false,
      labels: tag.name === 'Tabs' ? tabLabels(tag) : new Map(),
    })
  }

  #emptyBlock(tag: Tag, meaning: ComponentMeaning, line: Line): void {
    if (meaning.kind === 'hidden' || meaning.kind === 'plain') {
      this.#rewriter.replace(tag.start, tag.end, '')
      return
    }
    const body = { from: line.index + 1, to: line.index + 1 }
    this.#rewriter.contain({ meaning, at: tag.start, headEnd: line.end, body, indent: 0 })
  }

  #closeTag(tag: Tag, line: Line, isClosersOnly: boolean): void {
    const index = this.#open.findLastIndex(({ name }) => name === tag.name)
    if (this.#closers.at(-1)?.name === tag.name) {
      this.#rewriter.replace(tag.start, tag.end, this.#closers.pop()?.text ?? '')
      return
    }
    if (index === -1) return
    if (isClosersOnly) {
      this.#closeFrom(index, line.index, line.index)
      return
    }
    this.#rewriter.replace(tag.start, tag.end, '')
    this.#closeFrom(index, line.index + 1)
  }
}

/** The offsets at which tags begin on a line, outside of code. */
function tagStarts({ start, text }: Line): number[] {
  const starts: number[] = []
  let at = 0
  for (const { index, 0: sign } of text.matchAll(/`+|<(?=\/?[A-Za-z])/g)) {
    if (index < at) continue
    if (sign === '<') {
      starts.push(start + index)
      continue
    }
    const close = text.indexOf(sign, index + sign.length)
    at = close === -1 ? index + sign.length : close + sign.length
  }
  return starts
}
