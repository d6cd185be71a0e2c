import type { DiagramRule } from './rule.ts'
import { badValue } from './rules/bad-value/bad-value.ts'
import { brokenGeometry } from './rules/broken-geometry.ts'
import { cycle } from './rules/cycle.ts'
import { drawnText } from './rules/drawn-text.ts'
import { duplicateId } from './rules/duplicate-id.ts'
import { literalBreak } from './rules/literal-break.ts'
import { lostPart } from './rules/lost-part.ts'
import { lostText } from './rules/lost-text/lost-text.ts'
import { mistypedKeyword } from './rules/mistyped-keyword.ts'
import { mistypedNode } from './rules/mistyped-node.ts'
import { noDescription } from './rules/no-description.ts'
import { syntax } from './rules/syntax/syntax.ts'
import { timeout } from './rules/timeout.ts'
import { tooLarge } from './rules/too-large.ts'
import { undrawable } from './rules/undrawable.ts'
import { unknownClass } from './rules/unknown-class.ts'
import { unknownNode } from './rules/unknown-node.ts'
import { unknownSetting } from './rules/unknown-setting.ts'
import { unreadableColor } from './rules/unreadable-color.ts'
import { unsupported } from './rules/unsupported.ts'

/** Every rule of this check, in the order of the manual. */
export const diagramRules: readonly DiagramRule[] = [
  syntax,
  unsupported,
  tooLarge,
  timeout,
  lostText,
  literalBreak,
  lostPart,
  unknownNode,
  badValue,
  cycle,
  mistypedNode,
  mistypedKeyword,
  duplicateId,
  unknownClass,
  unreadableColor,
  unknownSetting,
  noDescription,
  undrawable,
  brokenGeometry,
  drawnText,
]
