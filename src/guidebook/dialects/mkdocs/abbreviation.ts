import type { Line, Rewriter } from '../rewriter.ts'
import type { Finder } from '../split-text.ts'

/** `*[HTML]: Hyper Text Markup Language`. Source: Python-Markdown's `abbr`. */
const definition = /^[ ]{0,3}\*\[([^\]\n]+)\][ ]?:[ \t]*(.*?)[ \t]*$/

/** More than these of a page are left as words. */
const most = 300

export function removeAbbreviations(rewriter: Rewriter): void {
  for (const line of rewriter.lines) if (isAbbreviation(line)) rewriter.removeLine(line.index)
}

function isAbbreviation({ isCode, text }: Line): boolean {
  return !isCode && text.includes('*[') && definition.test(text)
}

/** What the abbreviations of some texts mean; the last one holds. */
export function abbreviationsIn(texts: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const text of texts) {
    if (!text.includes('*[')) continue
    for (const line of text.split(/\r\n|\r|\n/)) {
      const [, name, meaning = ''] = definition.exec(line) ?? []
      if (name !== undefined && found.size < most) found.set(name.trim(), meaning)
    }
  }
  return found
}

/** Finds abbreviations as words of their own, as they are written. */
export function abbreviationFinder(abbreviations: ReadonlyMap<string, string>): Finder {
  const names = [...abbreviations.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${names.join('|')})(?![\\p{L}\\p{N}_])`, 'gu')
  return function* (words) {
    for (const { 0: name, index: start } of words.matchAll(pattern)) {
      const end = start + name.length
      const title = abbreviations.get(name) ?? ''
      yield {
        start,
        end,
        inner: { start, end },
        make: (children, position) => [
          { type: 'styled', data: { hName: 'abbr', hProperties: { title } }, children, position },
        ],
      }
    }
  }
}
