import { barePlace } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { type Alert, alertKinds } from '../../../src/guidebook/parts/block.ts'
import { quote } from '../../../src/text/quote.ts'
import { suggestion } from '../../../src/text/suggestion.ts'
import { typoOf } from '../../../src/text/typo.ts'
import type { RawPageFinding } from '../../check.ts'
import type { PageRule } from '../rule.ts'
import { SourceText } from '../source-text.ts'

/** What other tools call them. */
const synonyms: Readonly<Record<string, (typeof alertKinds)[number]>> = {
  info: 'note',
  notice: 'note',
  hint: 'tip',
  attention: 'warning',
  danger: 'caution',
  error: 'caution',
}

/** Neither forge nor site knows such an alert: it is shown as a plain quote. */
export const unknownAlert = {
  code: 'structure/unknown-alert',
  severity: 'warning',
  summary: 'An alert of a kind that does not exist',
  why: `
There are [five alerts](../write-guidebooks.md#alerts). Any other word, such as \`[!NOTICE]\`, leaves a plain quote with the word in it, on the forge as on the site. \`--fix\` mends a slip of one letter.
`,
  wrong: '# Restore\n\n> [!DANGER]\n> This overwrites the orders of today.\n',
  right: '# Restore\n\n> [!CAUTION]\n> This overwrites the orders of today.\n',
  over: 'page',
  check: ({ page }) => unknownAlerts(page),
} as const satisfies PageRule

function unknownAlerts({ alerts, text }: Page): RawPageFinding[] {
  const unknown = alerts.filter(({ kind }) => !alertKinds.some((known) => known === kind))
  if (unknown.length === 0) return []
  const source = new SourceText(text)
  return unknown.map((alert) => alertFinding(alert, source))
}

function alertFinding(alert: Alert, source: SourceText): RawPageFinding {
  const typo = typoOf(alert.kind, alertKinds)
  const nearest = typo ?? (Object.hasOwn(synonyms, alert.kind) ? synonyms[alert.kind] : undefined)
  const hint = nearest ? `Did you mean \`${nearest.toUpperCase()}\`?` : suggestion(alert.kind, alertKinds)
  const place = markerPlace(alert, source)
  const fixed = typo?.toUpperCase()
  return {
    code: unknownAlert.code,
    message: `Unexpected alert ${quote(alert.kind.toUpperCase())}, expected ${alertNames}`,
    hint: hint?.replace(/`\w+`/, (word) => word.toUpperCase()) ?? 'It is shown as a plain quote',
    ...(place ?? barePlace(alert)),
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
