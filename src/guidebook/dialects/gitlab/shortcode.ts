import type { Nodes } from 'mdast'
import { type Enclosure, Enclosures, isOutside, leadPattern } from '../enclosure.ts'
import type { Line, Meaning, Rewriter } from '../rewriter.ts'
import type { Piece } from '../split-text.ts'

/** Blocks in blocks: no deeper than this. */
const deepest = 12

/** `{{< tab title="Linux" >}}`, `{{< /tab >}}`, `{{< icon name="check" />}}`, alone on a line. */
const alone = /^\{\{<[ \t]*(\/?)([\w-]{1,60})((?:[^<>"\n]|"[^"\n]{0,500}"){0,200})>\}\}[ \t]*$/

/** The same in a sentence. */
const inSentence = /\{\{<[ \t]*(\/?)([\w-]{1,60})((?:[^<>"\n]|"[^"\n]{0,500}"){0,200})>\}\}/g

interface Opened {
  name: string
  at: number
  line: Line
  meaning: Meaning
  enclosure: Enclosure
}

/** Reads the shortcodes of GitLab's own documentation that stand alone on their lines. Source: its style guide for Hugo. */
export function readShortcodes(rewriter: Rewriter): void {
  const enclosures = new Enclosures()
  const open: Opened[] = []
  const end = (to: number, closing?: number) => {
    const opened = open.pop()
    if (!opened) return
    const { at, line, meaning } = opened
    const body = { from: line.index + 1, to: Math.max(line.index + 1, to) }
    rewriter.contain({ meaning, at, headEnd: line.end, body, indent: 0, ...(closing !== undefined && { closing }) })
  }
  const closes = closedNames(rewriter.lines)
  for (const line of rewriter.lines) {
    const enclosure = enclosures.next(line)
    if (line.isCode) continue
    for (let top = open.at(-1); top && isOutside(line, top.enclosure); top = open.at(-1)) end(line.index)
    const lead = leadPattern.exec(line.text)?.[0].length ?? 0
    const [, slash, name, rest = ''] = alone.exec(line.text.slice(lead)) ?? []
    if (name === undefined) continue
    if (slash) {
      const index = open.findLastIndex((one) => one.name === name)
      if (index === -1) rewriter.removeLine(line.index)
      else {
        while (open.length > index + 1) end(line.index)
        end(line.index, line.index)
      }
      continue
    }
    const meaning = meaningOf(name, attributesIn(rest))
    if (meaning === undefined) continue
    open.push({ name, at: line.start + lead, line, meaning, enclosure })
    // What nothing closes is a mark without content.
    if (/\/[ \t]*$/.test(rest) || (closes.get(name) ?? 0) < line.index || open.length > deepest) end(line.index + 1)
  }
  while (open.length > 0) end(rewriter.lines.length)
}

/** The last lines that close a shortcode, by its name. */
function closedNames(lines: readonly Line[]): Map<string, number> {
  const closed = new Map<string, number>()
  for (const { index, text, isCode } of lines) {
    const name = isCode ? undefined : /^[ \t>]*\{\{<[ \t]*\/([\w-]{1,60})[ \t]*>\}\}/.exec(text)?.[1]
    if (name !== undefined) closed.set(name, index)
  }
  return closed
}

function attributesIn(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/([\w-]{1,40})="([^"]{0,500})"/g)].map(([, name = '', value = '']) => [name, value]))
}

/** What a shortcode means; none for one that stands in sentences. */
function meaningOf(name: string, attributes: ReadonlyMap<string, string>): Meaning | undefined {
  const title = attributes.get('title')
  switch (name) {
    case 'alert':
      return alertOf(attributes.get('type') ?? 'note')
    case 'tab':
      return { kind: 'tab', label: { text: title ?? 'Tab' } }
    case 'tabs':
    case 'details':
    case 'cards':
      return { kind: 'plain' }
    case 'history':
      return { kind: 'admonition', admonition: 'note', title: { text: 'History' }, fold: 'closed' }
    case 'collapsible':
      return { kind: 'admonition', admonition: 'note', title: { text: title ?? 'Details' }, fold: 'closed' }
    case 'card':
      return { kind: 'admonition', admonition: 'note', title: title === undefined ? 'none' : { text: title } }
    case 'icon':
    case 'yes':
    case 'no':
      return undefined
    default:
      return { kind: 'unknown', name }
  }
}

/** Source: the alert boxes of GitLab's documentation style guide. */
function alertOf(type: string): Meaning {
  if (type === 'warning' || type === 'caution' || type === 'important' || type === 'tip') {
    return { kind: 'admonition', admonition: type, title: 'default' }
  }
  if (type === 'danger') return { kind: 'admonition', admonition: 'caution', title: { text: 'Danger' } }
  if (type === 'flag') return { kind: 'admonition', admonition: 'warning', title: { text: 'Flag' } }
  if (type === 'disclaimer') return { kind: 'admonition', admonition: 'note', title: { text: 'Disclaimer' } }
  return { kind: 'admonition', admonition: 'note', title: 'default' }
}

/** Shortcodes in sentences: icons say nothing, a yes or no is a word, and of others the name is shown. */
export function* shortcodesIn(words: string): Iterable<Piece> {
  if (!words.includes('{{<')) return
  for (const { index, 0: written, 1: slash, 2: name = '' } of words.matchAll(inSentence)) {
    yield {
      start: index,
      end: index + written.length,
      make: (_, position: NonNullable<Nodes['position']>) => {
        if (slash || name === 'icon') return []
        if (name === 'yes' || name === 'no') return [{ type: 'text', value: name === 'yes' ? 'Yes' : 'No', position }]
        return [{ type: 'unknownText', value: name, position }]
      },
    }
  }
}
