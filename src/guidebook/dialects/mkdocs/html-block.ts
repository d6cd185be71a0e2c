import type { Rewriter } from '../rewriter.ts'

const blocks = 'div|section|article|aside|details|figure|figcaption|main|header|footer|nav|center|summary'
const attribute = /\s+markdown(?:=(?:"[^"]*"|'[^']*'|[^\s"'>]+))?(?=[\s/>])/i
/** Says how the element looks on the other site, and does not reach this one. */
const look = /\sclass=(?:"[^"]*"|'[^']*'|[^\s"'>]+)/i
const opening = new RegExp(`<(${blocks})\\b[^<>\\n]*\\smarkdown(?=[\\s=/>])[^<>\\n]*>`, 'gi')
const inline = /<[a-z][\w-]*\b[^<>\n]*\smarkdown(?=[\s=/>])[^<>\n]*>/gi
const closing = new RegExp(`</(${blocks})\\s*>`, 'gi')

/**
 * `<div markdown>`: what stands in the element is Markdown, as it is to GitHub between empty lines. The attribute is
 * taken away. Source: Python-Markdown's `md_in_html`.
 */
export function rewriteHtmlBlocks(rewriter: Rewriter): void {
  const open: string[] = []
  for (const line of rewriter.lines) {
    if (line.isCode) continue
    const hasMark = line.text.includes('markdown') && /<[a-z]/i.test(line.text)
    const isInText = !/^[ \t]*</.test(line.text)
    if (hasMark && isInText) removeAttributes(rewriter, line.start, line.text)
    if (isInText || !(hasMark || open.length > 0)) continue
    const tags = [...(hasMark ? line.text.matchAll(opening) : []), ...line.text.matchAll(closing)]
    for (const { 0: tag, 1: name = '', index } of tags.sort((a, b) => a.index - b.index)) {
      const at = line.start + index
      if (!tag.startsWith('</')) {
        open.push(name.toLowerCase())
        const rest = line.text.slice(index + tag.length)
        const gap = rest.trim() === '' ? '\n' : '\n\n'
        rewriter.replace(at, at + tag.length, tag.replace(attribute, '').replace(look, '') + gap)
      } else if (open.at(-1) === name.toLowerCase()) {
        open.pop()
        rewriter.replace(at, at, line.text.slice(0, index).trim() === '' ? '\n' : '\n\n')
        // What follows is no part of the element, which ends for GitHub with an empty line only.
        const isLast = line.text.slice(index + tag.length).trim() === ''
        if (isLast && rewriter.lines[line.index + 1]?.isBlank === false) rewriter.replace(line.end, line.end, '\n')
      }
    }
    if (hasMark && tags.length === 0) removeAttributes(rewriter, line.start, line.text)
  }
}

function removeAttributes(rewriter: Rewriter, start: number, text: string): void {
  for (const { 0: tag, index } of text.matchAll(inline)) {
    const found = attribute.exec(tag)
    if (found) rewriter.replace(start + index + found.index, start + index + found.index + found[0].length, '')
  }
}
