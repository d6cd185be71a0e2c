import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml'
import type { Scan } from './scan.ts'

/** Keys and list positions (from 0) that lead to a value. */
export type Path = readonly PropertyKey[]

interface PathStep {
  key: Node | undefined
  value: Node | undefined
}

/** What of an entry is looked for: its key, its value where that is one of a line, or its value whatever it is. */
export type Side = 'key' | 'value' | 'whole-value'

/**
 * The node that stands for a path: its scalar, or the key of a map, a list or nothing at all. When the path leads
 * nowhere, what is nearest above it. `undefined` for an empty document.
 */
export function findNode(contents: unknown, scan: Scan, path: Path, side?: Side): Node | undefined {
  let here: PathStep = { key: undefined, value: isNode(contents) ? contents : undefined }
  for (const segment of path) {
    const next = step(here, scan, segment)
    if (!next) break
    here = next
  }
  const { key, value } = here
  if (side === 'whole-value') return value ?? key
  const shown = side !== 'key' && (isWritten(value) || isAlias(value))
  return shown ? value : (key ?? value)
}

function step({ value }: PathStep, scan: Scan, segment: PropertyKey): PathStep | undefined {
  const node = isAlias(value) ? scan.targets.get(value) : value
  if (isMap(node)) {
    const pair = scan.entries.get(node)?.get(String(segment))
    return pair && { key: asNode(pair.key), value: asNode(pair.value) }
  }
  if (isSeq(node)) {
    const item = node.items[Number(segment)]
    return isNode(item) ? { key: undefined, value: item } : undefined
  }
  return undefined
}

function asNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined
}

/** A scalar of at least one character: an empty one is best shown by its key. */
function isWritten(node: Node | undefined): boolean {
  return isScalar(node) && !!node.range && node.range[1] > node.range[0]
}
