import { describe, expect, test } from 'vitest'
import {
  datesItself,
  isHeadingOfWork,
  isLeadOfWork,
  isLineOfWork,
  tellsOfFinishedWork,
} from '../../../checks/inventory/finished-work.ts'

const page = (title: string, text = '') => ({ title, text: `# ${title}\n\n${text}\n` })
const boxes = (ticked: number, open: number) => `${'- [x] done\n'.repeat(ticked)}${'- [ ] open\n'.repeat(open)}`

describe('An account of finished work', () => {
  const accounts: [file: string, title: string, text?: string][] = [
    ['docs/SPRINT-2.1-SUMMARY.md', 'Types'],
    ['docs/mcp-deployment-improvements-summary.md', 'Deployment'],
    ['docs/FIXES_SUMMARY.md', 'Fixes'],
    ['docs/tls-implementation-complete.md', 'TLS'],
    ['docs/database.md', 'Database – Phase 1.1 Complete ✅'],
    ['docs/fleet.md', 'Fleet Documentation Analysis'],
    ['docs/implementation-checklist.md', 'Checklist'],
    ['docs/restore-fix.md', 'PVC Restore Fix Plan'],
    ['docs/next-session-reminder.md', 'Quick start'],
    ['docs/TASK-EXECUTION-MATRIX.md', 'Matrix'],
    ['notes/bank-landing-review.md', 'Map'],
    ['docs/progress/exporters.md', 'Exporters'],
    ['docs/ux-tracker.md', 'Dashboard Improvements Tracker'],
    ['docs/implementation/shop.md', 'Shop'],
    ['docs/lessons/tls.md', 'Rotate early'],
    ['docs/integration-test-round2.md', 'Tests'],
    ['docs/suite.md', 'Round 6B: Deploy Everything'],
    ['docs/lead.md', 'Lead Appointment Record'],
    ['docs/store-refactor.md', 'Store'],
    ['MEMORY.md', 'PROJECT MEMORY & CONTEXT (v7.0)'],
    ['docs/context.md', 'Context', '> **Phase**: PREPARE'],
    ['docs/issues/469-backup.md', 'Backup'],
    ['docs/tickets/route.md', 'Move the route'],
    ['docs/probes.md', 'Probes', '**Status:** ✅ COMPLETE - all probes answer'],
    ['docs/probes.md', 'Probes', '- **Completed**: 2025-11-01'],
    ['docs/probes.md', 'Probes', boxes(4, 1)],
    ['docs/DR_DRILL_LOG.md', 'Drills'],
    ['docs/router.md', 'Model Router Evaluation'],
    ['docs/REMAINING_TEST_OPTIMIZATIONS.md', 'Tests'],
    ['analysis/gaps.md', 'Gaps'],
    ['docs/AUDITORIA-SERVICIOS.md', 'Limpieza'],
    ['docs/config.md', 'Resumen ejecutivo: configuración'],
    ['docs/edge.md', 'Bilan: proxy'],
    ['docs/docs.md', 'Отчёт'],
    ['docs/ARCHIVE_STAFF.md', 'Staff'],
    ['docs/readiness-authority-decision.md', 'Readiness'],
  ]
  for (const [file, title, text] of accounts)
    test(JSON.stringify([file, title, text]), () => expect(tellsOfFinishedWork(page(title, text), file)).toBe(true))
})

describe('What people follow today is none', () => {
  const followed: [file: string, title: string, text?: string][] = [
    ['docs/restore.md', 'Restore a database'],
    ['docs/disaster-recovery-plan.md', 'Disaster Recovery Plan'],
    ['docs/deployment-checklist.md', 'Deployment Checklist'],
    ['docs/pr-review-guide.md', 'PR Review Guide'],
    ['docs/known-issues.md', 'Known Issues'],
    ['docs/tickets.md', 'Tickets'],
    ['docs/round-robin.md', 'Round robin'],
    ['docs/log-shipping.md', 'Logs of a deployment'],
    ['docs/dns-resolution.md', 'Names and DNS'],
    ['docs/queries.md', 'Analysis of slow queries: how to'],
    ['docs/node-remediation.md', 'Remediation guide'],
    ['docs/memory-pressure.md', 'Memory'],
    ['docs/summary-api.md', 'Summary API'],
    ['docs/task-runner.md', 'Task runner'],
    ['docs/shop.md', 'Shop', '> **Status:** ✅ Active\n> **Last Updated:** 2026-11-23'],
    ['docs/shop.md', 'Shop', 'Status: the import is complete once the page says so.'],
    ['docs/shop.md', 'Shop', '> **Owner:** Platform\n> **Review:** yearly'],
    ['docs/shop.md', 'Shop', '> **Reviewed:** 2026-11-01\n> **Reviewed by:** the shop team'],
    ['docs/shop.md', 'Shop', '**Test:** `make check`'],
    ['docs/shop.md', 'Shop', boxes(3, 1)],
    ['docs/shop.md', 'Shop', boxes(5, 5)],
    ['docs/shop.md', 'Shop', `${'\n'.repeat(30)}**Status:** Complete`],
  ]
  for (const [file, title, text] of followed)
    test(JSON.stringify([file, title, text]), () => expect(tellsOfFinishedWork(page(title, text), file)).toBe(false))
})

test('Sections of changes are told by their headings', () => {
  const of = [
    'Files Modified',
    'Files Created/Modified',
    'Changes made',
    'What was done',
    'Files to Modify',
    'New files',
    'Recent Achievements',
    'Generation Summary',
    'Implementation Plan',
  ]
  expect(of.filter(isHeadingOfWork)).toStrictEqual(of)
  expect(['Key files', 'Configuration files', 'Changing a password', 'Restore'].filter(isHeadingOfWork)).toStrictEqual(
    [],
  )
})

test('Lines of what was made are told by how they begin and end', () => {
  const of = [
    '- [x] `a.sh` runs',
    '- Created `a.sh`',
    '**File**: `a.sh` (587 lines)',
    '1. ✅ Updated `a.sh`',
    '`a.sh` (new)',
    '- ✅ **Complete documentation**: Updated `a.md`',
    '**UPDATE** `a.ts`:',
    '1. **Keep the data** - Updated `a.nix` to keep it',
  ]
  expect(of.filter(isLineOfWork)).toStrictEqual(of)
  expect(
    ['- [ ] Run `a.sh`', '- ✅ The key in `a.yaml` is right', 'Run `a.sh` (lines 3-5)', '- Update `a.sh`'].filter(
      isLineOfWork,
    ),
  ).toStrictEqual([])
})

test('What leads to a list of changes is told by its end', () => {
  const of = ['**Manifests updated:**', 'Fichiers modifiés :', '4. ✅ **Routes generated**:']
  expect(of.filter(isLeadOfWork)).toStrictEqual(of)
  expect(
    ['Edit these files:', 'Updated values are read by:', '- ✅ The key is right:'].filter(isLeadOfWork),
  ).toStrictEqual([])
})

test('A page says of which day it is, or how old its last change is', () => {
  const says = (line: string) => datesItself(page('Hooks', line))
  for (const line of [
    '**Date:** 2025-11-13',
    '> **Fecha:** 2026-03-05',
    'Date: November 10, 2025',
    '- Created: 2025-11-12',
  ])
    expect([line, says(line)]).toStrictEqual([line, true])
  for (const line of ['**Last Updated:** 2025-11-13', 'Date: today', 'The date: 2025 or later', '`date: 2025`'])
    expect([line, says(line)]).toStrictEqual([line, false])
})
