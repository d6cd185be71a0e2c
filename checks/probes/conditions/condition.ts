import {
  type ASTNode,
  EvaluationError,
  ParseError,
  type ParseResult,
  TypeError as TypeMistake,
} from '@marcbachmann/cel-js'
import type { Answer } from '../../../src/probe-kinds/context.ts'
import type { ProbeKind } from '../../../src/probe-kinds/registry.ts'
import { mistakeInConstant } from './condition-constant.ts'
import { type ConditionMistake, mistakeOf } from './condition-mistake.ts'
import { EvaluationBudget, isBudgetExceeded, runWithin } from './evaluation-budget.ts'
import { languageOf, matchesName } from './language.ts'
import { decidingPart, expressionText, loopDepth, namesOf } from './syntax-tree.ts'

/** Longer ones are no conditions. */
const longest = 2000

/** Steps that may be taken over an answer before somebody watches it: about 10 ms. */
const mostSteps = 100_000

/** The same of characters, where each step of a loop goes through all of a text: those are quick. */
const mostReads = 1_000_000

/** What became of a condition: its value, or why it has none; `isLate` where that is for lack of time. */
export type ConditionValue = { value: unknown } | { error: string; isLate?: true }

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
  readonly #parts = new Map<string, Condition | ConditionMistake>()

  private constructor(expression: string, kind: ProbeKind, program: ParseResult) {
    this.expression = expression
    this.#kind = kind
    this.#program = program
    this.#loops = loopDepth(program.ast)
    this.names = namesOf(program.ast)
  }

  /** Reads an expression that has to give true or false, or with `fact` any value. */
  static parse(expression: string, kind: ProbeKind, purpose: Purpose = 'condition'): Condition | ConditionMistake {
    const whole = { start: 0, end: expression.length }
    if (expression.length > longest)
      return {
        message: `Unexpected condition of ${expression.length} characters, expected at most ${longest}`,
        ...whole,
      }
    const program = parse(expression, kind)
    if ('message' in program) return program
    const { valid, type = 'dyn', error } = program.check()
    if (!valid && error) return mistakeOf(error, expression, kind, languageOf(kind))
    const message = `Unexpected value of type \`${type}\`, expected a condition that is true or false`
    if (purpose === 'condition' && type !== 'bool' && type !== 'dyn')
      return { message, ...whole, hint: 'Compare it with something, such as `status == 200`' }
    if (purpose === 'fact' && /^(?:list|map|Certificate)\b/.test(type))
      return {
        message: `Unexpected value of type \`${type}\`, expected a text, a number, or true or false`,
        ...whole,
        hint: "Take a part of it, or make a text of a list, such as `answers.join(', ')`",
      }
    return mistakeInConstant(program.ast, kind) ?? new Condition(expression, kind, program)
  }

  /** Its value for an answer. Never throws. */
  evaluate({ values, absent }: Answer, budget: EvaluationBudget = new EvaluationBudget()): ConditionValue {
    // A regular expression, or the size of a text, goes through it as well, and so may each step of a loop.
    const steps = sizeOf(values, this.names) ** (this.#loops + 1)
    const run = () => this.#program(values)
    try {
      return { value: steps > (this.#loops > 0 ? mostReads : mostSteps) ? runWithin(run, budget) : run() }
    } catch (error) {
      if (isBudgetExceeded(error)) return { error: 'it takes too long for this answer', isLate: true }
      return { error: reasonOf(error, absent) }
    }
  }

  /** The part whose value tells why it holds or not, with that value. */
  decidingPart(
    answer: Answer,
    budget: EvaluationBudget = new EvaluationBudget(),
  ): { part: string; outcome: ConditionValue } {
    const outcomeOf = (node: ASTNode): ConditionValue => {
      const part = this.#part(expressionText(node))
      return isMistake(part) ? { error: part.message } : part.evaluate(answer, budget)
    }
    const isTrue = (node: ASTNode) => {
      const outcome = outcomeOf(node)
      return 'value' in outcome && outcome.value === true
    }
    const part = decidingPart(this.#program.ast, isTrue)
    return { part: expressionText(part).replaceAll(matchesName, 'matches'), outcome: outcomeOf(part) }
  }

  #part(text: string): Condition | ConditionMistake {
    const known = this.#parts.get(text)
    if (known) return known
    const program = parse(text, this.#kind)
    const part = 'message' in program ? program : new Condition(text, this.#kind, program)
    this.#parts.set(text, part)
    return part
  }
}

export function isMistake(parsed: Condition | ConditionMistake): parsed is ConditionMistake {
  return 'message' in parsed
}

/** Strings and comments, in which nothing is a call; and `matches` where it is called. */
const tokens =
  /\/\/[^\n]*|[rR](?:'[^'\n]*'|"[^"\n]*")|"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<=\.\s{0,9})matches(?=\s{0,9}\()/gs

function parse(expression: string, kind: ProbeKind): ParseResult | ConditionMistake {
  const ours = expression.replace(tokens, (token) => (token === 'matches' ? matchesName : token))
  try {
    return languageOf(kind).parse(ours)
  } catch (error) {
    if (error instanceof ParseError || error instanceof TypeMistake || error instanceof EvaluationError)
      return mistakeOf(error, expression, kind, languageOf(kind))
    // The parser recurses.
    if (error instanceof RangeError)
      return { message: 'Unexpected depth of the condition, expected less', start: 0, end: expression.length }
    throw error
  }
}

/** Roughly how many items or characters there are to go through; JSON has no more of them than its text. */
function sizeOf(values: Answer['values'], names: ReadonlySet<string>): number {
  const sizes = Array.from(names, (name) => {
    const value = values[name === 'json' ? 'body' : name]
    return typeof value === 'string' || Array.isArray(value) ? value.length : 0
  })
  return Math.max(0, ...sizes)
}

/** Not shortened: whoever tells it cuts secrets out first. */
function reasonOf(error: unknown, absent: Answer['absent']): string {
  if (error instanceof EvaluationError) {
    const name = /^Unknown variable: (\w+)$/.exec(error.summary)?.[1] ?? ''
    if (Object.hasOwn(absent, name)) return absent[name] ?? ''
    const key = /^No such key: (.+)/s.exec(error.summary)?.[1]
    if (error.code === 'no_such_key' && key !== undefined) return `there is no \`${key.replaceAll('`', "'")}\``
    if (error.code === 'index_out_of_bounds') return 'the list is shorter'
    return `it cannot be evaluated (${error.summary.replaceAll(matchesName, 'matches')})`
  }
  return 'it cannot be evaluated for this answer'
}
