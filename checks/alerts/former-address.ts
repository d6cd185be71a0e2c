import type { Edit } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Heading } from '../../src/guidebook/parts/heading.ts'
import { LineIndex } from '../../src/text/line-index.ts'

type PageEdit = Omit<Edit, 'file'>

/** What needs no quotes in a list of YAML. */
const plain = /^[\p{L}\p{N}/][\p{L}\p{N}_./-]*$/u

/** Makes a former address of a page lead to it: an entry of `aliases`. Undefined where its frontmatter has another form. */
export function aliasEdit({ text, problems, frontmatter }: Page, address: string): PageEdit | undefined {
  const eol = endOfLine(text)
  const alias = plain.test(address) ? address : JSON.stringify(address)
  if (problems.some(({ code }) => code === 'frontmatter' || code === 'encoding')) return undefined
  if (!/^(?:---|\+\+\+|\{)/.test(text)) return insertAt(1, 1, ['---', `aliases: [${alias}]`, '---', '', ''].join(eol))
  const end = endOfFrontmatter(text)
  const lines = new LineIndex(text)
  const rows = Array.from({ length: end ?? 0 }, (_, index) => lines.line(index + 1))
  if (end === undefined || rows.slice(1, -1).some((row) => /^[{["]/.test(row))) return undefined
  const at = rows.findIndex((row) => /^aliases\s*:/.test(row))
  if (at < 0) return frontmatter.aliases ? undefined : insertAt(end, 1, `aliases: [${alias}]${eol}`)
  const row = rows[at] ?? ''
  if (/^aliases\s*:\s*\[[^[\]#]*[^[\],\s#]\s*\]\s*$/.test(row))
    return insertAt(at + 1, row.lastIndexOf(']') + 1, `, ${alias}`)
  const items = rows.slice(at + 1).findIndex((one) => !/^\s*-\s+\S/.test(one))
  const [indent] = /^\s*/.exec(rows[at + 1] ?? '') ?? ['']
  return /^aliases\s*:\s*$/.test(row) && items > 0
    ? insertAt(at + 2 + items, 1, `${indent}- ${alias}${eol}`)
    : undefined
}

/** Makes a former anchor of a heading lead to it: an anchor of its own before it. */
export function anchorEdit({ text }: Page, heading: Heading, anchor: string): PageEdit | undefined {
  const line = new LineIndex(text).line(heading.line)
  const isPlain = heading.included === undefined && heading.column === 1 && /^#{1,6}[ \t]/.test(line)
  if (!isPlain || !/^[\p{L}\p{N}_.-]+$/u.test(anchor)) return undefined
  const eol = endOfLine(text)
  return insertAt(heading.line, 1, `<a id="${anchor}"></a>${eol}${eol}`)
}

function insertAt(line: number, column: number, text: string): PageEdit {
  return { line, column, endLine: line, endColumn: column, text }
}

function endOfLine(text: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? '\n'
}

/** The line of the `---` that ends a block of YAML. */
function endOfFrontmatter(text: string): number | undefined {
  if (!/^---[ \t]*\r?\n/.test(text)) return undefined
  const rows = text.split(/\r?\n/)
  const index = rows.findIndex((row, at) => at > 0 && /^---[ \t]*$/.test(row))
  return index > 0 ? index + 1 : undefined
}
