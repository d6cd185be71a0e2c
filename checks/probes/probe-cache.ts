import type { ProbeKind } from '../../src/probe-kinds/registry.ts'
import { Condition, type Purpose } from './conditions/condition.ts'
import type { ConditionMistake } from './conditions/condition-mistake.ts'
import { Secrets } from './secrets/secrets.ts'

/** Far more than any inventory has; a hostile one must not fill the memory. */
const most = 50_000

/** Reads each condition once, and prepares the cutting out of secrets once: the same probes run again and again. */
export class ProbeCache {
  readonly #conditions = new Map<string, Condition | ConditionMistake>()
  readonly #secrets = new Map<string, Secrets>()

  condition(expression: string, kind: ProbeKind, purpose: Purpose): Condition | ConditionMistake {
    const key = `${kind} ${purpose} ${expression}`
    return remembered(this.#conditions, key, () => Condition.parse(expression, kind, purpose))
  }

  /** `named` are those that are secret by their names. */
  secrets(values: readonly string[], named: readonly string[] = []): Secrets {
    return remembered(this.#secrets, JSON.stringify([values, named]), () => new Secrets(values, named))
  }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key)
  if (before !== undefined) return before
  if (known.size >= most) known.clear()
  const made = make()
  known.set(key, made)
  return made
}
