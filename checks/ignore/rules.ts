import type { IgnoreRule } from './rule.ts'
import { unknownIgnore } from './unknown-ignore.ts'
import { unusedIgnore } from './unused-ignore.ts'

/** What can be wrong with a comment that hides findings, in the order of the manual. */
export const ignoreRules: readonly IgnoreRule[] = [unusedIgnore, unknownIgnore]
