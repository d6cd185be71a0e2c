import type { ASTNode } from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'
import type { ProbeKind } from '../../../src/probe-kinds/registry.ts'
import type { ConditionMistake } from './condition-mistake.ts'
import { languageOf, matchesName } from './language.ts'
import { childrenOf, expressionText } from './syntax-tree.ts'

/** What of a condition can never have a value, or never be true, since all that it depends on is written down. */
export function mistakeInConstant(node: ASTNode, kind: ProbeKind): ConditionMistake | undefined {
  const bad = badTime(node, kind) ?? badPattern(node) ?? badDivision(node) ?? badHeader(node)
  if (bad) return bad
  for (const child of childrenOf(node)) {
    const inside = mistakeInConstant(child, kind)
    if (inside) return inside
  }
  return undefined
}

function badTime(node: ASTNode, kind: ProbeKind): ConditionMistake | undefined {
  if (node.op !== 'call' || !/^(?:duration|timestamp)$/.test(node.args[0])) return undefined
  if (!node.args[1].every(({ op }) => op === 'value') || evaluates(expressionText(node), kind)) return undefined
  const expected = node.args[0] === 'duration' ? "`duration('1.5s')`" : "`timestamp('2026-11-20T03:12:00Z')`"
  return mistake(`Unexpected \`${expressionText(node)}\`, expected such as ${expected}`, node)
}

function badPattern(node: ASTNode): ConditionMistake | undefined {
  if (node.op !== 'rcall' || node.args[0] !== matchesName) return undefined
  const [pattern] = node.args[2]
  const problem = pattern?.op === 'value' && typeof pattern.args === 'string' ? patternProblem(pattern.args) : undefined
  if (!pattern || problem === undefined) return undefined
  return mistake(`Unexpected regular expression (${problem}), expected one of RE2`, pattern)
}

function badDivision(node: ASTNode): ConditionMistake | undefined {
  if (node.op !== '/' && node.op !== '%') return undefined
  const [, divisor] = node.args
  return divisor.op === 'value' && divisor.args === 0n
    ? mistake('Unexpected division by `0`, expected another number', divisor)
    : undefined
}

/** Names of headers come in small letters, whatever the server writes, so no other one is ever there. */
function badHeader(node: ASTNode): ConditionMistake | undefined {
  const name = headerIn(node)
  if (name === undefined || name === name.toLowerCase()) return undefined
  const message = `Unexpected \`${name.slice(0, 80).replaceAll('`', "'")}\` as name of a header, expected small letters`
  return mistake(message, node, `Write \`${name.slice(0, 80).toLowerCase().replaceAll('`', "'")}\``)
}

/** `X` of `headers['X']`, `headers.X` and `'X' in headers`. */
function headerIn(node: ASTNode): string | undefined {
  if (node.op === '.') return isHeaders(node.args[0]) ? node.args[1] : undefined
  if (node.op !== '[]' && node.op !== 'in') return undefined
  const [left, right] = node.args
  const [map, key] = node.op === 'in' ? [right, left] : [left, right]
  return isHeaders(map) && key.op === 'value' && typeof key.args === 'string' ? key.args : undefined
}

function isHeaders({ op, args }: ASTNode): boolean {
  return op === 'id' && args === 'headers'
}

function mistake(message: string, { range: { start, end } }: ASTNode, hint?: string): ConditionMistake {
  return { message, start, end, ...(hint !== undefined && { hint }) }
}

function evaluates(expression: string, kind: ProbeKind): boolean {
  try {
    languageOf(kind).evaluate(expression, {})
    return true
  } catch {
    return false
  }
}

function patternProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 100) : 'unreadable'
  }
}
