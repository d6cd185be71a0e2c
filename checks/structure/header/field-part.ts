import { barePlace, type Place } from '../../../src/finding/finding.ts'
import type { HeaderField } from '../../../src/guidebook/parts/header-block.ts'
import type { SourceText } from '../source-text.ts'

/** `**Key:** `, or `**Key**: `; the colon may stand on either side. */
const lead = /^(\*\*|__)([\s\S]*?)\1(?:\s?:)?\s*/

/** Where the name of a field stands; `undefined` where it is written in another way than it reads. */
export function keyPlace(source: SourceText, field: HeaderField): Place | undefined {
  const [, marker = '', inside = ''] = lead.exec(source.slice(field)) ?? []
  const at = inside.indexOf(field.key)
  if (at === -1) return undefined
  const start = source.offset(field.line, field.column) + marker.length + at
  return source.place(start, start + field.key.length)
}

/** Where the value of a field stands; the field itself where it has none. */
export function valuePlace(source: SourceText, field: HeaderField): Place {
  const written = source.slice(field)
  const [head = ''] = lead.exec(written) ?? []
  if (head.length === written.length) return barePlace(field)
  const start = source.offset(field.line, field.column)
  return source.place(start + head.length, start + written.length)
}

/** A field by its name, without regard to case; the first one counts. */
export function fieldOf(fields: readonly HeaderField[], key: string): HeaderField | undefined {
  return fields.find((field) => field.key.toLowerCase() === key.toLowerCase())
}
