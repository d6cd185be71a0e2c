import type { Check } from '../check.ts'
import { lint } from '../lint/lint.ts'

/** The checks that look at the tree of each page; threads load these alone. */
export const pageChecks: readonly Check[] = [lint]
