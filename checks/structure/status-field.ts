import type { Fix, Place } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { HeaderField } from '../../src/guidebook/parts/header-block.ts'
import { readStatusWord, statusWords } from '../../src/guidebook/parts/status-word.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import { typoOf } from '../../src/text/typo.ts'
import type { RawPageFinding } from '../check.ts'
import { fieldOf, valuePlace } from './field-part.ts'
import { SourceText } from './source-text.ts'

const expected = 'expected a sign such as `✅`, or a word such as `active`'

/** A status that says nothing to the site: it has neither a sign nor a word that gives it a colour. */
export function statusField({ header, text }: Page): RawPageFinding[] {
  const field = fieldOf(header, 'Status')
  if (!field || readStatusWord(field.text).tone !== 'plain') return []
  const source = new SourceText(text)
  const place = valuePlace(source, field)
  const code = 'structure/unknown-status'
  if (field.text === '') return [{ code, message: `Unexpected \`Status\` without a value, ${expected}`, ...place }]
  const slip = typoOf(field.text.toLowerCase(), statusWords)
  const isPlain = source.slice(place) === field.text
  return [
    {
      code,
      message: `Unexpected status ${quote(field.text)}, ${expected}`,
      hint: hintFor(field, slip),
      ...place,
      ...(slip && isPlain && { fix: fixOf(field.text, slip, place) }),
    },
  ]
}

function hintFor({ text }: HeaderField, slip: string | undefined): string {
  const [first = ''] = text.split(/[^\p{L}]+/u).filter(Boolean)
  const near = slip ? `Did you mean \`${slip}\`?` : suggestion(first.toLowerCase(), statusWords)
  return near ?? 'Put a sign before it: ✅ ⚠️ ❌ 🚧 🗄️'
}

function fixOf(written: string, word: string, place: Place): Fix {
  const isCapital = /^\p{Lu}/u.test(written)
  const text = isCapital ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word
  return { title: `Write \`${text}\``, edits: [{ file: '', text, ...place }] }
}
