import type { YamlList, YamlMap, YamlNode, YamlPair, YamlScalar } from './node.ts'

/**
 * Reads what most YAML is: maps and lists by indentation, values on one line, blocks of text, flow collections on one line.
 * `undefined` of all else, and of all that is wrong: that is read by a parser of the whole language, which takes five times
 * as long. What this reads, that one reads just so: it is held to it by its tests.
 */
export function readPlainYaml(text: string): YamlNode | undefined {
  if (unusual.test(text)) return undefined
  const reader = new PlainReader(text)
  try {
    return reader.read()
  } catch (error) {
    if (error instanceof NotPlain) return undefined
    throw error
  }
}

/** Tabs, other line ends and control characters; marks of documents and directives. */
const unusual = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|^(?:---|\.\.\.|%)/m

/** Deeper than this nobody writes. */
const deepest = 60

/** A key on one line: what stands before the colon, and the spaces behind it. No longer than the language allows it to be. */
const key = /(?:([\w./$(][^\n:#'"{}[\],&*!|>%@`]{0,500})|"([^"\\\n]{0,500})"|'([^'\n]{0,500})'):(?= |\n|$)/y
/** A value without quotes, which holds nothing that ends it: neither a comment nor another key. */
const plainValue = /(?:[\w./$(+=^~;<\\\xa0-\ufffd]|-(?=[\w./$-]))(?:[^\n:#]|:(?=[^ \n])|(?<! )#)*/y
const quotedValue = /"([^"\\\n]*)"|'([^'\n]*)'(?!')/y
/** What may follow a value on its line. */
const lineEnd = / *(?:(?<= )#[^\n]*)?(?:\n|$)/y
const blankLines = /(?: *(?:#[^\n]*)?\n)*(?: *(?:#[^\n]*)?$)?/y
const textBlock = /\|-?(?=\n)/y
const plainInFlow = /(?:[\w./$+=]|-(?=[\w]))(?:[\w./$+=@%~^()<>;\\*!?&|-]|:(?=[\w/])| (?=[\w./$+=(-]))*/y

class NotPlain extends Error {}

class PlainReader {
  readonly #text: string
  #at = 0
  /** How far the line is indented on which the next value stands; -1 at the end. */
  #indent = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): YamlNode {
    this.#nextLine()
    if (this.#indent > 0 || this.#isAtEnd()) throw new NotPlain()
    const node = this.#block(0, 0)
    if (!this.#isAtEnd()) throw new NotPlain()
    return node
  }

  /** A map or a list whose entries stand at a column; the reader stands at the first. */
  #block(column: number, depth: number): YamlNode {
    if (depth > deepest) throw new NotPlain()
    return this.#isItem() ? this.#list(column, depth) : this.#map(column, depth)
  }

  #map(column: number, depth: number): YamlMap {
    const { start, pairs }: { start: number; pairs: YamlPair[] } = { start: this.#at, pairs: [] }
    do {
      const own = this.#key()
      if (!own) throw new NotPlain()
      pairs.push({ key: own, value: this.#valueOf(column, depth) })
    } while (this.#indent === column && !this.#isItem())
    // What stands between two levels belongs to neither.
    if (this.#indent > column) throw new NotPlain()
    return { kind: 'map', start, pairs }
  }

  #valueOf(column: number, depth: number): YamlNode {
    this.#spaces()
    // An empty value stands behind the blanks that follow its colon.
    const at = this.#at
    if (!this.#match(lineEnd)) return this.#line(column, depth)
    this.#nextLine()
    const isList = this.#indent === column && this.#isItem()
    if (this.#indent <= column && !isList) return { kind: 'scalar', text: '', start: at, end: at }
    return this.#block(this.#indent, depth + 1)
  }

  #list(column: number, depth: number): YamlList {
    const list: YamlList = { kind: 'list', start: this.#at, items: [] }
    do {
      const dash = this.#at
      while (this.#text.charCodeAt(++this.#at) === space);
      const own = column + this.#at - dash
      const before = this.#at
      const isMap = this.#key() !== undefined
      this.#at = before
      list.items.push(isMap ? this.#map(own, depth + 1) : this.#line(column, depth))
    } while (this.#indent === column && this.#isItem())
    if (this.#indent > column) throw new NotPlain()
    return list
  }

  /** A value that begins on the line at hand; what is indented further than a column would go on with it. */
  #line(column: number, depth: number): YamlNode {
    const first = this.#text[this.#at]
    if (first === '|') return this.#textBlock(column)
    const node = first === '[' || first === '{' ? this.#flow(depth) : this.#scalar()
    if (!this.#match(lineEnd)) throw new NotPlain()
    this.#nextLine()
    if (this.#indent > column) throw new NotPlain()
    return node
  }

  #scalar(): YamlScalar {
    const start = this.#at
    const quoted = this.#match(quotedValue)
    if (quoted) return { kind: 'scalar', text: quoted[1] ?? quoted[2] ?? '', start, end: this.#at }
    const text = this.#match(plainValue)?.[0].trimEnd()
    if (text === undefined) throw new NotPlain()
    this.#at = start + text.length
    return { kind: 'scalar', text, start, end: this.#at }
  }

  /** Lines of text below a key, by which they are known to belong to it. */
  #textBlock(column: number): YamlScalar {
    const start = this.#at
    const head = this.#match(textBlock)
    if (!head) throw new NotPlain()
    const lines: string[] = []
    let indent = -1
    let at = this.#at + 1
    let endOfText = at
    while (at < this.#text.length) {
      const found = this.#text.indexOf('\n', at)
      const end = found < 0 ? this.#text.length : found
      const line = this.#text.slice(at, end)
      const own = line.search(/[^ ]/)
      // Lines of spaces alone count by how many there are.
      if (own < 0 && line !== '') throw new NotPlain()
      if (own >= 0 && indent < 0) indent = own
      if (own >= 0 && own < indent) break
      if (own >= 0 && indent <= column) throw new NotPlain()
      lines.push(line.slice(Math.max(indent, 0)))
      at = end + 1
      if (found < 0) throw new NotPlain()
      if (own >= 0) endOfText = at
    }
    while (lines.at(-1) === '') lines.pop()
    if (lines.length === 0 || lines[0] === '') throw new NotPlain()
    this.#at = at
    this.#nextLine()
    if (this.#indent > column) throw new NotPlain()
    return { kind: 'scalar', text: lines.join('\n') + (head[0] === '|' ? '\n' : ''), start, end: endOfText }
  }

  #flow(depth: number): YamlNode {
    if (depth > deepest) throw new NotPlain()
    const start = this.#at
    const isMap = this.#text[start] === '{'
    const closing = isMap ? '}' : ']'
    const pairs: YamlPair[] = []
    const items: YamlNode[] = []
    this.#at++
    this.#spaces()
    while (this.#text[this.#at] !== closing) {
      if (pairs.length + items.length > 0) this.#pass(',')
      if (isMap) {
        const own = this.#flowScalar()
        this.#pass(':')
        if (this.#text.charCodeAt(this.#at - 1) !== space) throw new NotPlain()
        pairs.push({ key: own, value: this.#flowValue(depth) })
      } else items.push(this.#flowValue(depth))
      this.#spaces()
    }
    this.#at++
    return isMap ? { kind: 'map', start, pairs } : { kind: 'list', start, items }
  }

  #flowValue(depth: number): YamlNode {
    const first = this.#text[this.#at]
    return first === '[' || first === '{' ? this.#flow(depth + 1) : this.#flowScalar()
  }

  #flowScalar(): YamlScalar {
    const start = this.#at
    const quoted = this.#match(quotedValue)
    const text = quoted ? (quoted[1] ?? quoted[2] ?? '') : this.#match(plainInFlow)?.[0]
    if (text === undefined) throw new NotPlain()
    return { kind: 'scalar', text, start, end: this.#at }
  }

  #key(): YamlScalar | undefined {
    const start = this.#at
    const found = this.#match(key)
    if (!found) return undefined
    const [, plain, double, single] = found
    const text = plain ?? double ?? single ?? ''
    const end = start + text.length + (plain === undefined ? 2 : 0)
    return plain?.endsWith(' ') ? undefined : { kind: 'scalar', text, start, end }
  }

  /** Stands at a dash with something behind it on its line. */
  #isItem(): boolean {
    const text = this.#text
    return text.charCodeAt(this.#at) === dash && text.charCodeAt(this.#at + 1) === space
  }

  #isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  /** Goes to the next line that says something. */
  #nextLine(): void {
    this.#match(blankLines)
    const start = this.#at
    this.#spaces()
    this.#indent = this.#isAtEnd() ? -1 : this.#at - start
  }

  #spaces(): void {
    while (this.#text.charCodeAt(this.#at) === space) this.#at++
  }

  #pass(mark: string): void {
    this.#spaces()
    if (this.#text[this.#at] !== mark) throw new NotPlain()
    this.#at++
    this.#spaces()
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (!found) return undefined
    this.#at = pattern.lastIndex
    return found
  }
}

const space = 32
const dash = 45
