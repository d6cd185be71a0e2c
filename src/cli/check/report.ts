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
  detail: ReportContext['detail'] | undefined
}

/** Narrower than this, source lines tell nothing; wider, sentences are hard to follow. */
const [leastColumns, mostColumns] = [60, 100]

/** Writes a report in each of its formats: into files, and to the terminal. */
export async function writeReport(
  report: Report,
  outputs: readonly Output<Reporter>[],
  { input, inRepository, detail }: Checked,
): Promise<void> {
  const context = {
    ...{ inRepository, lineOf: lineReader(input), codes: allCodes(), version: packageVersion() },
    ...(detail && { detail }),
  }
  for (const { reporter, file } of outputs) {
    const isShown = file === undefined
    const columns = isShown && process.stdout.isTTY ? { columns: shownColumns(process.stdout.columns) } : {}
    const text = await reporter.report(report, { ...context, ...columns, color: isShown && hasColors(process.stdout) })
    if (file === undefined) await new Promise((done) => process.stdout.write(text, done))
    else await writeResult('report', resolve(file), text)
  }
}

/** As wide as the terminal, within what can be read. */
function shownColumns(columns: number): number {
  return Math.min(Math.max(columns, leastColumns), mostColumns)
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
