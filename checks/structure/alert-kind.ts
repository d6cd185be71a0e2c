import type { Page } from '../../src/guidebook/page.ts'
import { type Alert, alertKinds } from '../../src/guidebook/parts/block.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import { typoOf } from '../../src/text/typo.ts'
import type { RawPageFinding } from '../check.ts'
import { plain } from './field-part.ts'
import { SourceText } from './source-text.ts'

/** What other tools call them. */
const synonyms: Readonly<Record<string, (typeof alertKinds)[number]>> = {
  info: 'note',
  notice: 'note',
  hint: 'tip',
  attention: 'warning',
  danger: 'caution',
  error: 'caution',
}

/** Alerts of a kind that neither forge nor site knows: they are shown as plain quotes. */
export function alertKind({ alerts, text }: Page): RawPageFinding[] {
  const unknown = alerts.filter(({ kind }) => !alertKinds.some((known) => known === kind))
  if (unknown.length === 0) return []
  const source = new SourceText(text)
  return unknown.map((alert) => alertFinding(alert, source))
}

function alertFinding(alert: Alert, source: SourceText): RawPageFinding {
  const slip = typoOf(alert.kind, alertKinds)
  const nearest = slip ?? (Object.hasOwn(synonyms, alert.kind) ? synonyms[alert.kind] : undefined)
  const hint = nearest ? `Did you mean \`${nearest.toUpperCase()}\`?` : suggestion(alert.kind, alertKinds)
  const place = markerPlace(alert, source)
  const fixed = slip?.toUpperCase()
  return {
    code: 'structure/unknown-alert',
    message: `Unexpected alert ${quote(alert.kind.toUpperCase())}, expected ${alertNames}`,
    hint: hint?.replace(/`\w+`/, (word) => word.toUpperCase()) ?? 'It is shown as a plain quote',
    ...(place ?? plain(alert)),
    ...(place &&
      fixed && { fix: { title: `Write \`${fixed}\``, edits: [{ file: '', text: `[!${fixed}]`, ...place }] } }),
  }
}

const alertNames = '`NOTE`, `TIP`, `IMPORTANT`, `WARNING` or `CAUTION`'

/** `[!KIND]` itself. */
function markerPlace(alert: Alert, source: SourceText) {
  const start = source.offset(alert.line, alert.column)
  const [, lead = '', marker] = /^([\s>]*)(\[![a-z]+\])/i.exec(source.text.slice(start, start + 200)) ?? []
  return marker === undefined ? undefined : source.place(start + lead.length, start + lead.length + marker.length)
}
