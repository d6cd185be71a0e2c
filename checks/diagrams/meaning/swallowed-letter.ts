import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import type { Outline } from './outline.ts'
import type { Part, Written } from './written.ts'

/**
 * `dev---ops`: Mermaid reads `---o` as an arrow with a circle, and then `ps`. Told where the line would be whole without
 * the letter and goes on with a small letter, or where the id with the letter is another node of the diagram.
 */
export function swallowedLetters(written: Written, { mentions }: Outline): DiagramProblem[] {
  if (!written.type.startsWith('flowchart')) return []
  const ids = new Set(mentions.map(({ text }) => text))
  return mentions.flatMap((node) => {
    const arrow = /(?:--+|==+|-\.+-)[ox]$/.exec(written.text.slice(Math.max(0, node.start - 20), node.start))?.[0]
    if (!arrow) return []
    const letter = arrow.slice(-1)
    const whole = `${letter}${node.text}`
    const complete = /^(?:---+|===+|-\.+-)[ox]$/.test(arrow) && /^[a-z]/.test(node.text)
    return complete || ids.has(whole) ? [problemOf(written, node, arrow, complete)] : []
  })
}

function problemOf(written: Written, node: Part, arrow: string, complete: boolean): DiagramProblem {
  const letter = arrow.slice(-1)
  const place = written.part(node.start - 1, node.end)
  const what = letter === 'o' ? 'a circle' : 'a cross'
  const message = `Unexpected node ${shown(node.text)}, expected ${shown(letter + node.text)}: Mermaid takes the \`${letter}\` for ${what} at the end of the arrow`
  // An arrow of two signs alone would begin a text.
  const text = complete ? ' ' : `${arrow.charAt(0)} `
  const title = complete
    ? 'Write a space before the id'
    : `Write ${shown(`${arrow.slice(0, -1)}${text}${letter}${node.text}`)}`
  const edits = [{ part: written.part(place.start, place.start), text }]
  return written.problem('diagrams/unknown-node', place, message, { hint: title, fix: { title, edits } })
}
