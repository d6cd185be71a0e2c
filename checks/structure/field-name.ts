import type { Page } from '../../src/guidebook/page.ts'
import type { HeaderField } from '../../src/guidebook/parts/header-block.ts'
import { quote } from '../../src/text/quote.ts'
import { isOneEdit } from '../../src/text/typo.ts'
import type { RawPageFinding } from '../check.ts'
import { keyPlace, plain } from './field-part.ts'
import { SourceText } from './source-text.ts'

const known = ['Status', 'Last Updated', 'Owner', 'Upstream', 'Downstream', 'Related']

/** Words of their own that are one letter away from a field, in other languages too. */
const others = new Set(['stats', 'states', 'statut', 'owners', 'owned', 'upstreams', 'downstreams', 'relates'])

/**
 * Fields of header blocks with a slip in their names: `Staus` in place of `Status`. Any other field is kept as it is,
 * and so is one beside the field that it is near to.
 */
export function fieldNames({ header, text }: Page): RawPageFinding[] {
  const present = new Set(header.map(({ key }) => key.toLowerCase()))
  const found: RawPageFinding[] = []
  for (const name of known) {
    if (present.has(name.toLowerCase())) continue
    const field = header.find(({ key }) => isSlip(key.toLowerCase(), name.toLowerCase()))
    if (field) found.push(nameFinding(field, name, new SourceText(text)))
  }
  return found
}

function isSlip(key: string, name: string): boolean {
  return !others.has(key) && isOneEdit(key, name)
}

function nameFinding(field: HeaderField, name: string, source: SourceText): RawPageFinding {
  const place = keyPlace(source, field)
  return {
    code: 'structure/unknown-field',
    message: `Unexpected field ${quote(field.key)}, expected \`${name}\``,
    hint: 'The header card does not understand it',
    ...(place ?? plain(field)),
    ...(place && { fix: { title: `Write \`${name}\``, edits: [{ file: '', text: name, ...place }] } }),
  }
}
