import type { Probe } from '../../../src/config/services.ts'
import type { Answer } from '../../../src/probe-kinds/context.ts'
import { type Fault, notProbed } from '../../../src/probe-kinds/fault.ts'
import type { FaultCode } from '../../../src/probe-kinds/fault-codes.ts'
import type { ProbeCache } from '../probe-cache.ts'
import { isSecretPart } from '../secrets/secret-name.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { ConditionResult, Measurement } from '../verdict.ts'
import { Condition, isMistake, type Purpose } from './condition.ts'
import { EvaluationBudget } from './evaluation-budget.ts'
import { plainValue, quoteValue } from './found-value.ts'

/** What an answer comes to by its conditions. */
export interface Evaluation extends Pick<Measurement, 'state' | 'conditions' | 'facts'> {
  /** Why it is not `up`. */
  fault?: Fault
  /** It is not `up` for the time that it took, and for nothing else. */
  isOfTime?: boolean
}

/** The longest value of a fact, and the longest message of a service, in UTF-16 units. */
const longestFact = 200
const longestMessage = 160
/** Of a text of lines, so much is looked at for its first one. */
const mostLookedAt = 2 * longestMessage

/** The longest reason for which a condition cannot be evaluated. */
const longestError = 240

/** Shorter values that are secret by their name are words such as `none`. */
const shortestSecret = 8

/** The conditions of a probe, and the expressions that pages show of it, read once. */
export class ProbeConditions {
  readonly #probe: Probe
  readonly #secrets: Secrets
  readonly #expect: readonly Condition[]
  readonly #degraded: readonly Condition[]
  readonly #facts: readonly Condition[]
  /** A condition that is wrong: then the service is unknown. */
  readonly fault: Fault | undefined

  constructor(probe: Probe, facts: readonly string[], secrets: Secrets, cache: ProbeCache) {
    this.#probe = probe
    this.#secrets = secrets
    const read = (expression: string, purpose: Purpose) => cache.condition(expression, probe.kind, purpose)
    const parsed = [...probe.expect, ...probe.degraded].map((expression) => read(expression, 'condition'))
    const mistake = parsed.find(isMistake)
    if (mistake) this.fault = notProbed('condition', mistake.message)
    const conditions = parsed.filter((one) => one instanceof Condition)
    this.#expect = conditions.slice(0, probe.expect.length)
    this.#degraded = conditions.slice(probe.expect.length)
    // A fact that is wrong is a finding of the services check.
    this.#facts = facts.map((one) => read(one, 'fact')).filter((one) => one instanceof Condition)
  }

  /** Whether a condition or a fact refers to a name. */
  referTo(name: string): boolean {
    return [...this.#expect, ...this.#degraded, ...this.#facts].some(({ names }) => names.has(name))
  }

  /** Whether all conditions of `expect` hold. */
  hold(answer: Answer): boolean {
    const budget = new EvaluationBudget()
    return this.#expect.every((condition) => {
      const outcome = condition.evaluate(answer, budget)
      return 'value' in outcome && outcome.value === true
    })
  }

  /** Evaluates all of them for an answer. */
  evaluate(answer: Answer): Evaluation {
    const budget = new EvaluationBudget()
    const results = [...this.#expect, ...this.#degraded].map((condition) => this.#resultOf(condition, answer, budget))
    const conditions = results.map(({ result }) => result)
    const facts = this.#factsIn(answer, budget)
    const failed = results.slice(0, this.#expect.length).filter(({ result }) => !result.held)
    const faultOf = (code: FaultCode, reason: string) => this.#withMessage({ code, reason, blame: 'service' }, answer)
    const evaluated = failed.filter(({ isLate }) => !isLate)
    const certain = evaluated.find(({ isOfTime }) => !isOfTime) ?? evaluated[0]
    const late = failed.find(({ isLate }) => isLate)
    if (certain)
      return {
        state: 'down',
        conditions,
        facts,
        isOfTime: certain.isOfTime,
        fault: faultOf('expect', certain.whyNot()),
      }
    // That Waymark takes no longer for it says nothing of the service.
    if (late)
      return {
        state: 'unknown',
        conditions,
        facts,
        fault: { code: 'condition', reason: late.whyNot(), blame: 'prober' },
      }
    const defaultState = this.#probe.expect.length === 0 ? answer.defaultState : undefined
    if (defaultState?.state === 'down')
      return { state: 'down', conditions, facts, fault: this.#withMessage(defaultState.fault, answer) }
    const held = results.slice(this.#expect.length).filter(({ result }) => result.held)
    const degrading = held.find(({ isOfTime }) => !isOfTime) ?? held[0]
    if (degrading)
      return {
        state: 'degraded',
        conditions,
        facts,
        isOfTime: degrading.isOfTime,
        fault: faultOf('degraded', degrading.why()),
      }
    if (defaultState)
      return { state: 'degraded', conditions, facts, fault: this.#withMessage(defaultState.fault, answer) }
    return { state: 'up', conditions, facts }
  }

  /** A fault, with what the service says of it: one line, without secrets. */
  #withMessage(fault: Fault, { message, isMessageOfLines }: Answer): Fault {
    // Of DNS, the condition may have said it already.
    if (message === undefined || fault.reason.includes(message)) return fault
    // Secrets are cut before lines are: one may have several.
    const begun = this.#secrets.begin(message.trim(), isMessageOfLines ? mostLookedAt : longestMessage)
    const line = isMessageOfLines ? begun.replace(/[\r\n\u2028\u2029].*/s, '') : begun
    const sentence = line
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .replace(/\p{Cf}/gu, '')
      .replaceAll('`', "'")
      .trim()
    return { ...fault, reason: `${fault.reason}; it says: ${shortened(sentence, longestMessage)}` }
  }

  #resultOf(condition: Condition, answer: Answer, budget: EvaluationBudget) {
    const outcome = condition.evaluate(answer, budget)
    const isHeld = 'value' in outcome && outcome.value === true
    const isLate = 'error' in outcome && outcome.isLate === true
    const whole = { part: condition.expression, outcome }
    const { part, outcome: deciding } = isLate ? whole : condition.decidingPart(answer, budget)
    const found = 'value' in deciding ? this.#found(part, deciding.value) : null
    const result: ConditionResult = { expression: condition.expression, held: isHeld, found }
    const expected = quoteValue(condition.expression)
    return {
      result,
      isLate,
      isOfTime: condition.names.has('duration') || condition.names.has('rtt'),
      whyNot: () => {
        if ('error' in outcome) return `Cannot judge ${expected}: ${this.#secrets.begin(outcome.error, longestError)}`
        return `${foundText(part, found, condition.expression)}, expected ${wanted(part, condition.expression)}`
      },
      why: () => `${foundText(part, found, condition.expression)}, which is degraded: ${expected}`,
    }
  }

  /** Of what an answer hands out as secret, no more is shown than that it is there. */
  #found(part: string, value: unknown): unknown {
    const found = plainValue(value, this.#secrets)
    return isSecretPart(part) && typeof found === 'string' && found.length >= shortestSecret ? '…' : found
  }

  #factsIn(answer: Answer, budget: EvaluationBudget): Measurement['facts'] {
    const facts: Measurement['facts'] = {}
    for (const fact of this.#facts) {
      const outcome = fact.evaluate(answer, budget)
      const value = 'value' in outcome ? this.#found(fact.expression, outcome.value) : undefined
      if (typeof value === 'string') facts[fact.expression] = value.slice(0, longestFact)
      else if (typeof value === 'number' || typeof value === 'boolean') facts[fact.expression] = value
    }
    return facts
  }
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text
}

/** "`status` is 503". */
function foundText(part: string, found: unknown, expression: string): string {
  const value = typeof found === 'number' || typeof found === 'boolean' ? String(found) : simple(found)
  return part === expression ? `The answer is ${value}` : `${quoteValue(part)} is ${value}`
}

/** "200", where a part is to be equal to that; else the whole condition. */
function wanted(part: string, expression: string): string {
  const rest = expression.startsWith(part) ? expression.slice(part.length) : ''
  const [, number, text] = /^\s*==\s*(?:(-?[\d.]+)|'([^'\\]*)'|"[^"\\]*")\s*$/.exec(rest) ?? []
  return number ?? (text === undefined ? quoteValue(expression) : simple(text))
}

/** A word or a number as it is; what may run on into the sentence stands between backticks. */
function simple(value: unknown): string {
  return typeof value === 'string' && /^\w[\w.:+/ -]{0,38}\w$|^\w$/.test(value) ? value : quoteValue(value)
}
