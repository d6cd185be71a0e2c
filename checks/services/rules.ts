import { condition } from './condition.ts'
import { fact } from './fact.ts'
import type { ServiceRule } from './rule.ts'
import { slowProbe } from './slow-probe.ts'
import { undeclaredHost } from './undeclared-host.ts'
import { unknownSource } from './unknown-source.ts'
import { unsetVariable } from './unset-variable.ts'

/** Every rule of this check, in the order of the manual. */
export const serviceRules: readonly ServiceRule[] = [
  condition,
  fact,
  unknownSource,
  unsetVariable,
  undeclaredHost,
  slowProbe,
]
