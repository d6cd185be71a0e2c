import type { Edit, Finding, Place } from '../../src/finding/finding.ts'
import { jsonText } from '../../src/text/json-text.ts'
import { type Report, type ReportContext, type Reporter, severityCounts } from '../report.ts'
import { hiddenFolders } from './summary.ts'

/** The format of programs. */
export const json: Reporter = {
  name: 'json',
  audience: 'Programs of yours',
  readers: '`jq`, scripts',
  extension: 'json',
  report: jsonReport,
}

/** For programs. Its shape is a contract: a change that breaks a reader needs another `version`. */
function jsonReport(
  { findings, files, skipped = [], durationMs, old, notes }: Report,
  { inRepository }: ReportContext,
): string {
  return jsonText({
    version: 1,
    summary: {
      files,
      ...severityCounts(findings),
      durationMs: Math.round(durationMs),
      ...(skipped.length > 0 && { skipped: { files: skipped.length, folders: hiddenFolders(skipped) } }),
      ...(old && { old: { count: old.count, ref: old.ref } }),
    },
    ...(notes.length > 0 && { notes }),
    findings: findings.map((finding) => findingRecord(finding, inRepository)),
  })
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
