import { builtAnchor } from './rules/built-anchor.ts'
import { builtCrash } from './rules/built-crash.ts'
import { builtMissing } from './rules/built-missing.ts'

/** Every rule of the built site, in the order of the manual. */
export const builtRules = [builtMissing, builtAnchor, builtCrash] as const
