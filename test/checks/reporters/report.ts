import type { Report, ReportContext } from '../../../checks/report.ts'
import type { Finding, Place } from '../../../src/finding/finding.ts'

/** The sources that the findings of the rich report are in. */
const files: Record<string, string[]> = {
  'guidebooks/erp/operations.md': [
    '[Guidebooks](../README.md) > [ERP](README.md) > **Operations**',
    '',
    '# Operations',
    '',
    'Disks are in [the storage page](stroage-and-recovery.md), ask there first.',
    '\t- 日本語のページ 🚧 [見出し](storage.md#backups) and more',
    `A line that is much longer than a terminal is wide, ${'with words and words '.repeat(6)}[then a link](gone.md) ${'and words after it '.repeat(8)}until it ends.`,
    'One that steers: \u001b[31mred\u001b[0m \u202egnol\u202c ::error::x ##[add-mask]x [a](b.md)',
    '```status',
    'erp.ping',
    '```',
  ],
  'guidebooks/erp/50% done #1, é.md': ['# Half', '', '# Done'],
}

const operations = 'guidebooks/erp/operations.md'

/** Where a line of the operations page holds a text. */
function at(line: number, text: string): Place {
  const column = (files[operations]?.[line - 1] ?? '').indexOf(text) + 1
  return { line, column, endLine: line, endColumn: column + text.length }
}

export const codes: ReportContext['codes'] = {
  'links/missing-file': { severity: 'error', summary: 'A link to a file that is not there' },
  'links/missing-anchor': { severity: 'error', summary: 'A link to a heading that is not there' },
  'structure/one-h1': { severity: 'warning', summary: 'A page without exactly one first heading' },
  'structure/last-updated': { severity: 'warning', summary: 'A date older than the text' },
  'links/redirect': { severity: 'info', summary: 'A link that has moved for good' },
}

export const context: ReportContext = {
  lineOf: (file, line) => files[file]?.[line - 1],
  codes,
  version: '1.2.3',
  color: false,
  inRepository: (file: string) => file,
}

export const empty: Report = { findings: [], files: 74, durationMs: 412.3, notes: [] }

/** A finding like any other, but for what a case is about. */
export function finding(about: Partial<Finding> = {}): Finding {
  return {
    check: 'links',
    code: 'links/missing-file',
    severity: 'error',
    message: 'Unexpected link to `gone.md`, expected a file in `guidebooks/erp/`',
    file: operations,
    ...at(5, 'stroage-and-recovery.md'),
    ...about,
  }
}

/** One of everything that a report can hold. */
export const rich: Report = {
  files: 74,
  durationMs: 1234.5,
  old: { count: 12, ref: 'main' },
  notes: ['Names were resolved by the proxy `proxy.example.org`'],
  fixable: { byFix: 1, byFixDates: 0 },
  findings: [
    finding({
      file: 'guidebooks/erp/50% done #1, é.md',
      check: 'structure',
      code: 'structure/one-h1',
      severity: 'warning',
      message: 'Unexpected second heading `Done` of level 1, expected one',
      hint: 'Give it two `#`',
      line: 3,
      column: 1,
      endLine: 3,
      endColumn: 7,
    }),
    finding({
      check: 'structure',
      code: 'structure/last-updated',
      severity: 'warning',
      message: 'Unexpected page without `Last Updated`, expected a date',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
    }),
    finding({
      message: 'Unexpected link to `stroage-and-recovery.md`, expected a file in `guidebooks/erp/`',
      hint: 'Did you mean `storage-and-recovery.md`?',
      fix: {
        title: 'Link to `storage-and-recovery.md`',
        edits: [
          {
            file: operations,
            ...at(5, 'stroage-and-recovery.md'),
            text: 'storage-and-recovery.md',
          },
        ],
      },
      target: { file: 'guidebooks/erp/stroage-and-recovery.md' },
    }),
    finding({
      code: 'links/missing-anchor',
      message: 'Unexpected anchor `#backups`, expected a heading of `guidebooks/erp/storage.md`',
      hint: 'Its headings are `#disks`, `#when-a-disk-is-full`, `#restore-a-volume`, `#who-to-call` and `#before-you-leave`',
      target: { file: 'guidebooks/erp/storage.md', anchor: 'backups' },
      ...at(6, '[見出し](storage.md#backups)'),
    }),
    finding(at(7, '[then a link](gone.md)')),
    finding({
      code: 'links/redirect',
      severity: 'info',
      message: 'Unexpected address that has moved, expected `https://example.org/new`',
      ...at(8, '[a](b.md)'),
    }),
    finding({
      severity: 'info',
      code: 'links/new-code',
      message: 'Unexpected block',
      line: 9,
      column: 1,
      endLine: 11,
      endColumn: 4,
    }),
  ],
}
