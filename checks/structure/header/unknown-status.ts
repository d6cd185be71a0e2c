import type { Fix, Place } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import type { HeaderField } from '../../../src/guidebook/parts/header-block.ts'
import { readStatusWord, statusWords } from '../../../src/guidebook/parts/status-word.ts'
import { plural } from '../../../src/text/plural.ts'
import { quote } from '../../../src/text/quote.ts'
import { suggestion } from '../../../src/text/suggestion.ts'
import { typoOf } from '../../../src/text/typo.ts'
import type { RawFinding } from '../../check.ts'
import type { CheckInput } from '../../check-input.ts'
import type { InputRule } from '../rule.ts'
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

A word that several pages have is told at the first of them.
`,
  wrong: '# Shop\n\n> **Status:** Experimental\n> **Owner:** Shop team\n',
  right: '# Shop\n\n> **Status:** 🚧 Experimental\n> **Owner:** Shop team\n',
  over: 'tree',
  check: colorless,
} as const satisfies InputRule

/** A page with a status that has no colour. */
interface ColorlessPage {
  page: Page
  field: HeaderField
}

/** Word by word: one that many pages have is no slip on each of them. */
function colorless({ pages, inRoot }: CheckInput): RawFinding[] {
  const found = pages.flatMap((page): ColorlessPage[] => {
    const field = fieldOf(page.header, 'Status')
    return field && readStatusWord(field.text).tone === 'plain' ? [{ page, field }] : []
  })
  const byWord = Map.groupBy(found, ({ field }) => field.text.toLowerCase())
  return [...byWord].flatMap(([word, [first, ...others]]) => {
    if (!first) return []
    const isSlip = word === '' || typoOf(word, statusWords) !== undefined
    if (isSlip) return [first, ...others].map((one) => findingOf(one, inRoot))
    return [findingOf(first, inRoot, others.length)]
  })
}

function findingOf({ page, field }: ColorlessPage, inRoot: CheckInput['inRoot'], others = 0): RawFinding {
  const source = new SourceText(page.text)
  const place = valuePlace(source, field)
  const at = { code: unknownStatus.code, file: inRoot(page.file), ...place }
  if (field.text === '') return { ...at, message: `Unexpected \`Status\` without a value, ${expected}` }
  const typo = typoOf(field.text.toLowerCase(), statusWords)
  const isPlain = source.slice(place) === field.text
  return {
    ...at,
    message: `Unexpected status ${quote(field.text)}, ${expected}`,
    hint: `${hintFor(field, typo)}${others === 0 ? '' : `; ${plural(others, 'other page')} ${others === 1 ? 'has' : 'have'} it too`}`,
    ...(typo && isPlain && { fix: fixOf(field.text, typo, { file: at.file, ...place }) }),
  }
}

function hintFor({ text }: HeaderField, typo: string | undefined): string {
  const [first = ''] = text.split(/[^\p{L}]+/u).filter(Boolean)
  const near = typo ? `Did you mean \`${typo}\`?` : suggestion(first.toLowerCase(), statusWords)
  return near ?? 'Put a sign before it: ✅ ⚠️ ❌ 🚧 🗄️'
}

function fixOf(written: string, word: string, place: Place & { file: string }): Fix {
  const isCapital = /^\p{Lu}/u.test(written)
  const text = isCapital ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word
  return { title: `Write \`${text}\``, edits: [{ text, ...place }] }
}
