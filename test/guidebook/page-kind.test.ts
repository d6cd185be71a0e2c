import { describe, expect, test } from 'vitest'
import { isAside, isOfOtherTimes, isPart, type PageKind, pageKindOf } from '../../src/guidebook/parts/page-kind.ts'

describe('What a page is', () => {
  const cases: Partial<Record<PageKind, string[]>> = {
    page: [
      'README.md',
      'erp/operations.md',
      'erp/templating.md',
      'erp/change-log-levels.md',
      'erp/five-minutes.md',
      'erp/_index.md',
      'erp/changes-of-shifts.md',
      'blogging/setup.md',
      'erp/archive-service.md',
    ],
    runbook: ['runbooks/db-is-down.md', 'erp/playbooks/a/b.md'],
    changelog: [
      'CHANGELOG.md',
      'erp/CHANGELOG-1.20.md',
      'release-1.9/release-notes-draft.md',
      'erp/changes.md',
      'changelogs/2026.md',
      'release-notes/v2/README.md',
    ],
    template: [
      'template.md',
      'NNNN-kep-template/README.md',
      'erp/runbook_template.md',
      'templates/a.md',
      'changelog-template.md',
    ],
    include: ['_footer.md', 'erp/_includes/note.md', 'snippets/a/b.md', 'note.inc.md', 'erp/note-partial.md'],
    archive: [
      'archive/old.md',
      'docs/_archive/old.md',
      'sig/meeting-archive/x.md',
      'runbooks/archive/db.md',
      'erp/setup-archived.md',
    ],
    'meeting-notes': [
      'erp/meeting-notes-2020.md',
      'meetings/README.md',
      'a/meeting-notes-archive/2020.md',
      '2021_Weekly_Meeting_Minutes.md',
    ],
    report: ['sig/annual-report-2024.md', 'status-reports/may.md'],
    journal: ['blog/a.md', '_posts/2026-01-02-b.md', 'erp/2026-01-02-b.md'],
    decision: ['erp/decisions/libraries.md', 'adr/0001-use-x.md', 'erp/ADR-12 use x.md'],
    proposal: ['keps/sig/1-a/README.md', 'rfc-12.md', 'proposals/a.md'],
    incident: ['postmortems/may.md', 'erp/2026 post-mortem.md'],
  }
  for (const [kind, files] of Object.entries(cases)) {
    for (const file of files) test(`${file} is ${kind}`, () => expect(pageKindOf({ file, frontmatter: {} })).toBe(kind))
  }

  test('its frontmatter decides, whatever it says', () => {
    const kind = (file: string, type: string) => pageKindOf({ file, frontmatter: { type } })
    expect(kind('archive/a.md', 'runbook')).toBe('runbook')
    expect(kind('archive/a.md', 'how-to')).toBe('page')
    expect(kind('a.md', 'Meeting Notes')).toBe('meeting-notes')
    expect(kind('a.md', 'ADR')).toBe('decision')
  })
})

test('records and parts are aside; decisions, proposals and incidents are read', () => {
  const all: PageKind[] = ['page', 'runbook', 'decision', 'proposal', 'incident', 'changelog', 'archive', 'include']
  expect(all.filter(isAside)).toStrictEqual(['changelog', 'archive', 'include'])
  expect(all.filter(isPart)).toStrictEqual(['include'])
})

describe('A page is of other times', () => {
  const says = (text: string, file = 'shop.md') =>
    isOfOtherTimes({ file, frontmatter: {}, text: `# Shop\n\n${text}\n` })

  test('by its kind; an include is of the page that has it', () => {
    const files = ['changelog.md', 'adr/0001.md', 'rfc-12.md', 'postmortems/may.md', 'archive/a.md', 'templates/a.md']
    expect(files.filter((file) => !says('Open it.', file))).toStrictEqual([])
    expect(['runbooks/a.md', '_footer.md', 'a.md'].filter((file) => says('Open it.', file))).toStrictEqual([])
  })

  const over: string[] = [
    '> **Status:** ⛔ Retired',
    '| Status | Superseded |',
    '- Status: deprecated',
    'This page is about a service that is no longer there.',
    'This alert was removed in May.',
  ]
  for (const text of over) test(`where it says “${text}”`, () => expect(says(text)).toBe(true))

  const today: string[] = [
    '> **Status:** ✅ Active',
    'This alert fires when a disk is full and retries are removed.',
    '- This page lists what is deprecated',
    '| Status | Meaning | Retired |',
    'The status page is at status.acme.dev.',
    `${'Some line.\n'.repeat(30)}Status: retired`,
  ]
  for (const text of today) test(`but not where it says “${text.slice(-40)}”`, () => expect(says(text)).toBe(false))
})
