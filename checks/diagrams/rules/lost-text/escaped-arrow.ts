import { quoteSource } from '../../../../src/text/quote.ts'
import type { DiagramProblem } from '../../problem.ts'
import type { MappedText } from '../../source/mapped-text.ts'

/** Longer ones are no arrows, and would take long to look through. */
const arrow = /(?:<?-{2,20}|={2,20}|-\.{1,20}-?|->)(?:&gt;){1,2}/g

/** Arrows that came through HTML. Mermaid reads on to the next arrow for their text, so that it may accept them. */
export function escapedArrows(type: string, written: MappedText): DiagramProblem[] {
  if (!/^(?:flowchart|swimlane|agentflow)/.test(type)) return []
  const bare = written.text.replace(/"[^"]*"/g, (label) => ' '.repeat(label.length))
  return [...bare.matchAll(arrow)].map(({ 0: found, index }) => {
    const mended = found.replaceAll('&gt;', '>')
    const range = { start: written.origin(index), end: written.origin(index + found.length - 1) + 1 }
    return {
      code: 'diagrams/lost-text',
      message: `Unexpected ${quoteSource(found)}, expected ${quoteSource(mended)}`,
      hint: 'Mermaid takes it for the text of an arrow that ends later: write `>` itself',
      ...range,
      fix: { title: `Write ${quoteSource(mended)}`, edits: [{ ...range, text: mended }] },
    }
  })
}
