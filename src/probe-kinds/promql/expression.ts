import { parser } from '@prometheus-io/lezer-promql'
import { quote } from '../../text/quote.ts'

/** Longer ones are dashboards. Also as long as an address may be that all servers take. */
const longest = 4000

/** Types of Prometheus' expressions that are no single value, by the node that the whole of one is. */
const severalValues: Readonly<Record<string, string>> = {
  MatrixSelector: 'a range of values',
  SubqueryExpr: 'a range of values',
  StringLiteral: 'a text',
}

/** Says what is wrong with an expression in PromQL, as a whole message; `undefined` when nothing is. */
export function mistakeInPromql(expression: string): string | undefined {
  if (expression.length > longest)
    return `Unexpected expression of ${expression.length} characters, expected at most ${longest}`
  const tree = parser.parse(expression)
  const at = firstError(tree.cursor())
  if (at !== undefined) return `Unexpected ${whatStandsAt(expression, at)}, expected an expression in PromQL`
  const several = severalValues[nameWithin(tree.topNode.firstChild)]
  return several === undefined ? undefined : `Unexpected ${quote(expression)}, ${several}, expected one number`
}

/** Where the first error of a tree begins. */
function firstError(cursor: ReturnType<ReturnType<typeof parser.parse>['cursor']>): number | undefined {
  do {
    if (cursor.type.isError) return cursor.from
  } while (cursor.next())
  return undefined
}

type Node = ReturnType<typeof parser.parse>['topNode']

/** What an expression is, without parentheses around it. */
function nameWithin(node: Node | null): string {
  const inner = node?.name === 'ParenExpr' ? node.firstChild : null
  return inner ? nameWithin(inner) : (node?.name ?? '')
}

/** "`b` at character 3 of `a b`". */
function whatStandsAt(expression: string, at: number): string {
  const [found = ''] = /^\s*(?:[\w:]+|\S)/.exec(expression.slice(at)) ?? []
  if (found === '') return `end of ${quote(expression)}`
  const place = at + found.length - found.trimStart().length + 1
  return `${quote(found.trim())} at character ${place} of ${quote(expression)}`
}
