import type { Rule } from '../parsed.ts'
import { unreadableColors } from './color/unreadable-color.ts'
import { cycles } from './cycle.ts'
import { duplicateIds } from './duplicate-id.ts'
import { formulas } from './formula.ts'
import { outlineOf } from './languages/languages.ts'
import { literalBreaks } from './literal-break.ts'
import { lostParts } from './lost-part.ts'
import { lostPeriods } from './lost-period.ts'
import { lostTaskNames } from './lost-task-name.ts'
import { lostTexts } from './lost-text.ts'
import { mistypedKeywords } from './mistyped-keyword.ts'
import { mistypedNodes } from './mistyped-node.ts'
import { noDescription } from './no-description.ts'
import type { MeaningRule } from './rule.ts'
import { unknownSettings } from './settings/unknown-setting.ts'
import { unknownClasses } from './unknown-class.ts'
import { unknownNodes } from './unknown-node.ts'
import { badValues } from './values/values.ts'
import { Written } from './written.ts'

const all: readonly MeaningRule[] = [
  unknownNodes,
  mistypedNodes,
  duplicateIds,
  lostTexts,
  literalBreaks,
  lostPeriods,
  lostTaskNames,
  lostParts,
  formulas,
  mistypedKeywords,
  unknownClasses,
  unreadableColors,
  unknownSettings,
  badValues,
  cycles,
  noDescription,
]

/** What is asked of a diagram that Mermaid accepts: its source is read once for all. */
export const rules: readonly Rule[] = [
  (parsed) => {
    const written = new Written(parsed)
    const diagram = { written, outline: outlineOf(written) }
    return all.flatMap((rule) => rule(diagram))
  },
]
