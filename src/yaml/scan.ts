import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import { quote } from '../text/quote.ts'

/** Deeper nesting, or more of it, is no configuration but an attack on the reader. */
export const deepest = 64
export const mostAliases = 1000
/** Of values, with all that the aliases stand for. Above about 100 000 problems, zod runs out of stack. */
export const mostValues = 50_000

/** What one walk over a document learns. */
export interface Scan {
  problems: ScanProblem[]
  /** What each alias stands for. */
  targets: Map<Alias, Node>
  /** The entries of each map by key. */
  entries: Map<YAMLMap, Map<string, Pair>>
  /** Whether the document can be turned into a value. */
  isSound: boolean
}

/** One thing wrong with a node. */
export interface ScanProblem {
  code: 'config/syntax' | 'config/duplicate-key'
  node: Node
  message: (lineOf: (node: Node) => number) => string
  hint?: string
}

/**
 * Walks a document as it is written, without following its aliases, in time linear to its length. Takes what stands
 * under a key for the second time out of it, so that what is told of the first is told of what counts. With
 * `hasKeyAnchors`, an alias may stand for a key.
 */
export function scan(contents: unknown, { hasKeyAnchors = false }: { hasKeyAnchors?: boolean } = {}): Scan {
  const found: Scan = { problems: [], targets: new Map(), entries: new Map(), isSound: true }
  visit(contents, [], { anchors: new Map(), values: 0, hasKeyAnchors }, found)
  return found
}

/** How far the walk has come: the anchors above, each with the number of values that it stands for. */
interface ScanState {
  anchors: Map<string, { node: Node; values: number }>
  values: number
  hasKeyAnchors: boolean
}

function visit(node: unknown, above: readonly Node[], progress: ScanState, found: Scan): void {
  if (!found.isSound || !isNode(node)) return
  const before = progress.values
  progress.values += 1
  if (isAlias(node)) follow(node, above, progress, found)
  else if (node.anchor) progress.anchors.set(node.anchor, { node, values: 1 })
  visitInside(node, above, progress, found)
  if (progress.values > mostValues)
    refuse(found, problem(node, `Unexpected number of values, expected at most ${mostValues}`))
  if (!isAlias(node) && node.anchor) progress.anchors.set(node.anchor, { node, values: progress.values - before })
}

function visitInside(node: Node, above: readonly Node[], progress: ScanState, found: Scan): void {
  if (!isMap(node) && !isSeq(node)) return
  if (above.length >= deepest)
    refuse(found, problem(node, `Unexpected depth of maps and lists, expected at most ${deepest} levels`))
  const path = [...above, node]
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      if (progress.hasKeyAnchors && isScalar(key) && key.anchor)
        progress.anchors.set(key.anchor, { node: key, values: 1 })
      visit(value, path, progress, found)
    }
    const entries = entriesOf(node, found)
    found.entries.set(node, entries)
    node.items = [...entries.values()]
  } else {
    for (const item of node.items) visit(item, path, progress, found)
  }
}

/** Notes what an alias stands for: the last anchor of its name above it. */
function follow(alias: Alias, above: readonly Node[], progress: ScanState, found: Scan): void {
  const target = progress.anchors.get(alias.source)
  if (!target) {
    const hint = 'Put a text that starts with `*` in quotes'
    refuse(found, problem(alias, 'Unexpected alias, expected its anchor `&name` before it', hint))
  } else if (above.includes(target.node)) {
    refuse(found, problem(alias, 'Unexpected alias of a value that it stands in, expected another'))
  } else if (found.targets.size === mostAliases) {
    refuse(found, problem(alias, `Unexpected number of aliases, expected at most ${mostAliases}`))
  } else {
    found.targets.set(alias, target.node)
    progress.values += target.values
  }
}

function entriesOf(map: YAMLMap, found: Scan): Map<string, Pair> {
  const entries = new Map<string, Pair>()
  for (const pair of map.items) {
    if (!isScalar(pair.key)) continue
    const key = String(pair.key.value)
    const first = entries.get(key)?.key
    if (isScalar(first)) found.problems.push(duplicate(pair.key, first, key))
    else entries.set(key, pair)
    // It would be lost without a word: no plain object can hold it safely.
    if (key === '__proto__') found.problems.push(problem(pair.key, 'Unexpected key `__proto__`, expected another name'))
  }
  return entries
}

function duplicate(node: Node, first: Node, key: string): ScanProblem {
  const message: ScanProblem['message'] = (lineOf) =>
    `Unexpected second ${quote(key)}, expected each key once; the first is on line ${lineOf(first)}`
  return { code: 'config/duplicate-key', node, message, hint: 'Remove one of them, or put what they hold under one' }
}

function problem(node: Node, message: string, hint?: string): ScanProblem {
  return { code: 'config/syntax', node, message: () => message, ...(hint && { hint }) }
}

/** Tells a problem after which the document is not turned into a value. */
function refuse(found: Scan, first: ScanProblem): void {
  // What follows from the first one is not worth telling.
  if (found.isSound) found.problems.push(first)
  found.isSound = false
}
