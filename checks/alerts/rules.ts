import type { AlertsRule } from './rule.ts'
import { malformedUrl } from './rules/malformed-url.ts'
import { missingPage } from './rules/missing-page.ts'
import { missingSection } from './rules/missing-section.ts'
import { removed } from './rules/removed.ts'
import { sharedCause } from './rules/shared-cause.ts'
import { undocumented } from './rules/undocumented.ts'

/** Every rule of this check, in the order of the manual. */
export const alertRules: readonly AlertsRule[] = [
  missingPage,
  missingSection,
  malformedUrl,
  sharedCause,
  removed,
  undocumented,
]
