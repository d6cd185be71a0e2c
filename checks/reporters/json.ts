import type { Edit, Finding, Place } from '../../src/finding/finding.ts'
import { jsonText } from '../../src/text/json-text.ts'
import { countOf, type Report, type Sources } from '../report.ts'
import { hidingPlaces } from './summary.ts'

/** For programs. Its shape is a contract: a change that breaks a reader needs another `version`. */
export function json(
  { findings, files, skipped = [], durationMs, old, notes }: Report,
  { inRepository }: Sources,
): string {
  return jsonText({
    version: 1,
    summary: {
      files,
      ...countOf(findings),
      durationMs: Math.round(durationMs),
      ...(skipped.length > 0 && { skipped: { files: skipped.length, folders: hidingPlaces(skipped) } }),
      ...(old && { old: { count: old.count, ref: old.ref } }),
    },
    ...(notes.length > 0 && { notes }),
    findings: findings.map((finding) => findingRecord(finding, inRepository)),
  })
}

/** Keys always come in the same order. A target is one of the repository already. */
function findingRecord(
  { check, code, severity, message, file, hint, fix, target, ...place }: Finding,
  inRepository: Sources['inRepository'],
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

function editRecord({ file, text, ...place }: Edit, inRepository: Sources['inRepository']): object {
  return { file: inRepository(file), ...placeRecord(place), text }
}

function placeRecord({ line, column, endLine, endColumn }: Place): Place {
  return { line, column, endLine, endColumn }
}
