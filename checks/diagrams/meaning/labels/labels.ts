import type { Label, Outline } from '../outline.ts'
import type { Written } from '../written.ts'
import { otherLabels } from './other-labels.ts'
import { titles } from './title.ts'

/** Every label of a diagram that is told from the rest of its source for certain. */
export function labelsOf(written: Written, outline: Outline | undefined): Label[] {
  return [...(outline?.labels ?? []), ...otherLabels(written), ...titles(written)].filter(({ text }) => text !== '')
}
