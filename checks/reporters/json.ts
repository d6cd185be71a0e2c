import type { Edit, Finding, Place } from '../../src/finding/finding.ts'
import { jsonText } from '../../src/text/json-text.ts'
import type { FindingGroup } from '../grouping/finding-group.ts'
import { byCode, byFolder } from '../grouping/overview.ts'
import { type BaselineReport, type Report, type ReportContext, type Reporter, severityCounts } from '../report.ts'
import { hiddenFolders } from './summary.ts'

/** The format of programs. */
export const json = {
  name: 'json',
  audience: 'Programs of yours',
  readers: '`jq`, scripts',
  extension: 'json',
  hasSummary: true,
  report: jsonReport,
} satisfies Reporter

/** For programs. Its shape is a contract: a change that breaks a reader needs another `version`. */
function jsonReport(report: Report, context: ReportContext): string {
  const { findings, files, skipped = [], durationMs, old, baseline, notShown, notes } = report
  const isSummary = context.detail === 'summary'
  return jsonText({
    version: 1,
    summary: {
      files,
      ...severityCounts(findings),
      durationMs: Math.round(durationMs),
      ...(skipped.length > 0 && { skipped: { files: skipped.length, folders: hiddenFolders(skipped) } }),
      ...(old && { old: { count: old.count, ref: old.ref } }),
      ...(baseline && { baseline: { file: baseline.file, known: baseline.known, mended: mendedCount(baseline) } }),
      ...(notShown && { notShown }),
      ...(isSummary && overview(findings, context)),
    },
    ...(notes.length > 0 && { notes }),
    ...(baseline && { mended: baseline.mended }),
    ...(!isSummary && { findings: findings.map((finding) => groupRecord(finding, context)) }),
  })
}

function mendedCount({ mended }: BaselineReport): number {
  return mended.reduce((sum, { count = 1 }) => sum + count, 0)
}

/** What a summary has in place of the findings. */
function overview(findings: FindingGroup[], context: ReportContext): object {
  return {
    codes: byCode(findings).map(({ code, severity, findings: own, places }) => ({
      code,
      severity,
      count: own.length,
      places,
      ...(own[0] && { example: findingRecord(own[0], context.inRepository) }),
    })),
    folders: byFolder(findings).map(({ folder, errors, warnings, infos }) => ({
      folder: context.inRepository(folder === '.' ? '' : folder).replace(/\/$/, '') || '.',
      errors,
      warnings,
      infos,
    })),
  }
}

/** A finding with the others that it stands for. */
function groupRecord({ others = [], ...finding }: FindingGroup, { inRepository }: ReportContext): object {
  return {
    ...findingRecord(finding, inRepository),
    ...(others.length > 0 && { others: others.map((other) => findingRecord(other, inRepository)) }),
  }
}

/** Keys always come in the same order. A target is one of the repository already. */
function findingRecord(
  { check, code, severity, message, file, hint, fix, target, ...place }: Finding,
  inRepository: ReportContext['inRepository'],
): object {
  return {
    check,
    code,
    severity,
    message,
    file: inRepository(file),
    ...placeRecord(place),
    ...(hint !== undefined && { hint }),
    ...(fix && { fix: { title: fix.title, edits: fix.edits.map((edit) => editRecord(edit, inRepository)) } }),
    ...(target && {
      target: { file: target.file, ...(target.anchor !== undefined && { anchor: target.anchor }) },
    }),
  }
}

function editRecord({ file, text, ...place }: Edit, inRepository: ReportContext['inRepository']): object {
  return { file: inRepository(file), ...placeRecord(place), text }
}

function placeRecord({ line, column, endLine, endColumn }: Place): Place {
  return { line, column, endLine, endColumn }
}
