import type { Fix } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import type { HeaderField } from '../../../src/guidebook/parts/header-block.ts'
import { linkText, relativeTarget } from '../relative-link.ts'
import type { SourceText } from '../source-text.ts'
import { fieldOf } from './field-part.ts'
import { type Direction, neighbourFields } from './neighbour.ts'

export interface Lacking {
  page: Page
  /** The page's file, relative to the project's root. */
  file: string
  /** The field that should name them. */
  answer: Direction
  from: Page[]
  source: SourceText
}

/** What may stand between two fields of a block: white space, marks of a quote, and hard breaks. */
const betweenFields = /^(?:[ \t>\\\r\n]|<br ?\/?>)*$/i

/** Names pages in a header block, in the style of what stands there; `undefined` where that cannot be told. */
export function neighbourFix({ page, file, answer, from, source }: Lacking): Fix | undefined {
  const separator = separatorOf(page, source)
  const links = from.map((other) => `[${linkText(other.title)}](${relativeTarget(page.file, other.file)})`)
  const field = fieldOf(page.header, answer)
  const text = field ? appended(field, links, separator, source) : newField(page, answer, links.join(separator), source)
  const after = field ?? lastRoute(page)
  if (!after || text === undefined) return undefined
  const { endLine: line, endColumn: column } = after
  const edit = { file, text, line, column, endLine: line, endColumn: column }
  return { title: `Name ${from.length === 1 ? 'it' : 'them'} under \`${answer}\``, edits: [edit] }
}

/** A value that does not end with a link may go on in words. */
function appended(field: HeaderField, links: string[], separator: string, source: SourceText): string | undefined {
  const written = source.slice(field)
  if (field.text === '') return /:(?:\*\*|__)?\s*$/.test(written) ? ` ${links.join(separator)}` : undefined
  return field.links.length > 0 && /\)$/.test(written) ? `${separator}${links.join(separator)}` : undefined
}

/** What stands between two links of the first value that has two. */
function separatorOf(page: Page, source: SourceText): string {
  for (const { field } of neighbourFields(page)) {
    const [, between] = /\]\([^()]*\)(\s*[^\s\w[\]()]{0,3}\s*)\[/.exec(source.slice(field)) ?? []
    if (between?.trim() && !/[\r\n]/.test(between)) return between
  }
  return ' · '
}

/** A line after the last field of its kind, which begins and ends as its neighbours do. */
function newField(page: Page, answer: Direction, value: string, source: SourceText): string | undefined {
  const last = lastRoute(page)
  if (!last) return undefined
  const at = page.header.indexOf(last)
  const [before, after] = [page.header[at - 1], page.header[at + 1]]
  const between = before ? gap(before, last, source) : after ? gap(last, after, source) : lineStart(last, source)
  const [, marker = '**', inside = ''] = /^(\*\*|__)([^*_]*)/.exec(source.slice(last)) ?? []
  const name = inside.trimEnd().endsWith(':') ? `${marker}${answer}:${marker}` : `${marker}${answer}${marker}:`
  return betweenFields.test(between) && /[\r\n]/.test(between) ? `${between}${name} ${value}` : undefined
}

function lastRoute(page: Page): HeaderField | undefined {
  const fields = neighbourFields(page).map(({ field }) => field)
  return fields.toSorted((a, b) => page.header.indexOf(a) - page.header.indexOf(b)).at(-1)
}

function gap(one: HeaderField, other: HeaderField, source: SourceText): string {
  return source.slice({ line: one.endLine, column: one.endColumn, endLine: other.line, endColumn: other.column })
}

/** A line break and what stands before a block's only field. */
function lineStart(field: HeaderField, source: SourceText): string {
  const start = source.offset(field.line, 1)
  const end = /\r\n|\n|\r/.exec(source.text)?.[0] ?? '\n'
  return `${end}${source.text.slice(start, source.offset(field.line, field.column))}`
}
