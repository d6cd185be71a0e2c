import { type Document, isCollection, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml'
import { type Place, wholeFile } from '../finding/finding.ts'
import { findNode, type Path } from './path.ts'
import { mostProblems, type YamlProblem } from './problem.ts'
import { type Fault, mostValues, scan } from './scan.ts'
import { explainSyntax, rangeOf } from './syntax.ts'

/** Where something stands in a document: the key of an entry, or what stands under it. */
export type Locate = (path: Path, side?: 'key' | 'value') => Place

/** A YAML text as a value, with what is wrong in its syntax. */
export interface YamlDocument {
  /** `undefined` when nothing can be made of the text; `null` when it is empty. */
  value: unknown
  problems: YamlProblem[]
  /** The place of a path, or of the nearest thing above it that is there. */
  locate: Locate
}

/** Reads one YAML 1.2 document; never throws. Keys are texts, tags are refused, aliases are bounded. */
export function readDocument(text: string): YamlDocument {
  const lines = new LineCounter()
  const document = parse(text, lines)
  if (!document) return { value: undefined, problems: [tooMuch], locate: () => wholeFile }
  const found = scan(document.contents)
  const place = (start: number, end: number) => placeOf(lines, start, end)
  const errors = errorsOf(document, found.sound)
  const problems = [...syntaxProblems(errors, document, place), ...faultProblems(found.faults, place)]
  const locate: Locate = (path, side) => placeOfNode(findNode(document.contents, found, path, side), place)
  const value = found.sound ? plainValue(document) : undefined
  // One of the aliases was taken out as a duplicate, or the library has a limit that the scan has not.
  if (value === undefined && problems.length === 0) problems.push(tooMuch)
  return { value, problems, locate }
}

const tooMuch: YamlProblem = {
  code: 'config/syntax',
  message: 'Unexpected depth or number of values, expected less of them',
  place: wholeFile,
}

type PlaceOf = (start: number, end: number) => Place

function parse(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
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

function plainValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: mostValues }) ?? null
  } catch {
    return undefined
  }
}

/** Running out of stack leaves an error at each level, of which one says all, and none when the scan has told the depth. */
function errorsOf(document: Document.Parsed, sound: boolean): YAMLError[] {
  const errors: YAMLError[] = [...document.errors, ...document.warnings]
  const exhausted = errors.find((error) => error.code === 'RESOURCE_EXHAUSTION')
  if (exhausted) return sound ? [exhausted] : []
  return errors.slice(0, mostProblems)
}

function syntaxProblems(errors: readonly YAMLError[], document: Document.Parsed, place: PlaceOf): YamlProblem[] {
  return errors.map((error) => ({
    code: 'config/syntax',
    ...explainSyntax(error),
    place: place(...rangeOf(error, document)),
  }))
}

function faultProblems(faults: readonly Fault[], place: PlaceOf): YamlProblem[] {
  const lineOf = (node: Node) => placeOfNode(node, place).line
  return faults.map(({ code, node, message, hint }) => ({
    code,
    message: message(lineOf),
    hint,
    place: placeOfNode(node, place),
  }))
}

function placeOfNode(node: Node | undefined, place: PlaceOf): Place {
  if (!node?.range) return wholeFile
  const [start, end] = node.range
  // A whole block would mark half of the file: its first character is enough.
  return place(start, isCollection(node) ? start + 1 : end)
}

function placeOf(lines: LineCounter, start: number, end: number): Place {
  const from = lines.linePos(start)
  const to = lines.linePos(Math.max(start, end))
  return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col }
}
