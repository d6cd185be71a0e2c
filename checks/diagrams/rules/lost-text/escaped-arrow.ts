import { quoteSource } from '../../../../src/text/quote.ts'
import type { RuleProblem } from '../../problem.ts'
import type { MappedText } from '../../source/mapped-text.ts'

/** Longer ones are no arrows, and would take long to look through. */
const arrow = /(?:<?-{2,20}|={2,20}|-\.{1,20}-?|->)(?:&gt;){1,2}/g

/** Arrows that came through HTML. Mermaid reads on to the next arrow for their text, so that it may accept them. */
export function escapedArrows(type: string, cleaned: MappedText): RuleProblem[] {
  if (!/^(?:flowchart|swimlane|agentflow)/.test(type)) return []
  const bare = cleaned.text.replace(/"[^"]*"/g, (label) => ' '.repeat(label.length))
  return [...bare.matchAll(arrow)].map(({ 0: found, index }) => {
    const unescaped = found.replaceAll('&gt;', '>')
    const range = { start: cleaned.origin(index), end: cleaned.origin(index + found.length - 1) + 1 }
    return {
      message: `Unexpected ${quoteSource(found)}, expected ${quoteSource(unescaped)}`,
      hint: 'Mermaid takes it for the text of an arrow that ends later: write `>` itself',
      ...range,
      fix: { title: `Write ${quoteSource(unescaped)}`, edits: [{ ...range, text: unescaped }] },
    }
  })
}
