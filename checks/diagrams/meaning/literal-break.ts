import type { DiagramProblem } from '../problem.ts'
import { shown } from '../shown.ts'
import { longestText } from './labels/label-part.ts'
import { labelsOf } from './labels/labels.ts'
import { pathsIn } from './labels/path.ts'
import type { Label } from './outline.ts'
import type { Diagram } from './rule.ts'
import type { Part } from './written.ts'

/**
 * Line breaks that Mermaid draws as they are written: `one\ntwo` in a message, and `one<br>two` in a title. Not those in
 * code, in a path or at an end, where they may be meant to be read.
 */
export function literalBreaks({ written, outline }: Diagram): DiagramProblem[] {
  return labelsOf(written, outline).flatMap((label) => {
    if (label.text.length > longestText) return []
    const { breaks, br, escapes } = label.kind
    const slashes = breaks || escapes ? [] : escapedBreaks(label)
    const tags = brokenTags(label).filter(
      ({ text }) => br === undefined || (br === '<br>' && text.toLowerCase() !== br),
    )
    const [first, ...others] = [...slashes, ...tags].sort((a, b) => a.start - b.start)
    if (!first) return []
    const all = [first, ...others]
    const message = `Unexpected ${shown(first.text)} in a label, expected ${br === undefined ? 'one line' : shown(br)}: readers see ${shown(label.text)}`
    const more =
      br === undefined || label.kind.bare
        ? { hint: 'Mermaid begins no new line there: write it on one' }
        : { fix: { title: `Write ${shown(br)}`, edits: all.map((part) => ({ part, text: br })) } }
    return written.problem('diagrams/literal-break', first, message, more, label.mapped)
  })
}

/** `\n` between words; a backslash before it, or quotes around it, show that it is spoken of. */
function escapedBreaks(label: Label): Part[] {
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

function brokenTags(label: Label): Part[] {
  return [...label.text.matchAll(/<\/?br\s*\/?>/gi)].map(({ 0: text, index }) => ({
    text,
    start: label.start + index,
    end: label.start + index + text.length,
  }))
}
