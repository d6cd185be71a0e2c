import { parseFragment } from 'parse5'
import { quoteSource } from '../../../../src/text/quote.ts'
import type { Label } from '../../languages/outline.ts'
import { parseColor } from '../../source/css-color.ts'
import type { TextPart } from '../../source/text-part.ts'
import { pathsIn } from './windows-path.ts'

/** The most told of one label: one mistake is often made all along it. */
const most = 3

export function lossesIn(label: Label): LabelLoss[] {
  const rules = [
    lostTags,
    lostBackslashes,
    lostEscapes,
    lostNames,
    lostEntities,
    lostQuotes,
    lostCode,
    lostComments,
    lostRests,
    lostMarkers,
    lostAddresses,
  ]
  const found = rules.flatMap((rule) => rule(label)).slice(0, most)
  return label.kind.bare ? found.map(({ part, seen }) => ({ part, seen, hint: 'Put the text in quotes first' })) : found
}

/** A part of a label that is drawn in another way. */
interface LabelLoss {
  part: TextPart
  /** What the reader sees of the whole label. */
  seen: string
  /** What to write in its place; nothing where no way is known. */
  replacement?: string
  hint?: string
}

/** Longer lines and labels are none that anybody reads, and would take long to look through. In UTF-16 code units. */
export const longestText = 2_000

/** A part of a label, where it stands. */
function labelPart({ start }: Label, index: number, text: string): TextPart {
  return { text, start: start + index, end: start + index + text.length }
}

/** What a browser makes of a text without tags: names of signs are read. */
function htmlText(html: string): string {
  const [node] = parseFragment(html).childNodes
  return node && 'value' in node ? node.value : ''
}

/** Tags that make text look otherwise, or break lines: they are meant. */
const formatting = new Set(
  'a abbr b bdi bdo big blockquote br center cite code col dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr'.split(
    ' ',
  ),
)

/** A tag as a browser reads it; without `>` it takes the rest of the label with it. */
const tag = /<(?:!--(?:(?!-->)[\s\S])*(?:-->|$)|[/!?]?[a-zA-Z][^<>]*>?|[!?][^<>]*>?)/g

const noReplacement = 'No way is known to write it there: say it without `<` and `>`'

/** `pods -n <namespace>` is drawn as `pods -n`. */
function lostTags(label: Label): LabelLoss[] {
  const { tags, ltEscape } = label.kind
  if (tags === undefined) return []
  if (tags === 'coded') return coded(label)
  if (label.kind.arrows && label.text.includes('>') && !label.text.includes('<')) return arrows(label)
  const found = [...label.text.matchAll(tag)].filter(([text]) => !isFormatting(text))
  if (found.length === 0) return tags === 'plain' ? bare(label) : []
  const seen = label.text.replace(tag, (text) => (isFormatting(text) && tags === 'plain' ? text : ''))
  return found.map(({ 0: text, index }) => ({
    part: labelPart(label, index, text),
    seen: seen.trim(),
    ...(ltEscape ? { replacement: escaped(text, ltEscape) } : { hint: noReplacement }),
  }))
}

function isFormatting(text: string): boolean {
  const name = /^<\/?([a-zA-Z][\w-]*)[\s/>]/.exec(text)?.[1]
  return name !== undefined && formatting.has(name.toLowerCase())
}

/** Where tags are only taken out, `<` alone is drawn as `&lt;`. */
function bare(label: Label): LabelLoss[] {
  return signs(label, /<(?![a-zA-Z/!?])/g, label.text.replaceAll('<', '&lt;'))
}

function coded(label: Label): LabelLoss[] {
  const isBreak = (text: string) => /^<\/?br\b/i.test(text)
  const rest = label.text.replace(tag, (text) => (isBreak(text) ? 'x'.repeat(text.length) : text))
  const names: Readonly<Record<string, string>> = { '<': 'lt', '>': 'gt', '=': 'equals' }
  return [...rest.matchAll(/[<>=](?:[^=]*[<>])?/g)].map(({ 0: text, index }) => ({
    part: labelPart(label, index, label.text.slice(index, index + text.length)),
    seen: label.text.replace(/[<>=]/g, (sign) => `&${names[sign]};`),
    replacement: label.text.slice(index, index + text.length).replace(/[<>=]/g, (sign) => `#${names[sign]};`),
  }))
}

function arrows(label: Label): LabelLoss[] {
  return signs(label, />/g, label.text.replaceAll('>', ''))
}

/** From the first of the signs to the last one, told at once. */
function signs(label: Label, pattern: RegExp, seen: string): LabelLoss[] {
  const places = [...label.text.matchAll(pattern)].map(({ index }) => index)
  const [first = 0] = places
  const last = places.at(-1)
  if (last === undefined) return []
  const part = labelPart(label, first, label.text.slice(first, last + 1))
  const { ltEscape } = label.kind
  return [ltEscape ? { part, seen, replacement: escaped(part.text, ltEscape) } : { part, seen, hint: noReplacement }]
}

function escaped(text: string, ltEscape: '&' | '#'): string {
  return text.replaceAll('<', `${ltEscape}lt;`).replaceAll('>', `${ltEscape}gt;`)
}

const unknownWay = 'No way is known to write it there: say it otherwise'

/** `C:\dir\new` breaks before `ew`, and `\\host` in Markdown loses a backslash. Told in what is a path for certain. */
function lostBackslashes(label: Label): LabelLoss[] {
  const { breaks, escapes, markdown, numberless, raw } = label.kind
  return pathsIn(label.text).flatMap(({ path, index }) => {
    const isLost =
      (breaks && path.includes('\\n')) ||
      (escapes && /\\/.test(path.replaceAll('\\\\', ''))) ||
      (markdown && /\\[!-/:-@[-`{-~]/.test(path))
    if (!isLost) return []
    const seen = escapes
      ? label.text.replace(/\\(.)/g, (_, sign: string) => unescaped(sign))
      : breaks
        ? label.text.replaceAll('\\n', ' ⏎ ')
        : label.text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
    const sign = raw ? '\\\\' : '#92;'
    const replacement = path.replaceAll(escapes && !path.startsWith('\\\\') ? /\\\\?/g : '\\', () => sign)
    const part = labelPart(label, index, path)
    return [
      numberless ? { part, seen, hint: 'No way is known to write it there: write `/`' } : { part, seen, replacement },
    ]
  })
}

/** What is left of `\` and a sign: of `\b`, `\f` and `\v` nothing that can be seen. */
function unescaped(sign: string): string {
  return /[ntrbfv]/.test(sign) ? ' ⏎ ' : sign
}

/** `\d` in a text that is read as a string of a program is drawn as `d`; of `\b` nothing is. */
function lostEscapes(label: Label): LabelLoss[] {
  if (!label.kind.escapes) return []
  const paths = pathsIn(label.text)
  const isInPath = (at: number) => paths.some(({ path, index }) => at >= index && at < index + path.length)
  return [...label.text.matchAll(/\\([^ntr"'\\])|\\\\/g)].flatMap(({ 0: text, 1: sign, index }) => {
    if (sign === undefined || isInPath(index)) return []
    const seen = label.text.replace(text, /[bfv]/.test(sign) ? '' : sign)
    return [{ part: labelPart(label, index, text), seen, replacement: `${label.kind.raw ? '\\\\' : '#92;'}${sign}` }]
  })
}

/** `&amp;` and `#35;` where signs are drawn as they are written. */
function lostNames(label: Label): LabelLoss[] {
  const { named, raw, numberless } = label.kind
  return [...label.text.matchAll(/[&#](\w+);/g)].flatMap(({ 0: text, 1: name = '', index }) => {
    const sign = /^\d+$/.test(name) ? signOf(Number(name)) : htmlText(`&${name};`)
    if (sign === '' || sign === `&${name};`) return []
    const isHash = text.startsWith('#')
    const isKept = numberless && !/^(?:lt|gt|amp|nbsp)$/.test(name)
    if (!isKept && !(isHash ? raw : named)) return []
    const part = labelPart(label, index, text)
    const seen = numberless ? label.text.replace(text, `&${isHash && /^\d/.test(name) ? '#' : ''}${name};`) : label.text
    if (named && !raw) return [{ part, seen, replacement: `#${name};` }]
    const isPlain = /^[^\s"'`<>&\\;:#*_[\](){}|]$/u.test(sign)
    return [isPlain ? { part, seen, replacement: sign } : { part, seen, hint: unknownWay }]
  })
}

/** `#fff;` is read as the name of a sign, and `#7;` as its number. */
function lostEntities(label: Label): LabelLoss[] {
  if (label.kind.raw) return []
  return [...label.text.matchAll(/#(\w+);/g)].flatMap(({ 0: entity, 1: name = '', index }) => {
    const seen = /^\d+$/.test(name) ? signOf(Number(name)) : htmlText(`&${name};`)
    const isKnown = /^\d+$/.test(name) ? seen !== '' : seen !== `&${name};`
    if (isKnown) return []
    const lost = { part: labelPart(label, index, entity), seen: label.text.replace(entity, seen) }
    return [label.kind.numberless ? { ...lost, hint: unknownWay } : { ...lost, replacement: `#35;${name}#59;` }]
  })
}

/** Nothing where no sign is drawn for a number. */
function signOf(code: number): string {
  return code < 32 || (code > 126 && code < 160) || code > 0x10ffff ? '' : String.fromCodePoint(code)
}

/** A text in backticks where an architecture leaves it out. */
function lostCode(label: Label): LabelLoss[] {
  if (!label.kind.ticks) return []
  return [...label.text.matchAll(/`([^`]+)`/g)].map(({ 0: text, 1: inner = '', index }) => ({
    part: labelPart(label, index, text),
    seen: label.text.replace(text, ''),
    hint: `What stands between backticks is left out there: write ${quoteSource(inner)}`,
  }))
}

/** `["He said "hi""]` is drawn without the inner quotes. */
function lostQuotes(label: Label): LabelLoss[] {
  const first = label.kind.quotes ? label.text.indexOf('"') : -1
  if (first < 0) return []
  const part = labelPart(label, first, label.text.slice(first, label.text.lastIndexOf('"') + 1))
  const seen = label.text.replaceAll('"', '')
  return [{ part, seen, replacement: part.text.replaceAll('"', '#quot;') }]
}

/** `PR #12` is drawn as `PR`: what follows `#` is a comment there. */
function lostComments(label: Label): LabelLoss[] {
  if (label.kind.percents) return lostPercents(label)
  const index = label.kind.comments ? label.text.search(/#(?!\w+;)/) : -1
  if (index < 0) return []
  const hint = 'A `#` begins a comment there'
  const [color] = index === 0 && label.kind.colored ? (/^#(?:[\da-f]{6}|[\da-f]{3})\b/i.exec(label.text) ?? []) : []
  const rgb = color === undefined ? undefined : parseColor(color)
  if (color && rgb) return [{ part: labelPart(label, 0, color), seen: '', replacement: `rgb(${rgb.join(', ')})`, hint }]
  return [
    {
      part: labelPart(label, index, label.text.slice(index)),
      seen: label.text.slice(0, index).trim(),
      replacement: label.text.slice(index).replace(/#(?!\w+;)/g, '#35;'),
      hint,
    },
  ]
}

/** `a %% b` in a title is drawn as `a`. */
function lostPercents(label: Label): LabelLoss[] {
  const index = label.text.indexOf('%%')
  if (index < 0) return []
  const part = labelPart(label, index, label.text.slice(index))
  const replacement = `#37;${label.text.slice(index + 1)}`
  return [{ part, seen: label.text.slice(0, index).trim(), replacement, hint: 'A `%%` begins a comment there' }]
}

/** `a; b` in a state diagram is drawn as `a`, beside a new state `b`. */
function lostRests(label: Label): LabelLoss[] {
  const index = label.kind.ends ? label.text.replace(/#\w+;/g, (entity) => 'x'.repeat(entity.length)).indexOf(';') : -1
  if (index < 0) return []
  const replacement = label.text.replace(/&#?(\w+);|#\w+;|;/g, (sign, name: string | undefined) => {
    if (sign === ';') return '#59;'
    return name === undefined ? sign : `#${name};`
  })
  const hint = 'A `;` ends the line there: what follows makes new states'
  return [{ part: labelPart(label, 0, label.text), seen: htmlText(label.text.slice(0, index)), replacement, hint }]
}

/** In an architecture diagram an address makes a link, and is not drawn. */
function lostAddresses(label: Label): LabelLoss[] {
  if (!label.kind.addresses) return []
  return [...label.text.matchAll(/\bhttps?:\/\/\S+|\bwww\.\S+\.\S+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g)].map(
    ({ 0: address, index }) => ({
      part: labelPart(label, index, address),
      seen: label.text.replace(address, '').replace(/\s+/g, ' ').trim(),
      hint: 'Mermaid leaves addresses out there: write the host alone',
    }),
  )
}

interface Marker {
  pattern: RegExp
  sign: string
  replacement: string
}

/** `__init__.py` and `app.__init__`: two underscores on each side of a name that something is attached to. */
const dunder: Marker = {
  pattern: /(?<![\w`])__(?=[a-zA-Z]\w*?__[./(])\w*?__(?=[./(])|(?<=[./])__[a-zA-Z]\w*?__(?!\w)/g,
  sign: '_',
  replacement: '#95;',
}
/** `a*b*c`: stars within words. */
const stars: Marker = { pattern: /(?<=[\w)])\*(?=[\w(])[^*\s`]{0,40}\*(?=[\w(])/g, sign: '*', replacement: '#42;' }

// `*.*`, and a path with a star in the middle and one at its end: stars that stand for any name.
const wildcards: Marker = {
  pattern: /(?<=[./])\*(?=[./])[^*\s`]{0,80}\*(?!\w)|(?<![^\s(])\*[./:-]{1,3}\*(?!\w)/g,
  sign: '*',
  replacement: '#42;',
}

/** Signs of a name that Mermaid takes for Markdown: `__init__.py` is drawn as a bold `init.py`. */
function lostMarkers(label: Label): LabelLoss[] {
  if (!label.kind.markdown) return []
  const { numberless } = label.kind
  return [dunder, stars, wildcards].flatMap(({ pattern, sign, replacement }) =>
    [...label.text.matchAll(pattern)].map(({ 0: text, index }) => ({
      part: labelPart(label, index, text),
      seen: label.text.replace(text, text.replaceAll(sign, '')),
      ...(!numberless && { replacement: text.replaceAll(sign, replacement) }),
      hint: 'Mermaid takes it for Markdown',
    })),
  )
}
