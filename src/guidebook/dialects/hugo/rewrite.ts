import { posix } from 'node:path'
import { partitionPoint } from '../../../text/partition-point.ts'
import type { AdmonitionKind } from '../block.ts'
import type { PageReading } from '../dialect.ts'
import { columnOf, type Line, lineAt, type Meaning, type Rewriter } from '../rewriter.ts'
import { attributesAtEnd, attributesOfLine } from './attributes.ts'
import { includedFile } from './include.ts'
import { handlingOf, isColour, kindOf } from './meaning.ts'
import { type Parameters, parameterValue } from './parameter.ts'
import { type Argument, argumentOf, type EscapedShortcode, readShortcodes, type Shortcode } from './shortcode.ts'
import { asDestination } from './target.ts'

/** Writes Hugo's shortcodes, and the attributes that Goldmark reads, as GitHub's Markdown. */
export function rewriteHugo(rewriter: Rewriter, reading: PageReading, parameters: Parameters): void {
  rewriteFrontmatter(rewriter)
  rewriteLines(rewriter)
  if (!/\{\{[<%]/.test(rewriter.text)) return
  const writer = new ShortcodeWriter(rewriter, reading, parameters)
  const { shortcodes, inCode, escaped } = readShortcodes(rewriter.text, (offset) => writer.surroundings(offset))
  writer.writeAll(shortcodes)
  for (const shortcode of inCode) writer.writeInCode(shortcode)
  for (const one of escaped) writer.writeEscaped(one)
}

/** Frontmatter in JSON is YAML too, without its lines of `---`. */
function rewriteFrontmatter(rewriter: Rewriter): void {
  const [block] = /^\{[ \t]*\r?\n[\s\S]*?\n\}[ \t]*(?=\r?\n|$)/.exec(rewriter.text) ?? []
  if (block === undefined) return
  rewriter.replace(0, 0, '---\n')
  rewriter.replace(block.length, block.length, '\n---')
}

const atxHeading = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?#{1,6}[ \t]/
const underline = /^[ \t>]*(?:=+|-+)[ \t]*$/

/** Attributes of headings and of blocks are none of GitHub's, and neither are definitions, which become lists. */
function rewriteLines(rewriter: Rewriter): void {
  for (const line of rewriter.lines) {
    if (line.isCode || line.isBlank) continue
    const next = rewriter.lines[line.index + 1]
    if (line.text.trimEnd().endsWith('}') || line.text.trimEnd().endsWith('#')) {
      const isHeading = atxHeading.test(line.text) || (next !== undefined && !next.isCode && underline.test(next.text))
      const attributes = isHeading ? attributesAtEnd(line.text, line.start) : undefined
      if (attributes) rewriter.replace(attributes.start, attributes.end, '')
      const ofBlock = attributes ? undefined : attributesOfLine(line.text)
      const isBehind = rewriter.lines[line.index - 1]?.isBlank === false
      if (ofBlock && isBehind) {
        if (ofBlock.id === undefined) rewriter.replace(line.start + ofBlock.start, line.end, '')
        else rewriter.replace(line.start, line.end, `\n<a id="${ofBlock.id.replace(/[&"<>]/g, '')}"></a>`)
      }
    }
    const mark = /^ {0,3}:(?=[ \t]+\S)/.exec(line.text)?.[0].length
    if (mark !== undefined && isDefinitionOfTerm(rewriter.lines, line))
      rewriter.replace(line.start + mark - 1, line.start + mark, '-')
  }
}

/** A term stands above it, or another definition of that term. */
function isDefinitionOfTerm(lines: readonly Line[], { index }: Line): boolean {
  const above = lines[index - 1]?.isBlank ? lines[index - 2] : lines[index - 1]
  return above !== undefined && !above.isBlank && !above.isCode && !/^[ \t]*(?:#|\||>|[-*+][ \t])/.test(above.text)
}

const lead = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*$/

/** What stands in more shortcodes than this is written without boxes. */
const deepest = 12

class ShortcodeWriter {
  readonly #rewriter: Rewriter
  readonly #reading: PageReading
  readonly #parameters: Parameters
  /** Runs of inline code by their lines. */
  readonly #spans = new Map<number, { start: number; end: number }[]>()
  /** How many tabs of a group have been written. */
  readonly #tabs = new Map<Shortcode, number>()
  readonly #text: string
  #depth = 0

  constructor(rewriter: Rewriter, reading: PageReading, parameters: Parameters) {
    this.#rewriter = rewriter
    this.#reading = reading
    this.#parameters = parameters
    this.#text = rewriter.text
  }

  surroundings(offset: number): 'text' | 'code' | 'hidden' {
    const line = this.#lineAt(offset)
    if (line.isCode) return line.isFenced ? 'code' : 'hidden'
    const spans = this.#codeSpans(line)
    const span = spans[partitionPoint(spans, ({ start }) => start <= offset) - 1]
    return span && offset >= span.start && offset < span.end ? 'code' : 'text'
  }

  /** All of them and what stands in them, in the order of the page. */
  writeAll(shortcodes: readonly Shortcode[]): void {
    const pending = shortcodes.map((shortcode) => ({ shortcode, depth: 0 })).reverse()
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { shortcode, depth } = next
      this.#depth = depth
      if (!this.#write(shortcode)) continue
      for (const child of shortcode.children.toReversed()) pending.push({ shortcode: child, depth: depth + 1 })
    }
  }

  /** Whether those that stand in it are to be written too. */
  #write(shortcode: Shortcode): boolean {
    const handling = handlingOf(shortcode.name, this.#reading.settings)
    switch (handling) {
      case 'reference':
        this.#writeReference(shortcode)
        return true
      case 'parameter':
        this.#writeParameter(shortcode)
        return true
      case 'code':
        if (shortcode.closing) this.#writeCode(shortcode)
        else this.#writeUnknown(shortcode)
        return false
      case 'media':
        this.#writeMedia(shortcode)
        return false
      case 'figure':
        this.#writeFigure(shortcode)
        return false
      case 'link':
        this.#writeLink(shortcode)
        return true
      case 'include':
        this.#writeInclude(shortcode)
        return true
      case 'hidden':
        this.#writeHidden(shortcode)
        return false
      case 'plain':
        this.#writePlain(shortcode)
        return true
      case 'callout':
      case 'details':
      case 'tabs':
      case 'tab':
        this.#writeBox(shortcode, handling)
        return true
      default:
        this.#writeUnknown(shortcode)
        return true
    }
  }

  /** In code, known names alone stand for something: all else may be the very thing that is shown. */
  writeInCode(shortcode: Shortcode): void {
    const { start, end, name } = shortcode
    const handling = handlingOf(name, this.#reading.settings)
    if (handling === 'reference') this.#rewriter.replace(start, end, targetOf(shortcode))
    if (handling === 'parameter') {
      const value = parameterValue(shortcode, this.#parameters)
      if (value !== undefined) this.#rewriter.replace(start, end, value)
    }
    if (handling !== 'include') return
    const file = includedFile(shortcode, this.#reading)
    const text = file === undefined ? undefined : this.#reading.includes.get(file)
    const line = this.#lineAt(start)
    const before = this.#text.slice(line.start, start)
    if (text !== undefined && before.trim() === '')
      this.#rewriter.replace(start, end, text.trimEnd().replace(/\r?\n/g, `\n${before}`))
  }

  writeEscaped({ start, end, mark, inner }: EscapedShortcode): void {
    const isText = this.surroundings(start) === 'text'
    const close = mark === '<' ? '>' : '%'
    this.#rewriter.replace(start, inner.start, isText && mark === '<' ? '{{\\<' : `{{${mark}`)
    this.#rewriter.replace(inner.end, end, isText && mark === '<' ? '\\>}}' : `${close}}}`)
  }

  #writeReference(shortcode: Shortcode): void {
    const { start, end } = shortcode
    const target = targetOf(shortcode)
    const address = asDestination(target)
    const isInLink = this.#isDestination(start)
    this.#rewriter.replace(start, end, isInLink || target === '' ? address : `[${plain(target)}](${address})`)
  }

  #writeParameter(shortcode: Shortcode): void {
    const { start, end, name } = shortcode
    const value = parameterValue(shortcode, this.#parameters)
    const asked = argumentOf(shortcode, ['name'], 0)?.value
    const missing = this.#isDestination(start) ? asDestination(asked ?? name) : quoted(`${name} ${asked ?? ''}`)
    this.#rewriter.replace(start, end, value ?? missing)
  }

  /** The inside of `highlight` and `mermaid` is code. */
  #writeCode(shortcode: Shortcode): void {
    const { start, end, closing, name, children } = shortcode
    if (!closing) return
    for (const child of children) this.writeInCode(child)
    const inner = this.#text.slice(end, closing.start)
    const language = name === 'mermaid' ? name : (argumentOf(shortcode, ['lang', 'language', 'type'], 0)?.value ?? '')
    if (!inner.includes('\n') || !this.#isAtStart(start)) {
      const marks = fenceFor(inner, 1)
      this.#rewriter.replace(start, end, marks)
      this.#rewriter.replace(closing.start, closing.end, marks)
      return
    }
    const line = this.#lineAt(start)
    const indent = this.#text.slice(line.start, start).replace(/\S/g, ' ')
    const marks = fenceFor(inner, 3)
    const isApart = /^[ \t]*\r?\n/.test(inner)
    const isEnded = /\n[ \t]*$/.test(inner)
    this.#rewriter.replace(
      start,
      end,
      `${marks}${language.replace(/[^\w+#.-]/g, '')}${codeOptions(shortcode)}${isApart ? '' : `\n${indent}`}`,
    )
    this.#rewriter.replace(closing.start, closing.end, isEnded ? marks : `\n${indent}${marks}`)
  }

  /** What another site shows is a link to it. */
  #writeMedia(shortcode: Shortcode): void {
    const { name, start, closing, end } = shortcode
    const address = addressOfMedia(shortcode)
    if (address === undefined) {
      this.#writeUnknown(shortcode)
      return
    }
    const title = argumentOf(shortcode, ['title', 'label', 'alt'])?.value ?? mediaTitles[name] ?? name
    this.#rewriter.replace(start, closing?.end ?? end, `[${plain(line(title))}](${address})`)
  }

  #writeFigure(shortcode: Shortcode): void {
    const { start, end, closing, name } = shortcode
    const value = (names: string[], index?: number) => argumentOf(shortcode, names, index)?.value.trim() ?? ''
    const source = this.#expanded(value(['src', 'source', 'image', 'url', 'name', 'file'], 0))
    const caption = line(value(['caption', 'attr', 'title']))
    const alternative = line(value(['alt'], undefined)) || plain(caption)
    const image = `![${plain(line(alternative))}](${asDestination(source)})`
    const link = value(['link', 'href'])
    const linked = link === '' ? image : `[${image}](${asDestination(link)})`
    const below = caption === '' ? '' : `<br>${caption}`
    this.#rewriter.replace(start, closing?.end ?? end, source === '' ? quoted(name) : linked + below)
  }

  #writeLink(shortcode: Shortcode): void {
    const { start, end, closing, name } = shortcode
    const value = (names: string[]) => argumentOf(shortcode, names)?.value.trim() ?? ''
    const target = this.#expanded(value(['href', 'link', 'url', 'relref', 'ref', 'page', 'to', 'src', 'path']))
    const label = line(value(['text', 'title', 'label', 'name', 'header', 'content', 'subtitle']))
    if (target === '') {
      if (closing) this.#writePlain(shortcode)
      else this.#rewriter.replace(start, end, plain(label || line(argumentOf(shortcode, [], 0)?.value ?? name)))
      return
    }
    const isInside = closing !== undefined && this.#text.slice(end, closing.start).trim() !== ''
    const isOneLine = isInside && !/\n[ \t]*\r?\n/.test(this.#text.slice(end, closing.start).trim())
    const address = asDestination(target)
    if (closing && isInside && isOneLine && label === '') {
      this.#rewriter.replace(start, end, '[')
      this.#rewriter.replace(closing.start, closing.end, `](${address})`)
      return
    }
    const link = `[${plain(label || target)}](${address})`
    this.#rewriter.replace(start, end, isInside ? `${link} ` : link)
    if (closing) this.#rewriter.replace(closing.start, closing.end, '')
  }

  #writeInclude(shortcode: Shortcode): void {
    const { start, end, name, closing } = shortcode
    const file = includedFile(shortcode, this.#reading)
    const text = file === undefined ? undefined : this.#reading.includes.get(file)
    const isCode =
      argumentOf(shortcode, ['code'])?.value === 'true' || !/\.(?:md|markdown|html?|txt)$/i.test(file ?? '.md')
    const isAlone = this.#isAtStart(start) && this.#isAtEnd(closing?.end ?? end)
    const line = this.#lineAt(start)
    if (file === undefined || !isAlone) {
      this.#rewriter.replace(start, closing?.end ?? end, quoted(name))
    } else if (isCode && text !== undefined) {
      const language = argumentOf(shortcode, ['lang', 'language'])?.value ?? posix.extname(file).slice(1)
      const marks = fenceFor(text, 3)
      const code = `${marks}${language.replace(/[^\w+#-]/g, '')}\n${text.trimEnd()}\n${marks}`
      const indent = this.#text.slice(line.start, start).replace(/\S/g, ' ')
      this.#rewriter.replace(start, closing?.end ?? end, code.replace(/\r?\n/g, `\n${indent}`))
    } else this.#contain(shortcode, isCode ? { kind: 'unknown', name } : { kind: 'include', file })
  }

  #writeHidden({ start, end, closing }: Shortcode): void {
    const last = closing?.end ?? end
    const [from, to] = [this.#lineAt(start), this.#lineAt(last)]
    const isWhole = this.#text.slice(from.start, start).trim() === '' && this.#text.slice(last, to.end).trim() === ''
    if (!isWhole) this.#rewriter.replace(start, last, '')
    else for (let index = from.index; index <= to.index; index++) this.#rewriter.removeLine(index)
  }

  /** Its content; where it has none, its words. */
  #writePlain(shortcode: Shortcode): void {
    const { start, end, closing } = shortcode
    if (closing) {
      this.#writeBox(shortcode, 'plain')
      return
    }
    const words = argumentOf(shortcode, ['text', 'content', 'title', 'label', 'name', 'entry'], 0)?.value ?? ''
    this.#rewriter.replace(start, end, plain(line(words)))
  }

  #writeUnknown(shortcode: Shortcode): void {
    const { start, end, name, closing } = shortcode
    if (this.#isBlock(shortcode)) {
      this.#contain(shortcode, { kind: 'unknown', name })
      return
    }
    // A name has no place in an address.
    this.#rewriter.replace(start, end, this.#isDestination(start) ? '' : quoted(name))
    if (closing) this.#rewriter.replace(closing.start, closing.end, '')
  }

  #writeBox(shortcode: Shortcode, handling: 'callout' | 'details' | 'tabs' | 'tab' | 'plain'): void {
    const { start, end, closing } = shortcode
    if (!this.#isBlock(shortcode)) {
      const label = handling === 'tab' || handling === 'details' ? titleOf(shortcode) : undefined
      this.#rewriter.replace(start, end, label ? `**${plain(line(label.value))}** ` : '')
      if (closing) this.#rewriter.replace(closing.start, closing.end, '')
      return
    }
    if (handling === 'callout' || handling === 'details') this.#writeAdmonition(shortcode, handling)
    else if (handling === 'tab') this.#writeTab(shortcode)
    else this.#writeAround(shortcode)
  }

  /** Of what only stands around others, the tags are left out; what is indented in it is moved to where it stands. */
  #writeAround(shortcode: Shortcode): void {
    const { start, end, closing } = shortcode
    const [head, last] = [this.#lineAt(end), this.#lineAt(closing?.start ?? end)]
    const isAlone = [start, end].every((at) => this.#lineAt(at).index === head.index) && this.#isAtEnd(end)
    const isMarked = closing && withoutClosing(last.text).trim() === ''
    const isFlat =
      /^[ \t]*$/.test(this.#text.slice(head.start, start)) && this.#indentOf(start, head.index + 1, last.index) === 0
    if (!isAlone || !isMarked || !isFlat || last.index === head.index) {
      this.#contain(shortcode, { kind: 'plain' })
      return
    }
    this.#rewriter.removeLine(head.index)
    this.#rewriter.removeLine(last.index)
  }

  #writeAdmonition(shortcode: Shortcode, handling: 'callout' | 'details'): void {
    const { kind: admonition, word, title } = headOf(shortcode, handling)
    const isOpen = argumentOf(shortcode, ['open', 'closed', 'expanded'])
    const fold = handling === 'details' && {
      fold:
        isOpen && (isOpen.value === 'true') !== shortcode.named.has('closed') ? ('open' as const) : ('closed' as const),
    }
    const isWritten = title?.isPlain && title.value.trim() !== '' && this.#lineAt(title.end).start <= shortcode.start
    const meaning: Meaning = {
      kind: 'admonition',
      admonition,
      title: isWritten ? 'written' : title ? { text: line(title.value) } : word,
      ...fold,
    }
    if (handling === 'details' && !title) meaning.title = { text: 'Details' }
    this.#contain(shortcode, meaning, isWritten ? title : undefined)
  }

  #writeTab(shortcode: Shortcode): void {
    const { parent, end, closing } = shortcode
    const index = parent ? (this.#tabs.get(parent) ?? 0) : undefined
    if (parent) this.#tabs.set(parent, (index ?? 0) + 1)
    const label = titleOf(shortcode)?.value ?? labelIn(parent, index ?? 0) ?? `${(index ?? 0) + 1}`
    const meaning: Meaning = { kind: 'tab', label: { text: line(label) }, ...(index === 0 && { isFirst: true }) }
    const inner = closing ? this.#text.slice(end, closing.start) : ''
    const language = codeLanguage(shortcode, inner)
    if (language === undefined) this.#contain(shortcode, meaning)
    else this.#containCode(shortcode, meaning, language)
  }

  /** A tab that holds nothing but code: its fence begins where its tag ends. */
  #containCode(shortcode: Shortcode, meaning: Meaning, language: string): void {
    const { start, end, closing } = shortcode
    if (!closing) return
    const [from, to] = [this.#lineAt(end), this.#lineAt(closing.start)]
    const marks = fenceFor(this.#text.slice(end, closing.start), 3)
    this.#rewriter.contain({
      meaning,
      at: start,
      headEnd: end - 1,
      body: { from: from.index + 1, to: to.index + 1 },
      indent: this.#indentOf(start, from.index + 1, to.index),
    })
    this.#rewriter.replace(end - 1, end, marks + language.replace(/[^\w+#.-]/g, ''))
    this.#rewriter.replace(closing.start, closing.end, marks)
  }

  #contain(shortcode: Shortcode, meaning: Meaning, title?: Argument): void {
    const { start, end, closing } = shortcode
    const head = this.#lineAt(end)
    const isAlone = this.#isAtEnd(end)
    const common = { meaning, at: start, ...(title && { title: { start: title.start, end: title.end } }) }
    const headEnd = isAlone ? head.end : end
    const none = { from: head.index + 1, to: head.index + 1 }
    if (!closing) {
      this.#rewriter.contain({ ...common, headEnd, body: none, indent: 0 })
      return
    }
    const last = this.#lineAt(closing.start)
    if (last.index === head.index) {
      const isEmpty = this.#text.slice(end, closing.start).trim() === ''
      this.#rewriter.contain({ ...common, headEnd: isEmpty ? closing.end : end, body: none, indent: 0 })
      if (!isEmpty) this.#rewriter.replace(closing.start, closing.end, '')
      return
    }
    const before = withoutClosing(this.#text.slice(last.start, closing.start)).trim()
    const after = withoutClosing(this.#text.slice(closing.end, last.end)).trim()
    const to = before === '' ? last.index : last.index + 1
    const isMark = before === '' && after === ''
    this.#rewriter.contain({
      ...common,
      headEnd,
      body: { from: head.index + 1, to },
      indent: this.#indentOf(start, head.index + 1, to),
      ...(isMark && { closing: last.index }),
    })
    // What follows on its line stands outside.
    if (!isMark) this.#rewriter.replace(closing.start, closing.end, before !== '' && after !== '' ? '\n\n' : '')
  }

  /** How far its content is indented: only what all lines have is not theirs. */
  #indentOf(start: number, from: number, to: number): number {
    const column = columnOf(this.#lineAt(start), start)
    let least = Number.POSITIVE_INFINITY
    for (const { isBlank, indent } of this.#rewriter.lines.slice(from, to))
      if (!isBlank) least = Math.min(least, indent)
    return Number.isFinite(least) ? Math.max(0, least - column) : 0
  }

  /** Whether it stands by itself, not in a sentence. */
  #isBlock({ start, end, closing }: Shortcode): boolean {
    if (this.#depth > deepest || !this.#isAtStart(start)) return false
    if (!closing) return this.#isAtEnd(end)
    const [head, last] = [this.#lineAt(end), this.#lineAt(closing.start)]
    return last.index > head.index || this.#isAtEnd(closing.end)
  }

  #isAtStart(start: number): boolean {
    return lead.test(this.#text.slice(this.#lineAt(start).start, start))
  }

  #isAtEnd(end: number): boolean {
    return !/\S/.test(this.#text.slice(end, this.#lineAt(end).end))
  }

  /** Whether an offset stands where a link says where it leads. */
  #isDestination(start: number): boolean {
    const before = this.#text.slice(Math.max(this.#lineAt(start).start, start - 300), start)
    return /(?:\]\(\s*<?[^()\s]*|^\s{0,3}\[[^\]]*\]:\s*<?\S*|=\s*["'][^"'\s]*)$/.test(before)
  }

  /** A value that has another shortcode in it. */
  #expanded(value: string): string {
    if (!value.includes('{{')) return value
    const { shortcodes } = readShortcodes(value, () => 'text')
    let [text, at] = ['', 0]
    for (const one of shortcodes) {
      const handling = handlingOf(one.name, this.#reading.settings)
      const shown = handling === 'reference' ? targetOf(one) : (parameterValue(one, this.#parameters) ?? '')
      text += value.slice(at, one.start) + shown
      at = one.end
    }
    return text + value.slice(at)
  }

  /** The runs of code in a line. A shortcode's own backticks begin none. */
  #codeSpans(line: Line): { start: number; end: number }[] {
    const known = this.#spans.get(line.index)
    if (known) return known
    const spans: { start: number; end: number }[] = []
    if (!line.text.includes('`')) return spans
    const masked = line.text.replace(/\{\{[<%][^{}]{0,1000}\}\}/g, (tag) => tag.replace(/`/g, ' '))
    let open: { at: number; length: number } | undefined
    for (const { index, 0: run } of masked.matchAll(/`+/g)) {
      if (!open) open = { at: index, length: run.length }
      else if (open.length === run.length) {
        spans.push({ start: line.start + open.at, end: line.start + index })
        open = undefined
      }
    }
    this.#spans.set(line.index, spans)
    return spans
  }

  #lineAt(offset: number): Line {
    return lineAt(this.#rewriter.lines, offset)
  }
}

/** A part of a line without the closing tags in it. */
function withoutClosing(text: string): string {
  return text.replace(/\{\{[<%][ \t]*\/[^{}]{0,200}\}\}/g, '')
}

const mediaTitles: Readonly<Record<string, string>> = {
  youtube: 'YouTube',
  vimeo: 'Vimeo',
  gist: 'Gist',
  tweet: 'Post on X',
  twitter: 'Post on X',
  x: 'Post on X',
  instagram: 'Instagram',
}

/** Where a picture, a film or a post of another site stands; none where the shortcode does not say. */
function addressOfMedia(shortcode: Shortcode): string | undefined {
  const { name, positional } = shortcode
  const [first = '', second = ''] = positional.map(({ value }) => encodeURIComponent(value.trim()))
  const id =
    encodeURIComponent(argumentOf(shortcode, ['id'])?.value.trim() ?? '') || (positional.length > 1 ? second : first)
  if (name === 'youtube' && id !== '') return `https://www.youtube.com/watch?v=${id}`
  if (name === 'vimeo' && id !== '') return `https://vimeo.com/${id}`
  if (name === 'instagram' && id !== '') return `https://www.instagram.com/p/${id}/`
  if (name === 'gist') return second === '' ? undefined : `https://gist.github.com/${first}/${second}`
  if (/^(?:tweet|twitter|x)$/.test(name)) {
    const user =
      encodeURIComponent(argumentOf(shortcode, ['user'])?.value.trim() ?? '') || (positional.length > 1 ? first : '')
    return user === '' || id === '' ? undefined : `https://x.com/${user}/status/${id}`
  }
  const file = argumentOf(shortcode, ['src', 'file', 'webm', 'mp4'], 0)?.value.trim() ?? ''
  return file === '' || /^(?:youtube|vimeo|instagram)$/.test(name) ? undefined : asDestination(file)
}

/** What `ref` and `relref` name. */
function targetOf(shortcode: Shortcode): string {
  return argumentOf(shortcode, ['path'], 0)?.value.trim() ?? ''
}

function titleOf(shortcode: Shortcode): Argument | undefined {
  return argumentOf(shortcode, ['title', 'summary', 'header', 'heading', 'name', 'label', 'text', 'question'], 0)
}

interface Head {
  kind: AdmonitionKind
  /** What stands at the head where it has no title. */
  word: 'default' | 'none' | { text: string }
  title?: Argument
}

function headOf(shortcode: Shortcode, handling: 'callout' | 'details'): Head {
  const { name, positional } = shortcode
  const named = argumentOf(shortcode, ['title', 'summary', 'header', 'heading', 'caption', 'label', 'name', 'text'])
  if (handling === 'details') {
    const title = named ?? positional[0]
    return { kind: 'note', word: 'default', ...(title && { title }) }
  }
  const type = argumentOf(shortcode, ['type', 'color', 'style', 'context', 'level', 'kind', 'variant', 'class', 'icon'])
  const words = [...(type ? [type] : []), ...positional].map(({ value }) =>
    value.trim().replace(/^(?:alert|callout|hint|is|bg|text)-/i, ''),
  )
  const own = words.find((word) => kindOf(word) !== undefined)
  const title =
    named ?? positional.find(({ value }) => kindOf(value.trim().replace(/^\w+-/, '')) === undefined && /\S/.test(value))
  const isGeneric = /^(?:alert|admonition|admonish|notice|hint|callout|box|blockquote|pageinfo|panel)$/.test(name)
  const kind = kindOf(own ?? (isGeneric ? 'note' : name)) ?? 'note'
  const said = own ?? (isGeneric || kindOf(name) === undefined ? undefined : name)
  const word = said === undefined || isColour(said) ? ('none' as const) : wordOf(said, kind)
  return { kind, word, ...(title && title.value.trim() !== '' && { title }) }
}

function wordOf(said: string, kind: AdmonitionKind): 'default' | { text: string } {
  const word = said.toLowerCase()
  if (word === kind) return 'default'
  const known = /^(?:info|danger|success|error|attention|example|question|summary|abstract|todo|bug|failure|hint)$/
  return known.test(word) ? { text: word.charAt(0).toUpperCase() + word.slice(1) } : 'default'
}

/** Labels that stand at the group: `{{< tabs "Linux" "Windows" >}}`, `{{< tabs items="Linux,Windows" >}}`. */
function labelIn(parent: Shortcode | undefined, index: number): string | undefined {
  if (!parent || index < 0) return undefined
  const items = parent.named.get('items')?.value.split(',')
  return (items?.[index] ?? parent.positional[index]?.value)?.trim()
}

/** The language of a tab that is code: Docsy's are unless they say otherwise, those of Kubernetes when they say so. */
function codeLanguage(shortcode: Shortcode, inner: string): string | undefined {
  const { parent, mark, closing } = shortcode
  if (!closing || !inner.includes('\n') || !/\n[ \t]*$/.test(inner) || !/^[ \t]*\r?\n/.test(inner)) return undefined
  const own = argumentOf(shortcode, ['codelang'])?.value
  if (own !== undefined) return own
  const isText = [shortcode, parent].some((one) => one?.named.get('text')?.value === 'true')
  if (parent?.name !== 'tabpane' || mark === '%' || isText || /^[ \t]*(?:```|~~~)/m.test(inner)) return undefined
  return (argumentOf(shortcode, ['lang']) ?? argumentOf(parent, ['lang']))?.value ?? ''
}

/** `{{< highlight go "hl_lines=3 5-7,linenos=inline" >}}`: what its second word asks for, as it stands behind a fence. */
function codeOptions({ name, positional }: Shortcode): string {
  if (name !== 'highlight') return ''
  const asked = (positional[1]?.value ?? '').matchAll(/(\w{1,40})\s*=\s*([\w\s-]{1,200})/g)
  return [...asked].map(([, key = '', value = '']) => ` ${key}="${line(value)}"`).join('')
}

/** Words as text of Markdown. */
function plain(words: string): string {
  return words.replace(/[\\`*_[\]<>|]/g, '\\$&')
}

/** Words on one line. */
function line(words: string): string {
  return words.replace(/\s+/g, ' ').trim()
}

/** A name as inline code; `finish` makes of it what is shown. */
function quoted(name: string): string {
  return `\`${line(name).replace(/`/g, '')}\``
}

/** More backticks than stand in a row in a text. */
function fenceFor(text: string, least: number): string {
  let longest = 0
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return '`'.repeat(longest >= least ? longest + 1 : least)
}
