import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { toHtml } from 'hast-util-to-html'
import type { Nodes } from 'mdast'
import { type Place, wholeFile } from '../../finding/finding.ts'
import type { Page, PageProblem } from '../../guidebook/page.ts'
import { walk } from '../../guidebook/parse/node.ts'
import { parse } from '../../guidebook/parse/syntax.ts'
import { LineIndex } from '../../text/line-index.ts'
import { element } from '../markdown/element.ts'
import type { RenderedPage } from '../markdown/render.ts'

const longestMessage = 300

/** What a page's code threw, in words and with its place in the page. */
export function mdxProblem(page: Page, error: unknown): PageProblem {
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error))
  const thrown = messageOf(text)
  const other = otherFile(text)
  return {
    code: 'mdx',
    message: wording(thrown) + (other ? `, in \`${other.file}${other.place}\`` : ''),
    ...placeOf(page, other ? [other.file, ...namesIn(thrown)] : namesIn(thrown)),
  }
}

/** The file that is to blame, where it is not the page but one that it imports. */
function otherFile(text: string): { file: string; place: string } | undefined {
  const written = /╭─\[ ?([^\]\n]+?) ?\]/u.exec(text)?.[1] ?? /from ['"]([^'"\n]+)['"]/.exec(text)?.[1]
  const [, file = '', place = ''] = /^(.*?)((?::\d+){0,2})$/.exec(written ?? '') ?? []
  return file === '' || file.endsWith('.mdx') ? undefined : { file: path.basename(file), place }
}

/** The first line that says something: a bundler begins with how many errors there are. */
function messageOf(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(?:Build failed|Parse failure|\[plugin)/.test(line))
  const line = (lines[0] ?? 'no message').replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.replace(/^\[[A-Z_]+\]\s*/, '').slice(0, longestMessage)
}

const unknownComponent = /Expected component `([^`]+)` to be defined/
const unknownName = /"([^"]+)" is not exported by/
const unresolvedImport = /(?:resolve(?: import)?|find module|load url) ['"`]?([^'"`\s]+)/i

function wording(thrown: string): string {
  const component = unknownComponent.exec(thrown)?.[1]
  if (component !== undefined)
    return `Unexpected component \`${component}\`, expected one that the page imports or declares`
  const file = unresolvedImport.exec(thrown)?.[1]
  if (file !== undefined) return `Unexpected import of \`${file}\`, expected a file or a package that is there`
  const name = unknownName.exec(thrown)?.[1]
  if (name !== undefined) return `Unexpected import of \`${name}\`, expected a name that the file exports`
  return `Unexpected failure of the code: ${thrown.replaceAll('`', "'")}`
}

/** A bundle has no lines of the page, so what the message names is looked for in the page's code. */
function placeOf({ text }: Page, names: string[]): Place {
  const pieces = codeOf(text)
  const lines = new LineIndex(text)
  for (const name of names) {
    for (const { start, end } of pieces) {
      const at = indexOfName(text, name, start)
      if (at >= 0 && at < end) return lines.placeOf(at, at + name.length)
    }
  }
  const [first] = pieces
  return first ? lines.placeOf(first.start, first.end) : wholeFile
}

/** Where a name stands that is not a part of another one. */
function indexOfName(text: string, name: string, from: number): number {
  const isLetter = (at: number) => /[\w$]/.test(text.charAt(at))
  let at = text.indexOf(name, from)
  while (
    at >= 0 &&
    ((isLetter(at - 1) && isLetter(at)) || (isLetter(at + name.length - 1) && isLetter(at + name.length)))
  )
    at = text.indexOf(name, at + 1)
  return at
}

function namesIn(thrown: string): string[] {
  const quoted = [...thrown.matchAll(/['"`]([^'"`]{1,200})['"`]/g)].map(([, name]) => name ?? '')
  const missing = /(\S+) is not (?:defined|a function)/.exec(thrown)?.[1]
  return missing === undefined ? quoted : [missing, ...quoted]
}

interface Piece {
  start: number
  end: number
}

/** Imports and expressions of a page, then its components, which may hold text too. */
function codeOf(text: string): Piece[] {
  const pieces: Piece[] = []
  const components: Piece[] = []
  walk<Nodes>(parse(text, 'mdx'), ({ type, position }) => {
    const piece = { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 }
    if (type === 'mdxJsxFlowElement' || type === 'mdxJsxTextElement') components.push(piece)
    else if (type.startsWith('mdx')) pieces.push(piece)
  })
  return [...pieces, ...components]
}

/** What stands in the place of a page whose code cannot be read or run. */
export function noticePage(body: string): RenderedPage {
  return { title: '', isTitleCode: false, header: [], marked: new Set(), body }
}

/** Says what is wrong with a page's code, and where. */
export function problemNotice({ message, line, column }: PageProblem, reason: string): string {
  const text = `This page cannot be shown: ${reason} at line ${line}, column ${column}. ${message}`
  return toHtml(element('div', { className: ['alert', 'alert-caution'] }, [element('p', {}, [text])]))
}
