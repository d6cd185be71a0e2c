import { barePlace } from '../../../src/finding/finding.ts'
import { bareName, type Page } from '../../../src/guidebook/page.ts'
import { isOfOtherTimes } from '../../../src/guidebook/parts/page-kind.ts'
import type { Former } from '../../../src/inventory/past.ts'
import { keyOfName } from '../../../src/text/name-key.ts'
import { quote, quoteWhole } from '../../../src/text/quote.ts'
import { suggestion } from '../../../src/text/suggestion.ts'
import type { RawFinding } from '../../check.ts'
import type { AlertInput, AlertsRule } from '../rule.ts'

/** A page that says so itself needs no finding. */
const saysGone =
  /\b(?:removed|retired|deprecated|obsolete|replaced|renamed|superseded|formerly|former|historical|legacy|old|was|were|no longer|not used|supprimée?|obsolète|ancienne?|entfernt|veraltet)\b|~~/i

/** What history proves: the rule was there, and is gone. */
export const removed = {
  code: 'alerts/removed',
  severity: 'warning',
  summary: 'A page about an alert that was removed',
  why: `
\`\`\`text
Unexpected page about the alert \`ShopDiskFull\`, expected one of an alert that there is
Its rule was taken out of \`deploy/alerts.yaml\` on 2026-03-01 (1a2b3c4)
\`\`\`

Git's history knows a rule of this name, and none stands anywhere in the repository any more: the page describes an alert that cannot fire. Delete it, or give it the name that the alert has now. It is told by history alone, so never in a shallow clone, and not of pages or headings that say themselves that the alert is gone, nor of decisions, incidents and archives.
`,
  wrong: {
    'guidebooks/shop.md': '# Shop\n\n## ShopDiskFull\n\nDelete old pictures.\n',
    'alerts.yaml': 'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n',
  },
  right: {
    'guidebooks/shop.md': '# Shop\n\n## ShopDown\n\nRestart it.\n',
    'alerts.yaml': 'groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n',
  },
  history: {
    before: {
      'guidebooks/shop.md': '# Shop\n\n## ShopDiskFull\n\nDelete old pictures.\n',
      'alerts.yaml': 'groups:\n  - name: shop\n    rules:\n      - alert: ShopDiskFull\n        expr: disk > 90\n',
    },
    days: ['2026-01-10', '2026-03-01'],
  },
  check: removedAlerts,
} as const satisfies AlertsRule

interface Mention {
  page: Page
  former: Former
  place: ReturnType<typeof barePlace>
}

async function removedAlerts({ input, alerts, past: history }: AlertInput): Promise<RawFinding[]> {
  const known = new Set(alerts.all.map(({ name }) => keyOfName(name)))
  const gone = history.all('alert').filter(({ name }) => isTelling(name) && !known.has(keyOfName(name)))
  if (gone.length === 0) return []
  const byKey = new Map(gone.map((former) => [keyOfName(former.name), former]))
  const mentions = input.pages.flatMap((page) => mentionsOn(page, byKey))
  // A rule that something else makes now, such as a program or a template, still has its name in some text.
  const kept = new Set(await input.git.namesInText([...new Set(mentions.map(({ former }) => former.name))]))
  const names = alerts.all.map(({ name }) => name)
  return mentions.flatMap(({ page, former, place }) => {
    if (kept.has(former.name)) return []
    const now = suggestion(former.name, names)
    const when = former.day === undefined ? '' : ` on ${former.day}`
    const commit = former.commit === undefined ? '' : ` (${former.commit.slice(0, 7)})`
    const hint = `Its rule was taken out of ${quote(former.file)}${when}${commit}`
    return [
      {
        code: removed.code,
        message: `Unexpected page about the alert ${quoteWhole(former.name)}, expected one of an alert that there is`,
        file: input.inRoot(page.file),
        ...place,
        hint: now === undefined ? hint : `${hint}. ${now}`,
      },
    ]
  })
}

/** Several words in one, as alerts are named: a plain word is a heading of anything. */
function isTelling(name: string): boolean {
  return name.length >= 6 && /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|_/u.test(name)
}

/** Where a page says that it is about an alert that is gone, each alert once. */
function mentionsOn(page: Page, byKey: ReadonlyMap<string, Former>): Mention[] {
  if (isOfOtherTimes(page)) return []
  const found = new Map<string, Mention>()
  const tell = (name: string, place: Mention['place']) => {
    const former = byKey.get(keyOfName(name))
    if (former && !found.has(former.name)) found.set(former.name, { page, former, place: barePlace(place) })
  }
  const [title] = page.headings
  for (const heading of page.headings) {
    const [named] = /^(?:alert(?: name)?\s*:\s*)?["'“]?([\p{L}\p{N}_:-]+)["'”]?$/iu.exec(heading.text)?.slice(1) ?? []
    if (named !== undefined && !saysGone.test(heading.text) && heading.included === undefined) tell(named, heading)
  }
  if (!saysGone.test(page.title)) tell(bareName(page.file), title ?? { line: 1, column: 1, endLine: 1, endColumn: 1 })
  for (const name of page.frontmatter.alerts ?? []) tell(name, { line: 1, column: 1, endLine: 1, endColumn: 1 })
  return [...found.values()]
}
