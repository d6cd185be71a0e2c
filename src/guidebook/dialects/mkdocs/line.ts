import type { DialectSettings } from '../dialect.ts'
import type { Line, Rewriter } from '../rewriter.ts'
import { indentedEnd } from './head.ts'

/** `[TOC]` stands for the contents of the page, which the site shows by itself. */
export function removeContents(rewriter: Rewriter): void {
  for (const { isCode, text, index } of rewriter.lines)
    if (!isCode && /^[ \t]*\[TOC\][ \t]*$/.test(text)) rewriter.removeLine(index)
}

/** To Python-Markdown a heading needs no space: `##Heading`. One number sign alone may as well be a channel or a number. */
export function spaceHeadings(rewriter: Rewriter): void {
  for (const { isCode, text, start } of rewriter.lines) {
    if (isCode || !text.startsWith('#')) continue
    const marks = /^(?:#{2,6}(?=[^\s#])|#(?=\p{Lu}))/u.exec(text)?.[0]
    if (marks !== undefined) rewriter.replace(start + marks.length, start + marks.length, ' ')
  }
}

/** A term, and behind a colon what it means. Source: Python-Markdown's `def_list`. */
export function containDefinitions(rewriter: Rewriter): void {
  const { lines } = rewriter
  let last = -1
  for (const line of lines) {
    const [, space = '', mark] = (!line.isCode && /^([ ]*)(:[ ]{1,3})\S/.exec(line.text)) || []
    if (mark === undefined || !(line.index <= last || isTerm(lines, line, space.length))) continue
    const end = indentedEnd(lines, line.index + 1, space.length + 4)
    let to = end
    // Lines that go on without indentation are of its first paragraph.
    if (end === line.index + 1)
      while (lines[to] && !lines[to]?.isBlank && !lines[to]?.isCode && !/^[ ]*:[ ]/.test(lines[to]?.text ?? '')) to++
    const at = line.start + space.length
    rewriter.contain({
      at,
      headEnd: at + mark.length,
      body: { from: line.index + 1, to },
      indent: 4,
      meaning: { kind: 'definition' },
    })
    // With a comment before it, what stands on the line would be HTML.
    const begin = at + mark.length
    const comment = /^<!--.{0,500}?-->[ \t]*(?=\S)/.exec(line.text.slice(begin - line.start))?.[0]
    if (comment !== undefined) rewriter.replace(begin, begin + comment.length, '')
    // More than one may stand below a term, also with an empty line between.
    last = lines[to]?.isBlank ? to + 1 : to
  }
}

/** Whether a paragraph stands before a line, at most one empty line away. */
function isTerm(lines: readonly Line[], { index }: Line, column: number): boolean {
  const above = lines[index - 1]
  const before = above?.isBlank ? lines[index - 2] : above
  // A comment may stand for a term that a plugin writes.
  if (before && /^[ ]*<!--.{0,500}-->[ ]*$/.test(before.text)) return before.indent === column
  if (!before || before.isBlank || before.isCode || before.indent !== column) return false
  return !/^[ ]*(?:#{1,6}[ ]|[-*+][ ]|\d+[.)][ ]|>|\||!!!|\?\?\?|===|<|:[ ])/.test(before.text)
}

/** `{{ name }}`, where the configuration says what it stands for: all else may be another program's template. */
export function replaceVariables(rewriter: Rewriter, { variables }: DialectSettings): void {
  if (!variables || !rewriter.text.includes('{{')) return
  for (const { 0: written, 1: name = '', index } of rewriter.text.matchAll(
    /\{\{[ \t]{0,9}([\w.-]{1,200})[ \t]{0,9}\}\}/g,
  ))
    if (Object.hasOwn(variables, name)) rewriter.replace(index, index + written.length, variables[name] ?? '')
}

/** A place for a variable that nobody knows, in an address: with its spaces, the link would be none. */
export function closeVariables(rewriter: Rewriter): void {
  if (!rewriter.text.includes('{{')) return
  for (const { isCode, text, start } of rewriter.lines) {
    if (isCode) continue
    for (const { 0: written, index: at } of text.matchAll(/\]\([^()\s]{0,500}\{\{[^()\n]{0,500}\)/g))
      for (const { 1: before = '', 2: after = '', 0: variable, index } of written.matchAll(
        /\{\{([ \t]{0,9})[\w.-]{1,200}([ \t]{0,9})\}\}/g,
      )) {
        const [from, to] = [start + at + index, start + at + index + variable.length]
        rewriter.replace(from + 2, from + 2 + before.length, '')
        rewriter.replace(to - 2 - after.length, to - 2, '')
      }
  }
}

/** An attribute list behind a link is no text, so its `_blank` begins no emphasis. */
export function protectAttributes(rewriter: Rewriter): void {
  for (const { isCode, text, start } of rewriter.lines) {
    if (isCode || !/[)\]]\{/.test(text) || /^[ \t]*</.test(text)) continue
    for (const { 1: ticks, 0: written, index } of text.matchAll(
      /(`{1,3})[^`\n]+\1|(?<=[)\]])\{:?[^}\n]{0,300}[_*][^}\n]{0,300}\}/g,
    )) {
      if (ticks !== undefined) continue
      for (const { index: at } of written.matchAll(/[_*]/g))
        rewriter.replace(start + index + at, start + index + at, '\\')
    }
  }
}

/** Marks of a template that say nothing to a reader: `{% raw %}`. Only where the page is one. */
export function removeRawMarks(rewriter: Rewriter): void {
  if (!rewriter.text.includes('{%')) return
  for (const { 0: written, index } of rewriter.text.matchAll(/\{%-?[ \t]{0,9}(?:end)?raw[ \t]{0,9}-?%\}/g))
    rewriter.replace(index, index + written.length, '')
}

/** Mathematics as pymdownx's `arithmatex` also writes it: `\(x\)`, and `\[` … `\]` on lines of their own. */
export function dollarMath(rewriter: Rewriter): void {
  for (const { isCode, text, start } of rewriter.lines) {
    if (isCode || !text.includes('\\')) continue
    const flow = /^[ \t]*(\\[[\]])[ \t]*$/.exec(text)
    if (flow) rewriter.replace(start + text.indexOf('\\'), start + text.indexOf('\\') + 2, '$$')
    for (const { 0: written, index } of text.matchAll(/\\\((?=\S)[^`$\\\n](?:[^`$\n]{0,500}?[^\s`$])?\\\)/g)) {
      rewriter.replace(start + index, start + index + 2, '$')
      rewriter.replace(start + index + written.length - 2, start + index + written.length, '$')
    }
  }
}
