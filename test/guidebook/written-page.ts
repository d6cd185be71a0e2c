import { Buffer } from 'node:buffer'
import type { Place } from '../../src/finding/finding.ts'
import { type Page, readPage } from '../../src/guidebook/page.ts'

/** Reads a page from its text, as if it stood in a file. */
export function pageOf(text: string, file = 'erp/page.md'): Page {
  return readPage(file, Buffer.from(text))
}

/** The part of a text that a place names: what an editor would select. */
export function textAt(text: string, { line, column, endLine, endColumn }: Place): string {
  const written = text.replace(/^\uFEFF/, '')
  const starts = [0, ...[...written.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: { length } }) => index + length)]
  const offset = (at: number, of: number) => (starts[at - 1] ?? Number.NaN) + of - 1
  return written.slice(offset(line, column), offset(endLine, endColumn))
}
