import { isNode, parseDocument, type YAMLError } from 'yaml'
import type { Place } from '../finding/finding.ts'
import type { LineIndex } from '../text/line-index.ts'
import { nodeOf } from './library-node.ts'
import type { YamlAlias, YamlMap, YamlNode } from './node.ts'
import { readPlainYaml } from './plain.ts'

/** The documents of a text that another tool reads, and what is wrong with the first that cannot be read. */
export interface YamlStream {
  documents: YamlCursor[]
  problem?: Place & { message: string }
}

/** So many documents of one text are looked at. */
const mostDocuments = 5000
/** A single document that is longer is passed over: it is data, such as a table or a dashboard. In UTF-16 code units. */
const longestDocument = 5_000_000
/** How often an alias may lead to another on one way. */
const mostHops = 20

/**
 * Reads the documents of YAML that other tools wrote: any tags and keys, merges, several documents. Aliases are
 * followed on the way that is asked for and no further, so that those that multiply cost nothing. Never throws.
 */
export function readYamlStream(written: string, lines: LineIndex, isWanted: (text: string) => boolean): YamlStream {
  // To YAML a carriage return alone ends a line; the parser takes it for a space.
  const text = written.includes('\r') ? written.replace(/\r(?!\n)/g, '\n') : written
  const documents: YamlCursor[] = []
  let problem: YamlStream['problem']
  for (const { start, part } of partsOf(text)) {
    if (part.length > longestDocument || !isWanted(part)) continue
    const { contents, error, offsetOf } = parse(part)
    const place = (from: number, to: number) =>
      lines.placeOf(start + offsetOf(from), start + Math.max(offsetOf(from), offsetOf(to)))
    if (error) problem ??= { ...place(error.pos[0], error.pos[0] + 1), message: messageOf(error) }
    else if (contents) documents.push(new YamlCursor(contents, place))
  }
  return { documents, ...(problem && { problem }) }
}

const tooDeep: Pick<YAMLError, 'message' | 'pos'> = { message: 'nested too deep', pos: [0, 1] }

function messageOf({ message }: Pick<YAMLError, 'message'>): string {
  const [first = ''] = message.split('\n')
  return `Unexpected YAML: ${first.slice(0, 200).replace(/[`\p{Cc}]/gu, ' ')}`
}

/** The documents of a text with the offsets that they begin at: between them stands a line of `---`. */
function* partsOf(text: string): Iterable<{ start: number; part: string }> {
  let start = 0
  let count = 0
  for (const { index, 0: mark } of text.matchAll(/^---(?=[ \t\r\n]|$)[^\r\n]*(?:\r?\n|$)/gm)) {
    if (index > start) yield { start, part: text.slice(start, index) }
    // What stands behind the mark belongs to the document: `--- !tag` or `--- {a: 1}`.
    const hasContent = /^---[ \t]+[^#\s]/.test(mark)
    start = hasContent ? index : index + mark.length
    if (++count >= mostDocuments) return
  }
  if (start < text.length) yield { start, part: text.slice(start) }
}

/** One document: nothing where it is empty, and what is wrong where it cannot be read. */
interface Parsed {
  contents?: YamlNode
  error?: Pick<YAMLError, 'message' | 'pos'>
}

/**
 * Parses a document. To YAML 1.2 `*app:` is an alias whose name ends in a colon; the parsers that other tools are made with
 * take it for a key, and so people write it. With `offsetOf`, from the parsed text to the one that was given.
 */
function parse(text: string): Parsed & { offsetOf: (offset: number) => number } {
  const same = (offset: number) => offset
  const plain = readPlainYaml(text)
  if (plain) return { contents: plain, offsetOf: same }
  const parsed = parseByLibrary(text)
  const colons = parsed.error ? Array.from(text.matchAll(aliasKey), ({ index, 0: key }) => index + key.length) : []
  if (colons.length === 0) return { ...parsed, offsetOf: same }
  const again = parseByLibrary(text.replace(aliasKey, '$& '))
  if (again.error) return { ...parsed, offsetOf: same }
  // Each colon stands one further to the right than where it was written for each key before it.
  return { ...again, offsetOf: (offset) => offset - colons.filter((colon, index) => colon + index < offset).length }
}

/** An alias in the place of a key, up to its colon. */
const aliasKey = /(?<=^[ \t]*(?:- +)?)\*[\w-]+(?=:[ \t]*\r?$)/gm

function parseByLibrary(text: string): Parsed {
  try {
    const parsed = parseDocument(text, {
      // Each scalar stays the text that it is written as; a second key is another tool's business.
      ...{ schema: 'failsafe', uniqueKeys: false, merge: false, prettyErrors: false, logLevel: 'error' },
    })
    const [error] = parsed.errors
    if (error) return { error }
    return isNode(parsed.contents) ? { contents: nodeOf(parsed.contents) } : {}
  } catch {
    // The parser recurses, and runs out of stack on what is nested too deep.
    return { error: tooDeep }
  }
}

type PlaceOf = (start: number, end: number) => Place

/** A value of a document, looked at from outside: asking for what is not there gives `undefined`. */
export class YamlCursor {
  readonly #node: Exclude<YamlNode, YamlAlias> | undefined
  readonly #written: YamlNode
  readonly #place: PlaceOf

  /** `written` is what stands at its place: an alias is followed. */
  constructor(written: YamlNode, place: PlaceOf) {
    this.#node = written.kind === 'alias' ? written.target : written
    this.#written = written
    this.#place = place
  }

  /** A scalar as it is written, without quotes; `undefined` of maps and lists. */
  get text(): string | undefined {
    return this.#node?.kind === 'scalar' ? this.#node.text : undefined
  }

  /** Where it stands: a scalar as a whole, of a map or a list its first character. */
  get place(): Place {
    const { start } = this.#written
    return this.#place(start, 'end' in this.#written ? this.#written.end : start + 1)
  }

  /** The place of a part of a scalar that stands there as it is written; the whole, where it is written otherwise. */
  placeOf(part: string): Place {
    const { place } = this
    const text = this.text ?? ''
    const isPlain = place.line === place.endLine && this.#written.kind === 'scalar'
    const at = isPlain ? text.indexOf(part) : -1
    if (at < 0) return place
    const quote = place.endColumn - place.column - text.length === 2 ? 1 : 0
    const column = place.column + quote + at
    return { ...place, column, endColumn: column + part.length }
  }

  /** What a key of a map stands for; merged maps (`<<`) count as its own. */
  get(key: string): YamlCursor | undefined {
    return this.#find(key, 0)
  }

  /** As `get`, for one key after the other. */
  at(...keys: readonly string[]): YamlCursor | undefined {
    let here: YamlCursor | undefined = this
    for (const key of keys) here = here?.get(key)
    return here
  }

  /** The entries of a map, those that it merges last; none of anything else. */
  get entries(): YamlEntry[] {
    const found = new Map<string, YamlEntry>()
    this.#collect(found, 0)
    return [...found.values()]
  }

  /** The items of a list; none of anything else. */
  get items(): YamlCursor[] {
    return this.#node?.kind === 'list' ? this.#node.items.flatMap((item) => this.#cursor(item) ?? []) : []
  }

  /** Texts of a list, or of a scalar as a list of one. */
  get texts(): YamlCursor[] {
    return (this.#node?.kind === 'scalar' ? [this] : this.items).filter(({ text }) => text !== undefined)
  }

  /** Whether an alias stands here: what it leads to is told where that stands. */
  get isAlias(): boolean {
    return this.#written.kind === 'alias'
  }

  #find(key: string, depth: number): YamlCursor | undefined {
    if (this.#node?.kind !== 'map') return undefined
    // The last of several holds, as with most readers.
    const own = this.#node.pairs.findLast((pair) => pair.key?.text === key)
    if (own) return this.#cursor(own.value)
    if (depth > mostHops) return undefined
    for (const merged of this.#merged(this.#node)) {
      const found = merged.#find(key, depth + 1)
      if (found) return found
    }
    return undefined
  }

  #collect(found: Map<string, YamlEntry>, depth: number): void {
    if (this.#node?.kind !== 'map' || depth > mostHops) return
    for (const { key, value } of this.#node.pairs) {
      if (key === undefined || key.text === '<<' || found.has(key.text)) continue
      found.set(key.text, { key: key.text, place: this.#place(key.start, key.end), value: this.#cursor(value) })
    }
    for (const merged of this.#merged(this.#node)) merged.#collect(found, depth + 1)
  }

  #merged({ pairs }: YamlMap): YamlCursor[] {
    const merges = pairs.filter(({ key }) => key?.text === '<<')
    return merges.flatMap(({ value }) => {
      const cursor = this.#cursor(value)
      return cursor ? [cursor, ...cursor.items].slice(0, mostHops) : []
    })
  }

  #cursor(value: YamlNode | undefined): YamlCursor | undefined {
    if (value === undefined || (value.kind === 'alias' && !value.target)) return undefined
    return new YamlCursor(value, this.#place)
  }
}

/** A key of a map with its value; absent where nothing stands behind the key. */
export interface YamlEntry {
  key: string
  /** Of the key. */
  place: Place
  value: YamlCursor | undefined
}
