import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import { type Place, wholeFile } from '../finding/finding.ts'
import { findNode, type Path, type Side } from './path.ts'
import { mostProblems, type YamlProblem } from './problem.ts'
import { mostValues, type Scan, type ScanProblem, scan } from './scan.ts'
import { explainSyntax, rangeOf } from './syntax.ts'

/** Finds where something stands in a document: the key of an entry, or what stands under it. */
export type Locator = (path: Path, side?: Side) => Place

/** A YAML text as a value, with what is wrong in its syntax. */
export interface YamlDocument {
  /** `undefined` when nothing can be made of the text; `null` when it is empty. */
  value: unknown
  problems: YamlProblem[]
  /** The place of a path, or of the nearest thing above it that is there. */
  locate: Locator
  /** The place of the first character. */
  start: Place
  /** The texts that stand as values, as they are written; none where nothing can be made of the text. */
  texts: () => YamlText[]
}

/** A text that stands as a value. */
export interface YamlText {
  /** Of the outermost map, where there is one. */
  key: string | undefined
  value: string
  place: Place
}

export interface DocumentOptions {
  /** The line of the file that the text begins on. */
  firstLine?: number
  /**
   * Whether the text may be another tool's, as frontmatter is. Tags and keys of any kind are no problems then, and what
   * is wrong is told in the parser's words and where the parser stopped.
   */
  isForeign?: boolean
}

/**
 * Reads one YAML 1.2 document; never throws. Its depth, its values and its aliases are bounded; keys are texts, and tags
 * are refused, unless it is foreign.
 */
export function readDocument(text: string, { firstLine = 1, isForeign = false }: DocumentOptions = {}): YamlDocument {
  const lines = new LineCounter()
  const document = isForeign && text.length > longestForeign ? undefined : parse(text, lines, isForeign)
  const place: PlaceOf = (start, end = start + 1) => placeOf(lines, firstLine, start, end)
  const start = place(0)
  if (!document) {
    return {
      value: undefined,
      problems: [isForeign ? tooMuchAt(start) : tooMuch],
      locate: () => wholeFile,
      start,
      texts: () => [],
    }
  }
  // The scan takes second entries out of the document: what is foreign is looked through before.
  const foreign = isForeign ? foreignProblems(document, place) : undefined
  const found = scan(document.contents, { hasKeyAnchors: isForeign })
  const problems = foreign ?? ownProblems(document, found, place)
  const value = found.isSound && !(isForeign && problems.length > 0) ? plainValue(document, isForeign) : undefined
  // One of the aliases was taken out as a duplicate, or the library has a limit that the scan has not.
  if (value === undefined && problems.length === 0) problems.push(isForeign ? tooMuchAt(start) : tooMuch)
  return {
    value,
    problems,
    locate: (path, side) => placeOfNode(findNode(document.contents, found, path, side), place, side === 'whole-value'),
    start,
    texts: () => (document.errors.length === 0 ? textsIn(document.contents, place) : []),
  }
}

/**
 * In UTF-16 code units: of what is foreign, the parser compares each key with all before it, since it is in its words
 * that a second one is told.
 */
const longestForeign = 30_000

const tooMuch: YamlProblem = {
  code: 'config/syntax',
  message: 'Unexpected depth or number of values, expected less of them',
  place: wholeFile,
}

function tooMuchAt(place: Place): YamlProblem {
  return { ...tooMuch, code: 'config/too-large', place }
}

type PlaceOf = (start: number, end?: number) => Place

function parse(text: string, lineCounter: LineCounter, isForeign: boolean): Document.Parsed | undefined {
  try {
    if (isForeign) return parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' })
    return parseDocument(text, {
      lineCounter,
      // Its own check compares each key with all before it; the scan's does not, and tells where the first is.
      uniqueKeys: false,
      prettyErrors: false,
      // Whatever version a `%YAML` line asks for.
      schema: 'core',
      merge: false,
      resolveKnownTags: false,
      stringKeys: true,
      logLevel: 'error',
    })
  } catch {
    // The parser recurses, and runs out of stack on what is nested too deep.
    return undefined
  }
}

/** How often a foreign text may name one anchor, times the aliases that it holds. */
const mostForeignAliases = 100

function plainValue(document: Document.Parsed, isForeign: boolean): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: isForeign ? mostForeignAliases : mostValues }) ?? null
    // A page is data that can be written down: aliases in aliases may go deeper than that.
    if (isForeign) JSON.stringify(value)
    return value
  } catch {
    return undefined
  }
}

function ownProblems(document: Document.Parsed, found: Scan, place: PlaceOf): YamlProblem[] {
  return [...syntaxProblems(errorsOf(document, found.isSound), document, place), ...scanProblems(found.problems, place)]
}

function foreignProblems(document: Document.Parsed, place: PlaceOf): YamlProblem[] {
  const { errors } = document
  if (errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return [tooMuchAt(place(0))]
  try {
    const dangling = danglingAliases(document).map(({ source, range }) => {
      return { message: `Nothing is named &${source}`, at: range?.[0] ?? 0 }
    })
    return [...errors.map(({ message, pos: [at] }) => ({ message, at })), ...dangling]
      .slice(0, mostProblems)
      .map(({ message, at }) => ({ code: 'config/syntax', message, place: place(at) }))
  } catch {
    // The library's walk recurses.
    return [tooMuchAt(place(0))]
  }
}

/** Aliases whose anchor is not before them, in keys too. */
function danglingAliases(document: Document.Parsed): Alias[] {
  const anchors = new Set<string>()
  const found: Alias[] = []
  visit(document, {
    Node(_, node) {
      if (isAlias(node) && !anchors.has(node.source)) found.push(node)
      if (!isAlias(node) && node.anchor) anchors.add(node.anchor)
    },
  })
  return found
}

/** Running out of stack leaves an error at each level, of which one says all, and none when the scan has told the depth. */
function errorsOf(document: Document.Parsed, isSound: boolean): YAMLError[] {
  const errors: YAMLError[] = [...document.errors, ...document.warnings]
  const exhausted = errors.find((error) => error.code === 'RESOURCE_EXHAUSTION')
  if (exhausted) return isSound ? [exhausted] : []
  return errors.slice(0, mostProblems)
}

function syntaxProblems(errors: readonly YAMLError[], document: Document.Parsed, place: PlaceOf): YamlProblem[] {
  return errors.map((error) => ({
    code: 'config/syntax',
    ...explainSyntax(error),
    place: place(...rangeOf(error, document)),
  }))
}

function scanProblems(problems: readonly ScanProblem[], place: PlaceOf): YamlProblem[] {
  const lineOf = (node: Node) => placeOfNode(node, place).line
  return problems.map(({ code, node, message, hint }) => ({
    code,
    message: message(lineOf),
    hint,
    place: placeOfNode(node, place),
  }))
}

function placeOfNode(node: Node | undefined, place: PlaceOf, isWhole = false): Place {
  if (!node?.range) return wholeFile
  const [start, end] = node.range
  // A whole block would mark half of the file: its first character is enough.
  return place(start, isCollection(node) && !isWhole ? start + 1 : end)
}

function textsIn(contents: unknown, place: PlaceOf): YamlText[] {
  return [...valuesIn(contents)].flatMap(({ node, key }) =>
    isScalar(node) && typeof node.value === 'string' && node.range
      ? [{ key, value: node.value, place: place(node.range[0], node.range[1]) }]
      : [],
  )
}

/** A document's values in the order of its text, each with the key of the outermost map that it stands under. */
function* valuesIn(contents: unknown): Iterable<{ node: Node; key: string | undefined }> {
  // No recursion: what is nested too deep is here, too.
  const left: { value: unknown; key: string | undefined }[] = [{ value: contents, key: undefined }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, key } = next
    if (!isNode(value)) continue
    yield { node: value, key }
    if (isSeq(value)) for (const item of value.items.toReversed()) left.push({ value: item, key })
    const isOutermost = value === contents
    if (isMap(value))
      for (const pair of value.items.toReversed())
        left.push({ value: pair.value, key: isOutermost ? keyOf(pair) : key })
  }
}

function keyOf({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.value) : undefined
}

function placeOf(lines: LineCounter, firstLine: number, start: number, end: number): Place {
  const from = lines.linePos(start)
  const to = lines.linePos(Math.max(start, end))
  const lineOf = (line: number) => firstLine + Math.max(1, line) - 1
  return {
    line: lineOf(from.line),
    column: Math.max(1, from.col),
    endLine: lineOf(to.line),
    endColumn: Math.max(1, to.col),
  }
}
