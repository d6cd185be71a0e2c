import { barePlace } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import type { HeaderField } from '../../../src/guidebook/parts/header-block.ts'
import { quote } from '../../../src/text/quote.ts'
import { isOneEdit } from '../../../src/text/typo.ts'
import type { RawPageFinding } from '../../check.ts'
import type { PageRule } from '../rule.ts'
import { SourceText } from '../source-text.ts'
import { keyPlace } from './field-part.ts'

const known = ['Status', 'Last Updated', 'Owner', 'Upstream', 'Downstream', 'Related']

/** Words of their own that are one letter away from a field, in other languages too. */
const others = new Set(['stats', 'states', 'statut', 'owners', 'owned', 'upstreams', 'downstreams', 'relates'])

/** The site shows such a field, but understands nothing by it. */
export const unknownField = {
  code: 'structure/unknown-field',
  severity: 'warning',
  summary: 'A field of a header block with a slip in its name',
  why: `
A field with a slip in its name, such as \`Staus\`: the site shows it, but makes no status of it. Fields of other names are yours, and never told.
`,
  wrong: '# Shop\n\n> **Staus:** ✅ Active\n> **Owner:** Shop team\n',
  right: '# Shop\n\n> **Status:** ✅ Active\n> **Owner:** Shop team\n',
  over: 'page',
  check: ({ page }) => misspeltFields(page),
} as const satisfies PageRule

/**
 * Fields of header blocks with a typo in their names: `Staus` in place of `Status`. Any other field is kept as it is,
 * and so is one beside the field that it is near to.
 */
function misspeltFields({ header, text }: Page): RawPageFinding[] {
  const present = new Set(header.map(({ key }) => key.toLowerCase()))
  const findings: RawPageFinding[] = []
  for (const name of known) {
    if (present.has(name.toLowerCase())) continue
    const field = header.find(({ key }) => isTypo(key.toLowerCase(), name.toLowerCase()))
    if (field) findings.push(nameFinding(field, name, new SourceText(text)))
  }
  return findings
}

function isTypo(key: string, name: string): boolean {
  return !others.has(key) && isOneEdit(key, name)
}

function nameFinding(field: HeaderField, name: string, source: SourceText): RawPageFinding {
  const place = keyPlace(source, field)
  return {
    code: unknownField.code,
    message: `Unexpected field ${quote(field.key)}, expected \`${name}\``,
    hint: 'The header card does not understand it',
    ...(place ?? barePlace(field)),
    ...(place && { fix: { title: `Write \`${name}\``, edits: [{ file: '', text: name, ...place }] } }),
  }
}
