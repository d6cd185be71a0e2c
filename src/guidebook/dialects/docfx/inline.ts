import { posix } from 'node:path'
import type { DialectSettings, PageReading } from '../dialect.ts'
import { leadPattern } from '../enclosure.ts'
import { mountedPaths } from '../mount.ts'
import type { Line, Rewriter } from '../rewriter.ts'
import { attributesIn } from './attributes.ts'

/** `[!INCLUDE [title](path)]`, `[!code-csharp[title](path?name=part "title")]`, `[!notebook…]`. */
const reference =
  /\[!(include[+-]?|code(?:-[\w+#.-]{1,40})?|notebook(?:-[\w-]{1,40})?)[ \t]*\[([^[\]\n]{0,500})\]\([ \t]*(<[^<>\n]{1,1000}>|[^\s()"<>]{1,1000})[ \t]*(?:"[^"\n]{0,500}")?[ \t]*\)[ \t]*\]/gi

/** `:::image source="a.png" alt-text="…":::`, `:::code …:::`, `:::video …:::`, `:::no-loc text="…":::`. */
const colons = /:::[ \t]*(image|code|video|no-loc)[ \t]+((?:[^":\n]|"[^"\n]{0,2000}"|:(?!::)){1,4000}):::/gi

/** What stands in a page in place of another file, or of a part of it. */
export interface Reference {
  kind: 'include' | 'code'
  /** As it is written, without angle brackets. */
  path: string
  start: number
  end: number
  /** Where the link in it begins, which stands for it where its file is not shown. */
  link: number
}

/** All that a page takes from other files, line by line. */
export function referencesIn(text: string): Reference[] {
  const found: Reference[] = []
  if (!/\[!(?:include|code|notebook)|:::[ \t]*code/i.test(text)) return found
  for (const { index, 0: written, 1: name = '', 3: path = '' } of text.matchAll(reference)) {
    const kind = /^include/i.test(name) ? 'include' : 'code'
    const link = index + written.indexOf('[', 2)
    found.push({ kind, path: path.replace(/^<|>$/g, ''), start: index, end: index + written.length, link })
  }
  for (const { index, 0: written, 1: name = '', 2: rest = '' } of text.matchAll(colons)) {
    const path = name.toLowerCase() === 'code' ? attributesIn(rest).get('source') : undefined
    if (path !== undefined) found.push({ kind: 'code', path, start: index, end: index + written.length, link: index })
  }
  return found
}

/** The file of a path, relative to the guidebooks root. */
export function fileOf(path: string, from: string, { mounts }: DialectSettings): string {
  const plain = path.replace(/[?#].*$/, '').replace(/\\/g, '/')
  return mountedPaths(plain, plain.startsWith('~') ? mounts : [])[0] ?? posix.join(posix.dirname(from), plain)
}

/** Writes what stands in sentences as Markdown: pictures, videos, includes as links to their files, which are read later. */
export function rewriteInline(rewriter: Rewriter, { file, settings }: PageReading): void {
  for (const line of rewriter.lines) {
    if (line.isCode || line.text.length > 20_000) continue
    if (line.text.includes('[!')) readMarks(rewriter, line, { file, settings })
    if (line.text.includes(':::')) readColons(rewriter, line)
  }
}

function readMarks(rewriter: Rewriter, line: Line, { file, settings }: Pick<PageReading, 'file' | 'settings'>): void {
  const lead = leadPattern.exec(line.text)?.[0].length ?? 0
  for (const { index, 0: written, 1: name = '', 2: title = '', 3: path = '' } of line.text.matchAll(reference)) {
    if (isInCode(line.text, index)) continue
    const start = line.start + index
    const isBlock = index === lead && line.text.slice(index + written.length).trim() === ''
    if (isBlock && /^include\+?$/i.test(name)) {
      const target = fileOf(path.replace(/^<|>$/g, ''), file, settings)
      const body = { from: line.index + 1, to: line.index + 1 }
      rewriter.contain({ meaning: { kind: 'include', file: target }, at: start, headEnd: line.end, body, indent: 0 })
      continue
    }
    // Of the construct, the link alone stays: it leads to the file where that is not shown.
    const link = written.indexOf('[', 2)
    rewriter.replace(start, start + link, '')
    if (title.trim() === '') rewriter.replace(start + link + 1, start + link + 1, path.replace(/^<|>$/g, ''))
    rewriter.replace(start + written.lastIndexOf(']'), start + written.length, '')
  }
  const [div, video] =
    /^\[!div\b[^\]\n]{0,500}\][ \t]*|^\[!video[ \t]+(https?:\/\/[^\s\]]{1,1000})\]/i.exec(line.text.slice(lead)) ?? []
  if (div !== undefined && /^[ \t]*>/.test(line.text)) {
    const start = line.start + lead
    rewriter.replace(start, start + div.length, video === undefined ? '' : `<${video}>`)
  }
}

function readColons(rewriter: Rewriter, line: Line): void {
  for (const { index, 0: written, 1: name = '', 2: rest = '' } of line.text.matchAll(colons)) {
    if (isInCode(line.text, index)) continue
    const attributes = attributesIn(rest)
    const source = attributes.get('source') ?? ''
    const start = line.start + index
    rewriter.replace(start, start + written.length, markdownOf(name.toLowerCase(), { source, attributes }))
  }
}

function markdownOf(
  name: string,
  { source, attributes }: { source: string; attributes: ReadonlyMap<string, string> },
): string {
  if (name === 'no-loc') return attributes.get('text') ?? ''
  const target = `(<${source.replace(/[<>]/g, encodeURIComponent)}>)`
  const words = (attributes.get('alt-text') ?? attributes.get('title') ?? '').replace(/[[\]\\]/g, '\\$&')
  if (name === 'image') return `![${words}]${target}`
  return `[${words === '' ? source.replace(/[[\]\\]/g, '\\$&') : words}]${target}`
}

/** Whether a place of a line stands between backticks. */
function isInCode(text: string, index: number): boolean {
  const before = text.slice(0, index).replace(/``+/g, '').replace(/[^`]/g, '').length
  return before % 2 === 1 && text.indexOf('`', index) !== -1
}
