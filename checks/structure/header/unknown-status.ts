import type { Fix, Place } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import type { HeaderField } from '../../../src/guidebook/parts/header-block.ts'
import { readStatusWord, statusWords } from '../../../src/guidebook/parts/status-word.ts'
import { quote } from '../../../src/text/quote.ts'
import { suggestion } from '../../../src/text/suggestion.ts'
import { typoOf } from '../../../src/text/typo.ts'
import type { RawPageFinding } from '../../check.ts'
import type { PageRule } from '../rule.ts'
import { SourceText } from '../source-text.ts'
import { fieldOf, valuePlace } from './field-part.ts'

const expected = 'expected a sign such as `✅`, or a word such as `active`'

/** Without a sign or a word that the site knows, the chip of a status has no colour. */
export const unknownStatus = {
  code: 'structure/unknown-status',
  severity: 'warning',
  summary: 'A status without a sign or a word that is known',
  why: `
A \`Status\` with no sign and no word that the site knows, so its chip has no colour. [The list of signs and words](../write-guidebooks.md#status-signs) has them all. A sign before your own word is enough: \`🚧 Experimental\`.
`,
  wrong: '# Shop\n\n> **Status:** Experimental\n> **Owner:** Shop team\n',
  right: '# Shop\n\n> **Status:** 🚧 Experimental\n> **Owner:** Shop team\n',
  over: 'page',
  check: ({ page }) => colorless(page),
} as const satisfies PageRule

function colorless({ header, text }: Page): RawPageFinding[] {
  const field = fieldOf(header, 'Status')
  if (!field || readStatusWord(field.text).tone !== 'plain') return []
  const source = new SourceText(text)
  const place = valuePlace(source, field)
  const { code } = unknownStatus
  if (field.text === '') return [{ code, message: `Unexpected \`Status\` without a value, ${expected}`, ...place }]
  const typo = typoOf(field.text.toLowerCase(), statusWords)
  const isPlain = source.slice(place) === field.text
  return [
    {
      code,
      message: `Unexpected status ${quote(field.text)}, ${expected}`,
      hint: hintFor(field, typo),
      ...place,
      ...(typo && isPlain && { fix: fixOf(field.text, typo, place) }),
    },
  ]
}

function hintFor({ text }: HeaderField, typo: string | undefined): string {
  const [first = ''] = text.split(/[^\p{L}]+/u).filter(Boolean)
  const near = typo ? `Did you mean \`${typo}\`?` : suggestion(first.toLowerCase(), statusWords)
  return near ?? 'Put a sign before it: ✅ ⚠️ ❌ 🚧 🗄️'
}

function fixOf(written: string, word: string, place: Place): Fix {
  const isCapital = /^\p{Lu}/u.test(written)
  const text = isCapital ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word
  return { title: `Write \`${text}\``, edits: [{ file: '', text, ...place }] }
}
