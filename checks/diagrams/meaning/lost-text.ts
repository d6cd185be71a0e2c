import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import { labelsOf } from './labels/labels.ts'
import { losses } from './labels/loss.ts'
import type { Diagram } from './rule.ts'

/** Labels that Mermaid draws otherwise than they are written: what the reader sees, and how to write what is meant. */
export function lostTexts({ written, outline }: Diagram): DiagramProblem[] {
  return labelsOf(written, outline).flatMap((label) =>
    losses(label).map(({ part, seen, cure, hint }) => {
      const drawn = seen.trim() === '' ? 'readers see nothing' : `readers see ${shown(seen)}`
      const expected = cure === undefined ? 'expected a label that is drawn as written' : `expected ${shown(cure)}`
      const fix = cure === undefined ? undefined : { title: `Write ${shown(cure)}`, edits: [{ part, text: cure }] }
      const message = `Unexpected ${shown(part.text)} in a label, ${expected}: ${drawn}`
      return written.problem(
        'diagrams/lost-text',
        part,
        message,
        { ...(hint !== undefined && { hint }), ...(fix && { fix }) },
        label.mapped,
      )
    }),
  )
}
