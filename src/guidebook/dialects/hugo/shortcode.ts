/** A value that is given to a shortcode, with its place without quotes. */
export interface Argument {
  value: string
  start: number
  end: number
  /** Whether it stands in the text just as it is: nothing in it is escaped. */
  isPlain: boolean
}

/** A tag as it stands in a text, by offsets. */
interface Tag {
  start: number
  end: number
}

/** A shortcode of Hugo: `{{< name "first" key="value" >}}`, with what stands between it and its closing tag. */
export interface Shortcode extends Tag {
  name: string
  /** What it makes is HTML for `<`, and read as Markdown for `%`. */
  mark: '<' | '%'
  positional: Argument[]
  named: ReadonlyMap<string, Argument>
  /** Absent where it stands alone. */
  closing?: Tag
  parent?: Shortcode
  children: Shortcode[]
}

/** A shortcode that is only shown: between the signs of a comment of C, its marks stand for themselves. */
export interface EscapedShortcode extends Tag {
  mark: '<' | '%'
  /** Offsets of what is shown between the marks. */
  inner: Tag
}

export interface Shortcodes {
  /** Those that stand in no other. */
  shortcodes: Shortcode[]
  /** Those in code, each by itself. */
  inCode: Shortcode[]
  escaped: EscapedShortcode[]
}

/** How what stands at an offset is read: as a part of the text, as code, or not at all. */
export type Surroundings = (offset: number) => 'text' | 'code' | 'hidden'

/** No tag is longer; this also bounds the time for texts that look like many. */
const longestTag = 20_000

/** The shortcodes of a text, by the rules of Hugo's own lexer; what is none by them stays text. Takes linear time. */
export function readShortcodes(text: string, surroundings: Surroundings): Shortcodes {
  const found: Shortcodes = { shortcodes: [], inCode: [], escaped: [] }
  const ends = new EscapeEnds(text)
  const open = new OpenShortcodes()
  for (let at = text.indexOf('{{'); at !== -1; at = text.indexOf('{{', at)) {
    const mark = text.charAt(at + 2)
    if (mark !== '<' && mark !== '%') {
      at += 1
      continue
    }
    const tag = escapedAt(text, at, mark, ends) ?? new TagReader(text, at, mark).read()
    if (!tag) {
      at += 2
      continue
    }
    const around = surroundings(at)
    at = tag.end
    if (around === 'hidden') continue
    if ('inner' in tag) found.escaped.push(tag)
    else if (around === 'text') open.add(tag)
    else if (!tag.isClosing) found.inCode.push(shortcodeOf(tag))
  }
  found.shortcodes = open.finish()
  return found
}

/** The first of these names that has an argument, else the argument at a place. */
export function argumentOf(
  { named, positional }: Shortcode,
  names: readonly string[],
  index?: number,
): Argument | undefined {
  for (const name of names) {
    const found = named.get(name)
    if (found) return found
  }
  return index === undefined ? undefined : positional[index]
}

function shortcodeOf({ name, mark, positional, named, start, end }: ReadTag): Shortcode {
  return { name, mark, positional, named, start, end, children: [] }
}

/** Finds the partner of each closing tag: what stands between the two and has no end of its own stands alone. */
class OpenShortcodes {
  /** Those that stand in none that is closed yet. */
  readonly #list: Shortcode[] = []
  readonly #open = new Map<string, { shortcode: Shortcode; index: number }[]>()

  add(tag: ReadTag): void {
    if (tag.isClosing) {
      this.#close(tag)
      return
    }
    const shortcode = shortcodeOf(tag)
    const index = this.#list.push(shortcode) - 1
    if (tag.isWhole) return
    const named = this.#open.get(tag.name)
    if (named) named.push({ shortcode, index })
    else this.#open.set(tag.name, [{ shortcode, index }])
  }

  finish(): Shortcode[] {
    return this.#list
  }

  #close({ name, start, end }: ReadTag): void {
    const named = this.#open.get(name) ?? []
    for (let last = named.pop(); last; last = named.pop()) {
      const { shortcode, index } = last
      // Else it stands in one that has been closed since.
      if (this.#list[index] !== shortcode) continue
      shortcode.closing = { start, end }
      shortcode.children = this.#list.splice(index + 1)
      for (const child of shortcode.children) child.parent = shortcode
      return
    }
  }
}

/** Where escaped shortcodes end, without looking for a second time through a text that has no end. */
class EscapeEnds {
  readonly #text: string
  readonly #none = new Set<string>()
  constructor(text: string) {
    this.#text = text
  }

  after(at: number, end: string): number | undefined {
    if (this.#none.has(end)) return undefined
    const found = this.#text.indexOf(end, at)
    if (found === -1) this.#none.add(end)
    return found === -1 || found - at > longestTag ? undefined : found
  }
}

function escapedAt(text: string, start: number, mark: '<' | '%', ends: EscapeEnds): EscapedShortcode | undefined {
  if (text.slice(start + 3, start + 5) !== '/*') return undefined
  const close = `*/${mark === '<' ? '>' : '%'}}}`
  const end = ends.after(start + 5, close)
  if (end === undefined) return undefined
  return { start, end: end + close.length, mark, inner: { start: start + 5, end } }
}

interface ReadTag extends Tag {
  name: string
  mark: '<' | '%'
  positional: Argument[]
  named: Map<string, Argument>
  isClosing: boolean
  /** Whether it says that it has no closing tag: `{{< name />}}`. */
  isWhole: boolean
}

const nameOfShortcode = /[\p{L}\p{N}_][\p{L}\p{N}_./-]*/uy
const keyOfArgument = /([A-Za-z0-9_-]+)[ \t\r\n]*=[ \t\r\n]*/y
const bareWord = /(?:[^\s"`{}>%/]|[>%](?!\}\})|\/(?![>%]\}\}))+/y
const space = /\s*/y

/** Reads one tag; a text that breaks off, or has something in it that no shortcode has, is none. */
class TagReader {
  readonly #text: string
  readonly #start: number
  readonly #mark: '<' | '%'
  #at: number
  constructor(text: string, start: number, mark: '<' | '%') {
    this.#text = text
    this.#start = start
    this.#mark = mark
    this.#at = start + 3
  }

  read(): ReadTag | undefined {
    this.#match(space)
    const isClosing = this.#take('/')
    this.#match(space)
    const name = this.#match(nameOfShortcode)?.[0].replace(/\/$/, '')
    if (name === undefined) return undefined
    // `{{<name/>}}`: the slash belongs to its end.
    if (this.#text.charAt(this.#at - 1) === '/') this.#at -= 1
    const positional: Argument[] = []
    const named = new Map<string, Argument>()
    const close = `${this.#mark === '<' ? '>' : '%'}}}`
    while (this.#at - this.#start < longestTag) {
      this.#match(space)
      const isWhole = this.#take(`/${close}`)
      if (isWhole || this.#take(close))
        return { name, mark: this.#mark, positional, named, isClosing, isWhole, start: this.#start, end: this.#at }
      const key = this.#match(keyOfArgument)?.[1]
      const argument = this.#argument()
      if (!argument) return undefined
      if (key === undefined) positional.push(argument)
      else named.set(key, argument)
    }
    return undefined
  }

  #argument(): Argument | undefined {
    const sign = this.#text.charAt(this.#at)
    if (sign === '`') return this.#quoted('`')
    if (sign === '"') return this.#quoted('"')
    const start = this.#at
    const word = this.#match(bareWord)
    return word ? { value: word[0], start, end: this.#at, isPlain: true } : undefined
  }

  #quoted(quote: '"' | '`'): Argument | undefined {
    const start = this.#at + 1
    const limit = Math.min(this.#text.length, this.#start + longestTag)
    for (let end = start; end < limit; end++) {
      const sign = this.#text.charAt(end)
      if (sign === '\\' && quote === '"') end += 1
      else if (sign === quote) {
        this.#at = end + 1
        const written = this.#text.slice(start, end)
        const value = quote === '"' ? written.replace(/\\(["\\])/g, '$1') : written
        return { value, start, end, isPlain: value === written }
      }
    }
    return undefined
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (!match) return undefined
    this.#at = pattern.lastIndex
    return match
  }

  #take(sign: string): boolean {
    if (!this.#text.startsWith(sign, this.#at)) return false
    this.#at += sign.length
    return true
  }
}
