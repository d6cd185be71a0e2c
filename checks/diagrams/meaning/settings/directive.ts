import { suggestion } from '../../../../src/text/suggestion.ts'
import type { DiagramProblem } from '../../problem.ts'
import { shown } from '../../shown.ts'
import type { Directive } from '../../source/preprocess.ts'
import type { Written } from '../written.ts'

const known = ['init', 'initialize', 'wrap']

/** Directives whose name is nearly one that Mermaid has: it leaves them out without a word. */
export function mistypedDirectives(written: Written): DiagramProblem[] {
  return written.prepared.directives.flatMap((directive) => problemOf(written, directive) ?? [])
}

function problemOf({ source }: Written, { name, body }: Directive): DiagramProblem | undefined {
  const hint = known.includes(name) ? undefined : suggestion(name, known)
  if (hint === undefined) return undefined
  const start = Math.max(0, source.toLowerCase().lastIndexOf(name, body.origin(0)))
  const message = `Unexpected directive ${shown(name)}, expected \`init\``
  return { code: 'diagrams/unknown-setting', message, hint, start, end: start + name.length }
}
