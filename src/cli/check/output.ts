import { dirname, resolve } from 'node:path'
import { allCodes } from '../../../checks/registry.ts'
import type { Report, Sources } from '../../../checks/report.ts'
import type { Output } from '../../../checks/reporters/registry.ts'
import { makeFolder } from '../../config/new-folder.ts'
import { packageVersion } from '../../config/package.ts'
import { posixRelative } from '../../config/sources.ts'
import { writeOutput } from '../../config/whole-file.ts'
import { Failure } from '../../guidebook/failure.ts'
import { hasColors } from '../colors.ts'
import type { Checked } from './checked.ts'

/** Writes a report in each of its formats: into files, and to the terminal. */
export async function printReport(report: Report, outputs: readonly Output[], checked: Checked): Promise<void> {
  const prefix = posixRelative(checked.repository, checked.root)
  const sources: Omit<Sources, 'color'> = {
    ...(prefix !== '' && { prefix: `${prefix}/` }),
    lineOf: lineReader(checked),
    codes: allCodes(),
    version: packageVersion(),
  }
  for (const { reporter, file } of outputs) {
    const color = file === undefined && hasColors(process.stdout)
    const text = reporter(report, { ...sources, color })
    if (file === undefined) await new Promise((done) => process.stdout.write(text, done))
    else await write(resolve(file), text)
  }
}

/** Lines of pages, as they were read. Those of YAML files are not shown: a secret may stand beside what is wrong. */
function lineReader({ snapshot: { world } }: Checked): Sources['lineOf'] {
  const pages = new Map(world.pages.map((page) => [world.inRoot(page.file), page.text]))
  const lines = new Map<string, string[]>()
  return (file, line) => {
    const known = lines.get(file) ?? pages.get(file)?.split(/\r\n|\n|\r/) ?? []
    lines.set(file, known)
    return known[line - 1]
  }
}

/** Makes the folders on the way, too. */
async function write(file: string, text: string): Promise<void> {
  try {
    await makeFolder(dirname(file))
    await writeOutput(file, text)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    // A reader of a pipe that has seen enough is no fault.
    if (error.code === 'EPIPE') return
    throw new Failure(
      `The report cannot be written to \`${file}\` (${String(error.code)})`,
      'Name another file, or look at its permissions',
    )
  }
}
