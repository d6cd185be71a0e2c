import { resolve } from 'node:path'
import { allCodes } from '../../../checks/registry.ts'
import type { Report, Sources } from '../../../checks/report.ts'
import type { Output } from '../../../checks/reporters/registry.ts'
import { packageVersion } from '../../files/package.ts'
import { hasColors } from '../colors.ts'
import { writeResult } from '../result-file.ts'
import type { Checked } from './checked.ts'

/** Writes a report in each of its formats: into files, and to the terminal. */
export async function printReport(report: Report, outputs: readonly Output[], checked: Checked): Promise<void> {
  const sources: Omit<Sources, 'color'> = {
    inRepository: checked.inRepository,
    lineOf: lineReader(checked),
    codes: allCodes(),
    version: packageVersion(),
  }
  for (const { reporter, file } of outputs) {
    const color = file === undefined && hasColors(process.stdout)
    const text = reporter(report, { ...sources, color })
    if (file === undefined) await new Promise((done) => process.stdout.write(text, done))
    else await writeResult('report', resolve(file), text)
  }
}

/** Lines of pages, as they were read. Those of YAML files are not shown: a secret may stand beside what is wrong. */
function lineReader({ snapshot: { input } }: Checked): Sources['lineOf'] {
  const pages = new Map(input.pages.map((page) => [input.inRoot(page.file), page.text]))
  const lines = new Map<string, string[]>()
  return (file, line) => {
    const known = lines.get(file) ?? pages.get(file)?.split(/\r\n|\n|\r/) ?? []
    lines.set(file, known)
    return known[line - 1]
  }
}
