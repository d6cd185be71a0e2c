import type { Edit, Fix, Place, Severity } from '../../src/finding/finding.ts'
import { jsonText } from '../../src/text/json-text.ts'
import type { Code } from '../check.ts'
import { onePerPlace } from '../grouping/finding-group.ts'
import type { Report, ReportContext, Reporter } from '../report.ts'
import { fingerprints } from './fingerprint.ts'

const levels: Record<Severity, 'error' | 'warning' | 'note'> = { error: 'error', warning: 'warning', info: 'note' }

/** The format of code scanning. */
export const sarif = {
  name: 'sarif',
  audience: 'Code scanning',
  readers: 'GitHub, Azure DevOps, editors with a SARIF viewer',
  extension: 'sarif',
  report: sarifReport,
} satisfies Reporter

/** SARIF 2.1.0 (OASIS): for code scanning, and for editors that read it. */
function sarifReport(report: Report, context: ReportContext): string {
  const codes = ruleIds(report, context)
  const results = onePerPlace(report.findings)
  const indices = new Map(codes.map((code, index) => [code, index]))
  const print = fingerprints(context)
  return jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(codes, context) },
        invocations: [{ executionSuccessful: true, ...notifications(report) }],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository' } } },
        results: results.map((finding) => ({
          ruleId: finding.code,
          ruleIndex: indices.get(finding.code),
          level: levels[finding.severity],
          message: message(finding.hint === undefined ? finding.message : `${finding.message}. ${finding.hint}`),
          locations: [{ physicalLocation: { ...location(finding.file, context), region: region(finding) } }],
          partialFingerprints: { 'waymarkFinding/v1': print(finding) },
          ...(finding.fix && { fixes: [fixRecord(finding.fix, context)] }),
        })),
      },
    ],
  })
}

/** Every code that there is, and those that the findings have besides. */
function ruleIds({ findings }: Report, { codes }: ReportContext): string[] {
  return [...new Set([...Object.keys(codes), ...findings.map(({ code }) => code)])].sort()
}

function driver(ids: string[], { codes, version }: ReportContext): object {
  return {
    name: 'Waymark',
    version,
    rules: ids.map((id) => {
      const code = Object.hasOwn(codes, id) ? codes[id] : undefined
      return {
        id,
        shortDescription: { text: code?.summary ?? id },
        fullDescription: { text: code?.summary ?? id },
        help: { text: `The section ${id} of Waymark's manual says what is wrong, and how to mend it.` },
        defaultConfiguration: defaultConfiguration(code),
      }
    }),
  }
}

function defaultConfiguration(code: Code | undefined): object {
  return code?.severity === 'off' ? { enabled: false } : { level: levels[code?.severity ?? 'warning'] }
}

function notifications({ notes }: Report): object {
  if (notes.length === 0) return {}
  return { toolExecutionNotifications: notes.map((note) => ({ level: 'note', message: message(note) })) }
}

/** A text that is no template: `[…](…)` in it would be a link (section 3.11.6). */
function message(text: string): object {
  return { text: text.replaceAll('](', '\\](') }
}

function location(file: string, { inRepository }: ReportContext): object {
  const uri = inRepository(file).toWellFormed().split('/').map(encodeURIComponent).join('/')
  return { artifactLocation: { uri, uriBaseId: '%SRCROOT%' } }
}

/** Its end is exclusive, as here (section 3.30.8). */
function region({ line, column, endLine, endColumn }: Place): object {
  return { startLine: line, startColumn: column, endLine, endColumn }
}

function fixRecord({ title, edits }: Fix, context: ReportContext): object {
  const files = [...Map.groupBy(edits, ({ file }) => file)]
  return {
    description: message(title),
    artifactChanges: files.map(([file, edits]) => ({
      ...location(file, context),
      replacements: edits.map((edit: Edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.text } })),
    })),
  }
}
