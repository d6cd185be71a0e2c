import type { Nodes, Root } from 'mdast'
import type { Place } from '../../finding/finding.ts'
import { LineIndex } from '../../text/line-index.ts'
import { isMath } from '../parse/math.ts'
import { walk } from '../parse/node.ts'

/** What is written as a reference (`[text][label]`, `[label][]`, `[^label]`) to a definition that is not there. */
export interface UndefinedReference extends Place {
  kind: 'link' | 'image' | 'footnote'
  label: string
}

/** The longest label that Markdown allows: CommonMark 0.31.2, section 4.7. */
const longestLabel = 999

/** Stands for what is not text: code, HTML, mathematics, and links that are links. */
const filler = '\0'

/**
 * The references of a page that have no definition: a parser leaves them as plain text. `text` is what `tree` was
 * parsed from. References in the short form, `[label]`, are not among them: most of these brackets are just brackets.
 */
export function readUndefinedReferences(tree: Root, text: string): UndefinedReference[] {
  if (!text.includes('][') && !text.includes('[^')) return []
  const found: UndefinedReference[] = []
  let lines: LineIndex | undefined
  walk<Nodes>(tree, (node) => {
    if (!isBlockOfText(node)) return
    const start = node.position?.start.offset ?? 0
    const written = text.slice(start, node.position?.end.offset ?? start)
    if (!written.includes('][') && !written.includes('[^')) return
    for (const { kind, label, ...range } of referencesIn(shownText(node, written, start), written)) {
      lines ??= new LineIndex(text)
      found.push({ kind, label, ...lines.placeOf(start + range.start, start + range.end) })
    }
  })
  return found
}

interface Range {
  start: number
  end: number
}

type Reference = Range & Pick<UndefinedReference, 'kind' | 'label'>

function isBlockOfText({ type }: Nodes): boolean {
  return type === 'paragraph' || type === 'heading' || type === 'tableCell'
}

/** The text of a block as written, with all that is not text covered: the same length as `written`. */
function shownText(block: Nodes, written: string, start: number): string {
  let shown = ''
  walk<Nodes>(block, (node) => {
    if (node.type !== 'text' || isMath(node)) return
    const from = (node.position?.start.offset ?? 0) - start
    const to = (node.position?.end.offset ?? 0) - start
    if (from < shown.length || to > written.length) return
    shown += filler.repeat(from - shown.length) + written.slice(from, to)
  })
  return shown + filler.repeat(Math.max(0, written.length - shown.length))
}

/** Goes over the brackets once, from left to right. */
function referencesIn(shown: string, written: string): Reference[] {
  const found: Reference[] = []
  const open: number[] = []
  let at = 0
  while (at < shown.length) {
    const sign = shown[at]
    if (sign === '\\') at++
    else if (sign === '[') open.push(at)
    else if (sign === ']') {
      const start = open.pop()
      const reference = start === undefined ? undefined : referenceAt(shown, written, { start, end: at })
      if (reference) {
        found.push(reference)
        at = reference.end - 1
      }
    }
    at++
  }
  return found
}

/** `brackets` is the pair that could be a reference's first, or a footnote's only one. */
function referenceAt(shown: string, written: string, { start, end }: Range): Reference | undefined {
  const text = written.slice(start + 1, Math.min(end, start + 1 + longestLabel))
  const before = shown[start - 1] ?? ' '
  if (text.startsWith('^')) return footnoteAt(shown, text.slice(1), { start, end: end + 1 })
  if (shown[end + 1] !== '[') return undefined
  const close = labelEnd(shown, end + 2)
  if (close === undefined || /[\w\])]/.test(before)) return undefined
  const label = written.slice(end + 2, close)
  const isImage = before === '!' && shown[start - 2] !== '\\'
  if (!isReference(text, label, shown[close + 1] ?? ' ')) return undefined
  const isAmongOthers =
    /\] ?$/.test(shown.slice(Math.max(0, start - 2), start)) || /^ ?\[/.test(shown.slice(close + 1, close + 3))
  const isMeant = isImage || label === '' || sharesWord(text, label) || (!isAmongOthers && isName(label))
  if (!isMeant) return undefined
  const name = (label === '' ? text : label).replace(/\s+/g, ' ').trim()
  return { kind: isImage ? 'image' : 'link', label: name, start: isImage ? start - 1 : start, end: close + 1 }
}

/** Where a label that begins here is closed; none where it holds what a label cannot. */
function labelEnd(shown: string, start: number): number | undefined {
  for (let at = start; at < Math.min(shown.length, start + longestLabel); at++) {
    if (shown[at] === '\\') at++
    else if (shown[at] === ']') return at
    else if (shown[at] === '[' || shown[at] === filler) return undefined
  }
  return undefined
}

/** `a-z0-9_`, `^/`: a class of a regular expression, all of it ranges and signs. */
const characterClass = /^\^?(?:\\?[a-z\d]-\\?[a-z\d]|\\[a-z]|[_.+*?$^:/,|\\-])+$/i

/** Flags, numbers, single letters, boxes and types are written with brackets too. */
function isReference(text: string, label: string, after: string): boolean {
  const [first, second] = [text.trim(), label.trim()]
  if (first === '' || (label !== '' && second === '')) return false
  if (first === 'x' || first === 'X' || second === 'x' || second === 'X') return false
  if (characterClass.test(first) || characterClass.test(second) || /[\\^]/.test(second)) return false
  if (/^(?:--?\w|\d+$)/.test(first) || /^--?\w/.test(second)) return false
  if (first.length === 1 && /^(?:.|\d+)$/.test(second)) return false
  // `[ERROR][main] …` is the head of a line of a log, `[OPS][DB] …` of a ticket's title.
  if (logLevel.test(first) || (isLoud(first) && isLoud(second) && first !== second)) return false
  return after !== '[' && after !== '=' && !(label === '' && /[\w<({*&]/.test(after))
}

/** What labels look like: names in small letters, anchors and addresses. `[Slow][LinuxOnly]` are marks side by side. */
function isName(label: string): boolean {
  return /^#|:\/\/|^[\p{Ll}\p{Lo}\d]\S*$/u.test(label.trim())
}

/** `[fsync'd][fsync]`, `[Release Manager][release managers page]`: their endings may differ. */
function sharesWord(text: string, label: string): boolean {
  const words = wordsOf(text)
  const isSame = (one: string, other: string) => one.startsWith(other) && one.length <= other.length + 2
  return wordsOf(label).some((word) => words.some((other) => isSame(word, other) || isSame(other, word)))
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{3,}|[\p{Lo}]+/gu) ?? []
}

const logLevel = /^(?:trace|debug|info|notice|warn|warning|error|critical|fatal)$/i

function isLoud(word: string): boolean {
  return /^[A-Z0-9 _:-]+$/.test(word) && /[A-Z]/.test(word)
}

/** `[^1]` or `[^note]`; not `[^a-z]`, nor what a regular expression goes on after. */
function footnoteAt(shown: string, label: string, { start, end }: Range): Reference | undefined {
  if (!/^[a-z\d][\w.:-]{0,99}$/i.test(label) || /^(?:[a-z\d]-[a-z\d])+$/i.test(label)) return undefined
  const [before, after] = [shown[start - 1] ?? ' ', shown[end] ?? ' ']
  if (/[\\/|^[\]$'+?{-]/.test(before) || /[*+?{[(|\\/$']/.test(after)) return undefined
  if (before === '(' && after !== ')') return undefined
  return { kind: 'footnote', label, start, end }
}
