import { posix } from 'node:path'
import type { PageReading } from '../dialect.ts'
import type { Line, LineRange, Rewriter } from '../rewriter.ts'

/** A part of another file that stands on a line of its own. */
interface Include {
  /** As the page writes it. */
  name: string
  /** Lines of it, counted from 1, or the name of a section. */
  part?: { from?: number; to?: number } | { section: string }
  /** Whether it is named from the page on, and not from the folders of included files. */
  isFromPage: boolean
}

/** `--8<-- "file"`, also `-8<-`. Source: pymdownx's `snippets`. */
const snippet = /^([ \t]*)(;*)-{1,9}8<-{1,9}[ \t]+("[^"\n]+"|'[^'\n]+')[ \t]*$/
const blockMark = /^[ \t]*-{1,9}8<-{1,9}[ \t]*$/
const sectionMark = /-{1,9}8<-{1,9}[ \t]+\[[ \t]*(start|end)[ \t]*:[ \t]*([a-z][\w-]*)[ \t]*\]/i

/** `{% include "file" %}` of macros, `{% include-markdown "file" %}` and `{! file !}` of two plugins. */
const tag =
  /^([ \t]*)(?:\{%-?[ \t]*(include(?:-markdown)?)[ \t]+("[^"\n]+"|'[^'\n]+')([^\n]*?)-?%\}|\{!([^!\n]+)!\})[ \t]*$/

/** The include that a line is, without regard to what stands around. */
function readInclude(text: string): (Include & { at: number; isEscaped?: boolean }) | undefined {
  if (text.includes('8<')) {
    const [, space = '', semicolons = '', quoted] = snippet.exec(text) ?? []
    if (quoted === undefined) return undefined
    const isEscaped = semicolons !== ''
    return { ...snippetOf(quoted.slice(1, -1).trim()), at: space.length, ...(isEscaped && { isEscaped }) }
  }
  if (!text.includes('{%') && !text.includes('{!')) return undefined
  const [, space = '', name = '', quoted, , plain] = tag.exec(text) ?? []
  const file = quoted?.slice(1, -1) ?? plain?.trim()
  return file === undefined ? undefined : { name: file, at: space.length, isFromPage: name !== 'include' }
}

function snippetOf(path: string): Include {
  const [, section, name = path] = /^(?=.*:([a-z][\w-]*)$)(.*):[^:]*$/i.exec(path) ?? []
  if (section !== undefined && !/^https?$/i.test(name)) return { name, part: { section }, isFromPage: false }
  const [, file = path, from, to] = /^(.*?)(?::(\d*))(?::(\d*))?$/.exec(path) ?? []
  if (from === undefined) return { name: path, isFromPage: false }
  const part = { ...(from !== '' && { from: Number(from) }), ...(to && { to: Number(to) }) }
  return { name: file, part, isFromPage: false }
}

/** The includes of a page by their lines, and the lines that only mark some. */
function* includesIn(
  lines: readonly Line[],
): Iterable<{ line: Line; include?: Include & { at: number; isEscaped?: boolean } }> {
  let isBlock = false
  for (const line of lines) {
    if (blockMark.test(line.text)) {
      isBlock = !isBlock
      yield { line }
    } else if (isBlock) {
      const name = line.text.trim()
      const at = line.text.length - line.text.trimStart().length
      if (name === '' || name.startsWith(';')) yield { line }
      else yield { line, include: { ...snippetOf(name), at } }
    } else {
      const include = readInclude(line.text)
      if (include) yield { line, include }
      else if (line.text.includes('8<') && sectionMark.test(line.text)) yield { line }
    }
  }
}

/** Where an included file may lie, the likeliest first; relative to the guidebooks root. */
function candidates({ name, isFromPage }: Include, { file, settings }: Omit<PageReading, 'includes'>): string[] {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(name) || name.includes('\0')) return []
  const page = posix.dirname(file)
  const folders = settings.includeFolders ?? ['..', '.']
  const all = isFromPage ? [page, ...folders] : [...folders, page]
  const relative = name.replace(/^\/+/, '')
  return [...new Set(all.map((folder) => posix.join(folder, relative)))]
}

export function includesOf(lines: readonly Line[], reading: Omit<PageReading, 'includes'>): string[] {
  const named = [...includesIn(lines)].flatMap(({ include }) =>
    include && !include.isEscaped ? candidates(include, reading) : [],
  )
  return [...new Set([...named, ...(reading.settings.appended ?? [])])]
}

export function rewriteIncludes(rewriter: Rewriter, reading: PageReading): void {
  for (const { line, include } of includesIn(rewriter.lines)) {
    if (!include) {
      rewriter.removeLine(line.index)
      continue
    }
    const at = line.start + include.at
    if (include.isEscaped) {
      rewriter.replace(at, at + (/^;*/.exec(line.text.slice(include.at))?.[0].length ?? 0), '')
      continue
    }
    const places = candidates(include, reading)
    const file = places.find((place) => reading.includes.has(place)) ?? places[0]
    const range = file === undefined ? undefined : rangeOf(reading.includes.get(file) ?? '', include.part)
    if (line.fence !== undefined) {
      const text = file === undefined ? undefined : reading.includes.get(file)
      if (text !== undefined) rewriter.replace(at, line.end, textOf(text, range))
      continue
    }
    if (line.isCode) continue
    rewriter.contain({
      at,
      headEnd: line.end,
      body: { from: line.index + 1, to: line.index + 1 },
      indent: 0,
      meaning:
        file === undefined
          ? { kind: 'unknown', name: include.name.slice(0, 200) }
          : { kind: 'include', file, ...(range && { lines: range }) },
    })
  }
}

/** Which lines of a text are meant; all where nothing is said, none where there is no such section. */
function rangeOf(text: string, part: Include['part']): LineRange | undefined {
  if (!part) return undefined
  if (!('section' in part)) return { from: Math.max(0, (part.from ?? 1) - 1), to: part.to ?? Number.MAX_SAFE_INTEGER }
  const lines = text.split(/\r\n|\r|\n/)
  const markAt = (kind: string, from: number) =>
    lines.findIndex((line, index) => {
      const [, found, name] = (index >= from && line.includes('8<') && sectionMark.exec(line)) || []
      return found?.toLowerCase() === kind && name === part.section
    })
  const start = markAt('start', 0)
  if (start === -1) return { from: 0, to: 0 }
  const end = markAt('end', start)
  return { from: start + 1, to: end === -1 ? lines.length : end }
}

/** The lines as they are put into code: without marks of sections. */
function textOf(text: string, range: LineRange | undefined): string {
  const lines = text.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/)
  return lines
    .slice(range?.from, range?.to)
    .filter((line) => !(line.includes('8<') && sectionMark.test(line)))
    .join('\n')
}
