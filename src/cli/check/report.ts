import { resolve } from 'node:path'
import type { CheckInput } from '../../../checks/check-input.ts'
import { allCodes } from '../../../checks/registry.ts'
import type { Report, ReportContext, Reporter } from '../../../checks/report.ts'
import { packageVersion } from '../../files/package.ts'
import { hasColors, type Output, writeResult } from '../output.ts'

/** What was checked, and how the repository names a file of a finding. */
interface Checked {
  input: Pick<CheckInput, 'pages' | 'inRoot'>
  inRepository: ReportContext['inRepository']
}

/** Writes a report in each of its formats: into files, and to the terminal. */
export async function writeReport(
  report: Report,
  outputs: readonly Output<Reporter>[],
  { input, inRepository }: Checked,
): Promise<void> {
  const context = { inRepository, lineOf: lineReader(input), codes: allCodes(), version: packageVersion() }
  for (const { reporter, file } of outputs) {
    const color = file === undefined && hasColors(process.stdout)
    const text = reporter.report(report, { ...context, color })
    if (file === undefined) await new Promise((done) => process.stdout.write(text, done))
    else await writeResult('report', resolve(file), text)
  }
}

/** Lines of pages, as they were read. Those of YAML files are not shown: a secret may stand beside what is wrong. */
function lineReader({ pages, inRoot }: Checked['input']): ReportContext['lineOf'] {
  const texts = new Map(pages.map((page) => [inRoot(page.file), page.text]))
  const lines = new Map<string, string[]>()
  return (file, line) => {
    const known = lines.get(file) ?? texts.get(file)?.split(/\r\n|\n|\r/) ?? []
    lines.set(file, known)
    return known[line - 1]
  }
}
