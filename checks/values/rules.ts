import { different } from './different.ts'
import { missing } from './missing.ts'
import type { ValueRule } from './rule.ts'
import { snippet } from './snippet.ts'

/** Every rule of this check, in the order of the manual. */
export const valueRules: readonly ValueRule[] = [different, missing, snippet]
