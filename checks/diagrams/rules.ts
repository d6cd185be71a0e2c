import type { MeaningRule } from './diagram.ts'
import { outlineOf } from './languages/languages.ts'
import type { Rule } from './mermaid/mermaid-parser.ts'
import { badValues } from './rules/bad-value/bad-value.ts'
import { cycles } from './rules/cycle.ts'
import { duplicateIds } from './rules/duplicate-id.ts'
import { literalBreaks } from './rules/literal-break.ts'
import { lostParts } from './rules/lost-part.ts'
import { lostPeriods, lostTaskNames, lostTexts } from './rules/lost-text/lost-text.ts'
import { mistypedKeywords } from './rules/mistyped-keyword.ts'
import { mistypedNodes } from './rules/mistyped-node.ts'
import { noDescription } from './rules/no-description.ts'
import { unknownClasses } from './rules/unknown-class.ts'
import { unknownNodes } from './rules/unknown-node.ts'
import { unknownSettings } from './rules/unknown-setting.ts'
import { unreadableColors } from './rules/unreadable-color.ts'
import { formulas } from './rules/unsupported.ts'
import { DiagramText } from './source/diagram-text.ts'

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
    const written = new DiagramText(parsed)
    const diagram = { written, outline: outlineOf(written) }
    return all.flatMap((rule) => rule(diagram))
  },
]
