import { suggestion } from '../../../../src/config/suggestion.ts'
import type { Problem } from '../../problem.ts'
import type { Directive } from '../../source/preprocess.ts'
import { shown } from '../shown.ts'
import type { Part, Written } from '../written.ts'

const known = ['init', 'initialize', 'wrap']
const code = 'diagrams/unknown-setting'

/** Directives that Mermaid leaves out without a word: of an unknown name, and whose text is no JSON. */
export function unreadableDirectives(written: Written): Problem[] {
  return written.prepared.directives.flatMap((directive) => problemOf(written, directive))
}

function problemOf(written: Written, { name, body }: Directive): Problem[] {
  const whole: Part = { text: body.text, start: 0, end: Math.max(1, body.text.trimEnd().length) }
  if (!known.includes(name)) {
    const hint = suggestion(name, known)
    if (hint === undefined) return []
    const start = Math.max(0, written.source.toLowerCase().lastIndexOf(name, body.origin(0)))
    return [
      {
        code,
        message: `Unexpected directive ${shown(name)}, expected \`init\``,
        hint,
        start,
        end: start + name.length,
      },
    ]
  }
  if (name === 'wrap' || isJson(body.text)) return []
  const message = 'Unexpected text of a directive, expected JSON'
  return [
    written.problem(code, whole, message, { hint: 'Mermaid leaves all of it out: names and texts need quotes' }, body),
  ]
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text.trim().replaceAll("'", '"')) === 'object'
  } catch {
    return false
  }
}
