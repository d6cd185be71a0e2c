import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import type { Place } from '../finding/finding.ts'
import type { LineIndex } from '../text/line-index.ts'

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
export function readYamlStream(text: string, lines: LineIndex, isWanted: (text: string) => boolean): YamlStream {
  const documents: YamlCursor[] = []
  let problem: YamlStream['problem']
  for (const { start, part } of partsOf(text)) {
    if (part.length > longestDocument || !isWanted(part)) continue
    const parsed = parse(part)
    const place = (from: number, to: number) => lines.placeOf(start + from, start + Math.max(from, to))
    const error = parsed === undefined ? tooDeep : parsed.errors[0]
    if (error) problem ??= { ...place(error.pos[0], error.pos[0] + 1), message: messageOf(error) }
    else if (parsed && isNode(parsed.contents))
      documents.push(new YamlCursor(parsed.contents, new Source(parsed, place)))
  }
  return { documents, ...(problem && { problem }) }
}

const tooDeep = { message: 'nested too deep', pos: [0, 1] as const }

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

function parse(text: string): Document.Parsed | undefined {
  try {
    return parseDocument(text, {
      // Each scalar stays the text that it is written as; a second key is another tool's business.
      ...{ schema: 'failsafe', uniqueKeys: false, merge: false, prettyErrors: false, logLevel: 'error' },
    })
  } catch {
    // The parser recurses, and runs out of stack on what is nested too deep.
    return undefined
  }
}

type PlaceOf = (start: number, end: number) => Place

/** A document, with where its aliases lead. */
class Source {
  readonly #contents: Node | null
  readonly place: PlaceOf
  #targets: Map<Node, Node> | undefined

  constructor({ contents }: Document.Parsed, place: PlaceOf) {
    this.#contents = contents
    this.place = place
  }

  /** What a value stands for; `undefined` of an alias that leads nowhere. */
  resolve(value: unknown): Node | undefined {
    if (!isAlias(value)) return isNode(value) ? value : undefined
    this.#targets ??= aliasTargets(this.#contents)
    return this.#targets.get(value)
  }
}

/** Each alias with the node that had its anchor last before it. Without recursion: what is nested deep is here, too. */
function aliasTargets(contents: unknown): Map<Node, Node> {
  const targets = new Map<Node, Node>()
  const anchors = new Map<string, Node>()
  const left: unknown[] = [contents]
  while (left.length > 0) {
    const node = left.pop()
    if (isAlias(node)) {
      const target = anchors.get(node.source)
      if (target) targets.set(node, target)
    } else if (isNode(node) && 'anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node)
    if (isSeq(node)) left.push(...node.items.toReversed())
    if (isMap(node)) left.push(...node.items.toReversed().flatMap(({ key, value }) => [value, key]))
  }
  return targets
}

/** A value of a document, looked at from outside: asking for what is not there gives `undefined`. */
export class YamlCursor {
  readonly #node: Node
  readonly #written: Node
  readonly #source: Source

  /** `written` is what stands at its place: the alias, where it is one. */
  constructor(node: Node, source: Source, written = node) {
    this.#node = node
    this.#written = written
    this.#source = source
  }

  /** A scalar as it is written, without quotes; `undefined` of maps and lists. */
  get text(): string | undefined {
    if (!isScalar(this.#node)) return undefined
    const { value } = this.#node
    return typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value)
  }

  /** Where it stands: a scalar as a whole, of a map or a list its first character. */
  get place(): Place {
    const [start, end] = this.#written.range ?? [0, 0]
    return this.#source.place(start, isScalar(this.#written) || isAlias(this.#written) ? end : start + 1)
  }

  /** The place of a part of a scalar that stands there as it is written; the whole, where it is written otherwise. */
  placeOf(part: string): Place {
    const { place } = this
    const text = this.text ?? ''
    const isPlain = place.line === place.endLine && isScalar(this.#written)
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
    const { items } = isSeq(this.#node) ? this.#node : { items: [] }
    return items.flatMap((item) => this.#cursor(item) ?? [])
  }

  /** Texts of a list, or of a scalar as a list of one. */
  get texts(): YamlCursor[] {
    return (isScalar(this.#node) ? [this] : this.items).filter(({ text }) => text !== undefined)
  }

  /** Whether an alias stands here: what it leads to is told where that stands. */
  get isAlias(): boolean {
    return isAlias(this.#written)
  }

  #find(key: string, depth: number): YamlCursor | undefined {
    if (!isMap(this.#node)) return undefined
    // The last of several holds, as with most readers.
    const own = this.#node.items.findLast((pair) => keyOf(pair) === key)
    if (own) return this.#cursor(own.value)
    if (depth > mostHops) return undefined
    for (const merged of this.#merged(this.#node)) {
      const found = merged.#find(key, depth + 1)
      if (found) return found
    }
    return undefined
  }

  #collect(found: Map<string, YamlEntry>, depth: number): void {
    if (!isMap(this.#node) || depth > mostHops) return
    for (const pair of this.#node.items) {
      const key = keyOf(pair)
      const value = this.#cursor(pair.value)
      if (key === undefined || key === '<<' || found.has(key)) continue
      const [start, end] = isNode(pair.key) ? (pair.key.range ?? [0, 0]) : [0, 0]
      found.set(key, { key, place: this.#source.place(start, end), value })
    }
    for (const merged of this.#merged(this.#node)) merged.#collect(found, depth + 1)
  }

  #merged(map: YAMLMap): YamlCursor[] {
    const merges = map.items.filter((pair) => keyOf(pair) === '<<')
    return merges.flatMap(({ value }) => {
      const cursor = this.#cursor(value)
      return cursor ? [cursor, ...cursor.items].slice(0, mostHops) : []
    })
  }

  #cursor(value: unknown): YamlCursor | undefined {
    const node = this.#source.resolve(value)
    return node && new YamlCursor(node, this.#source, isNode(value) ? value : node)
  }
}

/** A key of a map with its value; absent where nothing stands behind the key. */
export interface YamlEntry {
  key: string
  place: Place
  value: YamlCursor | undefined
}

function keyOf({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.value) : undefined
}
