import {
  type ASTNode,
  EvaluationError,
  ParseError,
  type ParseResult,
  TypeError as TypeMistake,
} from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'
import type { ProbeKind } from '../../src/config/probe.ts'
import type { Answer } from './answer.ts'
import { type Mistake, mistakeOf } from './condition-mistake.ts'
import { childrenOf, loopsIn, namesOf, tellingPart, textOf } from './syntax-tree.ts'
import { languages, matchesName } from './vocabulary.ts'
import { isTooLate, watched } from './watchdog.ts'

/** Longer ones are no conditions. */
const longest = 2000

/** Steps that a loop over an answer may take before somebody watches it: about 10 ms. */
const mostSteps = 100_000

/** What became of a condition: its value, or why it has none. */
export type Outcome = { value: unknown } | { error: string }

/** What an expression is for: to be true or false, or to have a value that a page shows. */
export type Purpose = 'condition' | 'fact'

/** An expression in CEL that was found right for the answers of a kind of probe. */
export class Condition {
  /** As written. */
  readonly expression: string
  readonly #kind: ProbeKind
  readonly #program: ParseResult
  readonly #loops: number
  /** The names that it refers to. */
  readonly names: ReadonlySet<string>
  /** Parts of it, by their text. */
  readonly #parts = new Map<string, Condition | Mistake>()

  private constructor(expression: string, kind: ProbeKind, program: ParseResult) {
    this.expression = expression
    this.#kind = kind
    this.#program = program
    this.#loops = loopsIn(program.ast)
    this.names = namesOf(program.ast)
  }

  /** Reads an expression that has to give true or false, or with `fact` any value. */
  static parse(expression: string, kind: ProbeKind, purpose: Purpose = 'condition'): Condition | Mistake {
    const whole = { start: 0, end: expression.length }
    if (expression.length > longest)
      return {
        message: `Unexpected condition of ${expression.length} characters, expected at most ${longest}`,
        ...whole,
      }
    const program = parse(expression, kind)
    if ('message' in program) return program
    const { valid, type = 'dyn', error } = program.check()
    if (!valid && error) return mistakeOf(error, expression, kind, languages[kind])
    const message = `Unexpected value of type \`${type}\`, expected a condition that is true or false`
    if (purpose === 'condition' && type !== 'bool' && type !== 'dyn')
      return { message, ...whole, hint: 'Compare it with something, such as `status == 200`' }
    return badConstant(program.ast, kind) ?? new Condition(expression, kind, program)
  }

  /** Its value for an answer. Never throws. */
  evaluate({ values, absent }: Answer): Outcome {
    const size = this.#loops === 0 ? 0 : sizeOf(values)
    const run = () => this.#program(values)
    try {
      return { value: size ** this.#loops > mostSteps ? watched(run) : run() }
    } catch (error) {
      return { error: reasonOf(error, absent) }
    }
  }

  /** The part whose value tells why it holds or not, with that value. */
  telling(answer: Answer): { part: string; outcome: Outcome } {
    const outcomeOf = (node: ASTNode): Outcome => {
      const part = this.#part(textOf(node))
      return isMistake(part) ? { error: part.message } : part.evaluate(answer)
    }
    const isTrue = (node: ASTNode) => {
      const outcome = outcomeOf(node)
      return 'value' in outcome && outcome.value === true
    }
    const part = tellingPart(this.#program.ast, isTrue)
    return { part: textOf(part).replaceAll(matchesName, 'matches'), outcome: outcomeOf(part) }
  }

  #part(text: string): Condition | Mistake {
    const known = this.#parts.get(text)
    if (known) return known
    const program = parse(text, this.#kind)
    const part = 'message' in program ? program : new Condition(text, this.#kind, program)
    this.#parts.set(text, part)
    return part
  }
}

export function isMistake(parsed: Condition | Mistake): parsed is Mistake {
  return 'message' in parsed
}

/** Strings and comments, in which nothing is a call; and `matches` where it is called. */
const tokens =
  /\/\/[^\n]*|[rR](?:'[^'\n]*'|"[^"\n]*")|"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<=\.\s{0,9})matches(?=\s{0,9}\()/gs

function parse(expression: string, kind: ProbeKind): ParseResult | Mistake {
  const ours = expression.replace(tokens, (token) => (token === 'matches' ? matchesName : token))
  try {
    return languages[kind].parse(ours)
  } catch (error) {
    if (error instanceof ParseError || error instanceof TypeMistake || error instanceof EvaluationError)
      return mistakeOf(error, expression, kind, languages[kind])
    // The parser recurses.
    if (error instanceof RangeError)
      return { message: 'Unexpected depth of the condition, expected less', start: 0, end: expression.length }
    throw error
  }
}

/** What a function makes of a text that is written down can be tried at once: durations, times and regular expressions. */
function badConstant(node: ASTNode, kind: ProbeKind): Mistake | undefined {
  const { start, end } = node.range
  if (
    node.op === 'call' &&
    /^(?:duration|timestamp)$/.test(node.args[0]) &&
    node.args[1].every(({ op }) => op === 'value')
  ) {
    const expected = node.args[0] === 'duration' ? "`duration('1.5s')`" : "`timestamp('2026-11-20T03:12:00Z')`"
    if (!evaluates(textOf(node), kind))
      return { message: `Unexpected \`${textOf(node)}\`, expected such as ${expected}`, start, end }
  }
  if (node.op === 'rcall' && node.args[0] === matchesName) {
    const [pattern] = node.args[2]
    const problem =
      pattern?.op === 'value' && typeof pattern.args === 'string' ? patternProblem(pattern.args) : undefined
    if (pattern && problem !== undefined)
      return { message: `Unexpected regular expression (${problem}), expected one of RE2`, ...pattern.range }
  }
  for (const child of childrenOf(node)) {
    const bad = badConstant(child, kind)
    if (bad) return bad
  }
  return undefined
}

function evaluates(expression: string, kind: ProbeKind): boolean {
  try {
    languages[kind].evaluate(expression, {})
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

/** Roughly how many items an answer has that a loop could go through. */
function sizeOf(values: Answer['values']): number {
  const sizes = Object.values(values).map((value) => {
    return typeof value === 'string' || Array.isArray(value) ? value.length : 0
  })
  return Math.max(0, ...sizes)
}

function reasonOf(error: unknown, absent: Answer['absent']): string {
  if (error instanceof EvaluationError) {
    const name = /^Unknown variable: (\w+)$/.exec(error.summary)?.[1] ?? ''
    if (Object.hasOwn(absent, name)) return absent[name] ?? ''
    const key = /^No such key: (.{1,80})/s.exec(error.summary)?.[1]
    if (error.code === 'no_such_key' && key !== undefined) return `there is no \`${key.replaceAll('`', "'")}\``
    if (error.code === 'index_out_of_bounds') return 'the list is shorter'
    return `it cannot be evaluated (${error.summary.replaceAll(matchesName, 'matches').slice(0, 200)})`
  }
  return isTooLate(error) ? 'it takes too long for this answer' : 'it cannot be evaluated for this answer'
}
