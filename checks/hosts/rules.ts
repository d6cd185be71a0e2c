import { conflict } from './conflict.ts'
import { removed } from './removed.ts'
import { retired } from './retired.ts'
import type { HostRule } from './rule.ts'
import { undeclared } from './undeclared.ts'
import { undocumented } from './undocumented.ts'
import { unknown } from './unknown.ts'
import { unresolved } from './unresolved.ts'

/** Every rule of this check, in the order of the manual. */
export const hostRules: readonly HostRule[] = [
  conflict,
  removed,
  retired,
  undocumented,
  undeclared,
  unknown,
  unresolved,
]
