import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import { likely } from './likely.ts'
import type { Outline, Target } from './outline.ts'
import { relationsToNothing } from './relations.ts'
import type { Diagram } from './rule.ts'
import { swallowedLetters } from './swallowed-letter.ts'
import type { Written } from './written.ts'

/** What Mermaid makes of a command about a node that is not there. */
const outcomes: Readonly<Record<string, string>> = {
  activate: 'Mermaid fails to draw the diagram',
  note: 'Mermaid draws a note beside nothing, or fails',
  link: 'Mermaid draws a new participant for it, or nothing at all',
}

/**
 * Classes, styles, links and notes of a node that is not there, relations to one, and ids that lost their first letter
 * to the arrow before them.
 */
export function unknownNodes({ written, outline }: Diagram): DiagramProblem[] {
  const targets = outline ? strangers(outline).map((target) => problemOf(target, outline, written)) : []
  return [...targets, ...relationsToNothing(written), ...(outline ? swallowedLetters(written, outline) : [])]
}

function strangers({ targets, mentions, known }: Outline): Target[] {
  const ids = new Set(mentions.map(({ text }) => text))
  return targets.filter(({ text }) => !ids.has(text) && !known.has(text))
}

function problemOf(target: Target, { mentions }: Outline, written: Written): DiagramProblem {
  const near = likely(
    target.text,
    mentions.map(({ text }) => text),
  )
  const isDrawn = target.command === 'style' && written.type.startsWith('flowchart')
  const outcome = isDrawn
    ? 'Mermaid draws a new node for it'
    : (outcomes[target.command.replace(/s$/, '')] ?? 'It has no effect')
  const message = `Unexpected ${shown(target.text)} after \`${target.command}\`, expected a node of the diagram`
  return written.problem('diagrams/unknown-node', target, message, { hint: near ?? outcome })
}
