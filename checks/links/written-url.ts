import type { Place } from '../../src/finding/finding.ts'
import type { LineIndex } from '../../src/text/line-index.ts'
import type { Mention } from './mention.ts'

/** What may stand before a target in an attribute. */
const attributeHead = /^[^=<>"']*=\s*["']?/

/** Of what is longer, nobody would read the fix. */
const longestLink = 10_000

/** A list of images is gone through once for each of them. */
const longestList = 2000

/** Characters that may follow the destination of a link: a title, and the end. */
const linkTail = /^>?(?:\s*\)|\s[\s>]*(?:"[\s\S]*"|'[\s\S]*'|\([\s\S]*\))\s*\))$/

/**
 * The place of exactly the characters of a target, when they stand in the text as they are read and can be no others:
 * no escapes and no character references in them.
 */
export function placeOfUrl(
  mention: Pick<Mention, 'url' | 'written' | keyof Place>,
  text: string,
  lines: LineIndex,
): Place | undefined {
  const { url, written } = mention
  if (url === '') return undefined
  const { line, column, endLine, endColumn } = written ?? mention
  const start = lines.offsetOf(line, column)
  const slice = text.slice(start, lines.offsetOf(endLine, endColumn))
  const at = written ? inAttribute(slice, url) : inLink(slice, url)
  return at === undefined ? undefined : lines.placeOf(start + at, start + at + url.length)
}

/** `href="url"`, `"url"` or `url`; in a list of images the only one that is so named. */
function inAttribute(slice: string, url: string): number | undefined {
  if (slice === url) return 0
  const head = attributeHead.exec(slice)?.[0] ?? (/^["']/.test(slice) ? '"' : '')
  const rest = slice.slice(head.length)
  if (rest.replace(/["']$/, '') === url) return head.length
  if (!/^srcset/i.test(slice) || slice.length > longestList) return undefined
  const entries = [...rest.matchAll(/[^\s"']+/g)].filter(([entry]) => entry.replace(/,+$/, '') === url)
  return entries.length === 1 && entries[0] ? head.length + entries[0].index : undefined
}

function inLink(slice: string, url: string): number | undefined {
  if (slice.length > longestLink) return undefined
  if (slice === `<${url}>`) return 1
  if (slice.startsWith('[') && !slice.endsWith(')')) return inDefinition(slice, url)
  const places: number[] = []
  for (let at = slice.indexOf(']('); at >= 0; at = slice.indexOf('](', at + 1)) {
    const lead = leadOf(slice, at + 2)
    if (slice.startsWith(url, lead) && linkTail.test(slice.slice(lead + url.length))) places.push(lead)
  }
  return places.length === 1 ? places[0] : undefined
}

function inDefinition(slice: string, url: string): number | undefined {
  const at = slice.indexOf(']:')
  const lead = leadOf(slice, at + 2)
  const next = slice.charAt(lead + url.length)
  return at >= 0 && slice.startsWith(url, lead) && /^[\s>]?$/.test(next) ? lead : undefined
}

/** Behind the spaces, the line breaks with the marks of a quote, and the `<` that may come before a destination. */
function leadOf(slice: string, from: number): number {
  let at = from
  while (/[\s]/.test(slice.charAt(at)) || (slice.charAt(at) === '>' && at > from)) at++
  return slice.charAt(at) === '<' ? at + 1 : at
}
