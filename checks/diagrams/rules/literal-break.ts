import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { Label } from '../languages/outline.ts'
import type { RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import type { TextPart } from '../source/text-part.ts'
import { longestText } from './lost-text/label-losses.ts'
import { pathsIn } from './lost-text/windows-path.ts'

/** Readers see a backslash and an `n`, or a tag. */
export const literalBreak = {
  code: 'diagrams/literal-break',
  severity: 'warning',
  summary: 'A line break that Mermaid draws as it is written',
  why: `
A line break is drawn as the signs it is written with. \`\\n\` breaks a line in a flowchart; in a sequence, a state and most other diagrams readers see a backslash and an \`n\`. Write \`<br/>\`, as \`--fix\` does. Some labels stand on one line whatever is written, such as the title of a chart or a member of a class; the message says so.
`,
  wrong: mermaidPage('sequenceDiagram', '  Shop->>Bank: pay\\nthe order'),
  right: mermaidPage('sequenceDiagram', '  Shop->>Bank: pay<br/>the order'),
  check: literalBreaks,
} as const satisfies DiagramRule

/**
 * Line breaks that Mermaid draws as they are written: `one\ntwo` in a message, and `one<br>two` in a title. Not those in
 * code, in a path or at an end, where they may be meant to be read.
 */
function literalBreaks({ source, labels }: Diagram): RuleProblem[] {
  return labels.flatMap((label) => {
    if (label.text.length > longestText) return []
    const { breaks, br, escapes } = label.kind
    const slashes = breaks || escapes ? [] : escapedBreaks(label)
    const tags = brokenTags(label).filter(
      ({ text }) => br === undefined || (br === '<br>' && text.toLowerCase() !== br),
    )
    const [first, ...others] = [...slashes, ...tags].sort((a, b) => a.start - b.start)
    if (!first) return []
    const all = [first, ...others]
    const message = `Unexpected ${quoteSource(first.text)} in a label, expected ${br === undefined ? 'one line' : quoteSource(br)}: readers see ${quoteSource(label.text)}`
    const more =
      br === undefined || label.kind.bare
        ? { hint: 'Mermaid begins no new line there: write it on one' }
        : { fix: { title: `Write ${quoteSource(br)}`, edits: all.map((part) => ({ part, text: br })) } }
    return source.problem(first, message, more, label.mapped)
  })
}

/** `\n` between words; a backslash before it, or quotes around it, show that it is spoken of. */
function escapedBreaks(label: Label): TextPart[] {
  const code = [...label.text.matchAll(/"[^"]*"|'[^']*'|`[^`]*`|\[[^\]]*\]|\{[^}]*\}/g)].filter(({ 0: text }) =>
    /^.(?:[^\w\s]|\\[a-z])*.$/.test(text),
  )
  const inside = [...pathsIn(label.text).map(({ path, index }) => ({ index, length: path.length }))]
  for (const { 0: text, index } of code) inside.push({ index, length: text.length })
  return [...label.text.matchAll(/(?<=[^\\\s]\s*(?:\\n)*)\\n(?=(?:\s|\\n)*[^\s\\])/g)].flatMap(({ 0: text, index }) => {
    if (inside.some((one) => index >= one.index && index < one.index + one.length)) return []
    return [{ text, start: label.start + index, end: label.start + index + text.length }]
  })
}

function brokenTags(label: Label): TextPart[] {
  return [...label.text.matchAll(/<\/?br\s*\/?>/gi)].map(({ 0: text, index }) => ({
    text,
    start: label.start + index,
    end: label.start + index + text.length,
  }))
}
