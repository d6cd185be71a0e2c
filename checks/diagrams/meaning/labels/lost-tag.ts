import type { Label } from '../outline.ts'
import { shown } from '../shown.ts'
import type { Loss } from './label-part.ts'

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
    part: { text, start: label.start + index, end: label.start + index + text.length },
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
  const index = label.text.search(/<(?![a-zA-Z/!?])/)
  return index < 0 ? [] : [sign(label, index, label.text.replaceAll('<', '&lt;'))]
}

function coded(label: Label): Loss[] {
  const index = label.text.search(/[<>]/)
  const seen = label.text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return index < 0 ? [] : [sign(label, index, seen)]
}

function arrows(label: Label): Loss[] {
  return [sign(label, label.text.indexOf('>'), label.text.replaceAll('>', ''))]
}

function sign(label: Label, index: number, seen: string): Loss {
  const text = label.text.charAt(index)
  const part = { text, start: label.start + index, end: label.start + index + 1 }
  const { cure } = label.kind
  if (!cure) return { part, seen, hint: unknownCure }
  return { part, seen, cure: escaped(text, cure), hint: `Write each as ${shown(escaped(text, cure))}` }
}

function escaped(text: string, cure: '&' | '#'): string {
  return text.replaceAll('<', `${cure}lt;`).replaceAll('>', `${cure}gt;`)
}
