import type { Nodes, Root } from 'mdast'
import { placeOf } from '../../src/guidebook/parse/node.ts'
import type { RawPageFinding } from '../check.ts'

/** What one rule says several times of one paragraph, list or table, it says once. */
export function oncePerBlock(findings: readonly RawPageFinding[], tree: Root): RawPageFinding[] {
  if (findings.length < 2) return [...findings]
  const blocks = blocksIn(tree)
  const told = new Set<string>()
  return findings.filter((finding) => {
    const block = innermost(blocks, finding)
    if (block === undefined) return true
    const key = `${finding.code} ${block}`
    return !told.has(key) && told.add(key)
  })
}

interface Point {
  line: number
  column: number
}

interface Block {
  start: Point
  end: Point
  /** The index of the block around it. */
  around: number | undefined
}

const blockTypes: ReadonlySet<string> = new Set(['paragraph', 'list', 'table'])

/** In the order of the page, each before those that stand in it. A tree is at most a hundred levels deep. */
function blocksIn(tree: Root): Block[] {
  const blocks: Block[] = []
  const look = (node: Nodes, around: number | undefined): void => {
    let inner = around
    if (blockTypes.has(node.type)) {
      const { line, column, endLine, endColumn } = placeOf(node)
      inner = blocks.push({ start: { line, column }, end: { line: endLine, column: endColumn }, around }) - 1
    }
    if ('children' in node && node.type !== 'paragraph') for (const child of node.children) look(child, inner)
  }
  look(tree, undefined)
  return blocks
}

/** The index of the smallest block that a point stands in. */
function innermost(blocks: readonly Block[], point: Point): number | undefined {
  let [low, high] = [0, blocks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBehind(blocks[middle]?.start, point)) high = middle
    else low = middle + 1
  }
  let index: number | undefined = low - 1
  // The last block that begins before the point may have ended, but not what stands around it.
  while (index !== undefined && blocks[index] && isBehind(point, blocks[index]?.end)) index = blocks[index]?.around
  return index !== undefined && blocks[index] ? index : undefined
}

function isBehind(one: Point | undefined, other: Point | undefined): boolean {
  if (!one || !other) return false
  return one.line > other.line || (one.line === other.line && one.column > other.column)
}
