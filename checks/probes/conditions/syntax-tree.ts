import type { ASTNode } from '@marcbachmann/cel-js'

/** Functions of CEL that go through a list or a map, and evaluate an expression for each of its items. */
const loops = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

const comparisons = new Set<string>(['==', '!=', '<', '<=', '>', '>=', 'in'])

/** The nodes right below a node. */
export function childrenOf({ args }: ASTNode): ASTNode[] {
  return [args].flat(2).filter(isNode)
}

/** The names that an expression refers to, those of its loops too. */
export function namesOf(node: ASTNode): Set<string> {
  const own = node.op === 'id' ? [node.args] : []
  return new Set([...own, ...childrenOf(node).flatMap((child) => [...namesOf(child)])])
}

/** How many loops stand in each other at most. */
export function loopDepth(node: ASTNode): number {
  const inside = Math.max(0, ...childrenOf(node).map(loopDepth))
  return node.op === 'rcall' && loops.has(node.args[0]) ? inside + 1 : inside
}

/**
 * The part of a condition whose value tells why it holds or not: the left side of a comparison, or the right one where
 * the left one is written down. `isTrue` tells of `&&` which side decides.
 */
export function decidingPart(node: ASTNode, isTrue: (node: ASTNode) => boolean): ASTNode {
  if (node.op === '&&') return decidingPart(isTrue(node.args[0]) ? node.args[1] : node.args[0], isTrue)
  if (node.op === '||') return decidingPart(isTrue(node.args[1]) ? node.args[1] : node.args[0], isTrue)
  if (node.op === '!_') return decidingPart(node.args, isTrue)
  if (node.op === 'rcall') return variable([node.args[1], ...node.args[2]]) ?? node
  if (node.op === 'call') return variable(node.args[1]) ?? node
  if (comparisons.has(node.op)) return variable(childrenOf(node)) ?? node
  return node
}

/** What is written of a node. */
export function expressionText({ input, range }: ASTNode): string {
  return input.slice(range.start, range.end)
}

/** The first of some nodes that names something. */
function variable(nodes: readonly ASTNode[]): ASTNode | undefined {
  return nodes.find((node) => namesOf(node).size > 0)
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'range' in value
}
