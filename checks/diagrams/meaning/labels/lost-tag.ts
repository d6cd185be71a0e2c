import type { Label } from '../outline.ts'
import { type Loss, partOf } from './label-part.ts'

/** Tags that make text look otherwise, or break lines: they are meant. */
const formatting = new Set(
  'a abbr b bdi bdo big blockquote br center cite code col dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr'.split(
    ' ',
  ),
)

/** A tag as a browser reads it; without `>` it takes the rest of the label with it. */
const tag = /<(?:!--(?:(?!-->)[\s\S])*(?:-->|$)|[/!?]?[a-zA-Z][^<>]*>?|[!?][^<>]*>?)/g

const unknownCure = 'No way is known to write it there: say it without `<` and `>`'

/** `pods -n <namespace>` is drawn as `pods -n`. */
export function lostTags(label: Label): Loss[] {
  const { tags, cure } = label.kind
  if (tags === undefined) return []
  if (tags === 'coded') return coded(label)
  if (label.kind.arrows && label.text.includes('>') && !label.text.includes('<')) return arrows(label)
  const found = [...label.text.matchAll(tag)].filter(([text]) => !isFormatting(text))
  if (found.length === 0) return tags === 'plain' ? bare(label) : []
  const seen = label.text.replace(tag, (text) => (isFormatting(text) && tags === 'plain' ? text : ''))
  return found.map(({ 0: text, index }) => ({
    part: partOf(label, index, text),
    seen: seen.trim(),
    ...(cure ? { cure: escaped(text, cure) } : { hint: unknownCure }),
  }))
}

function isFormatting(text: string): boolean {
  const name = /^<\/?([a-zA-Z][\w-]*)[\s/>]/.exec(text)?.[1]
  return name !== undefined && formatting.has(name.toLowerCase())
}

/** Where tags are only taken out, `<` alone is drawn as `&lt;`. */
function bare(label: Label): Loss[] {
  return signs(label, /<(?![a-zA-Z/!?])/g, label.text.replaceAll('<', '&lt;'))
}

function coded(label: Label): Loss[] {
  const isBreak = (text: string) => /^<\/?br\b/i.test(text)
  const rest = label.text.replace(tag, (text) => (isBreak(text) ? 'x'.repeat(text.length) : text))
  const names: Readonly<Record<string, string>> = { '<': 'lt', '>': 'gt', '=': 'equals' }
  return [...rest.matchAll(/[<>=](?:[^=]*[<>])?/g)].map(({ 0: text, index }) => ({
    part: partOf(label, index, label.text.slice(index, index + text.length)),
    seen: label.text.replace(/[<>=]/g, (sign) => `&${names[sign]};`),
    cure: label.text.slice(index, index + text.length).replace(/[<>=]/g, (sign) => `#${names[sign]};`),
  }))
}

function arrows(label: Label): Loss[] {
  return signs(label, />/g, label.text.replaceAll('>', ''))
}

/** From the first of the signs to the last one, told at once. */
function signs(label: Label, pattern: RegExp, seen: string): Loss[] {
  const places = [...label.text.matchAll(pattern)].map(({ index }) => index)
  const [first = 0] = places
  const last = places.at(-1)
  if (last === undefined) return []
  const part = partOf(label, first, label.text.slice(first, last + 1))
  const { cure } = label.kind
  return [cure ? { part, seen, cure: escaped(part.text, cure) } : { part, seen, hint: unknownCure }]
}

function escaped(text: string, cure: '&' | '#'): string {
  return text.replaceAll('<', `${cure}lt;`).replaceAll('>', `${cure}gt;`)
}
