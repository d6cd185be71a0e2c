import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { allCodes } from '../../../checks/registry.ts'
import type { Report, Sources } from '../../../checks/report.ts'
import type { Output } from '../../../checks/reporters/registry.ts'
import { makeFolder } from '../../config/new-folder.ts'
import { packageVersion } from '../../config/package.ts'
import { Failure } from '../../guidebook/failure.ts'
import type { Checked } from './checked.ts'

/** Writes a report in each of its formats: into files, and to the terminal. */
export async function printReport(report: Report, outputs: readonly Output[], checked: Checked): Promise<void> {
  const prefix = relative(checked.repository, checked.root).split(sep).join('/')
  const sources: Omit<Sources, 'color'> = {
    ...(prefix !== '' && { prefix: `${prefix}/` }),
    lineOf: lineReader(checked),
    codes: allCodes(),
    version: packageVersion(),
  }
  for (const { reporter, file } of outputs) {
    const color = file === undefined && (process.stdout.hasColors?.() ?? false)
    const text = reporter(report, { ...sources, color })
    if (file === undefined) await new Promise((done) => process.stdout.write(text, done))
    else await writeWhole(resolve(file), text)
  }
}

/** Pages as they were read; other files, such as `services.yaml`, as they are now. */
function lineReader({ root, snapshot: { world } }: Checked): Sources['lineOf'] {
  const texts = new Map(world.pages.map((page) => [world.inRoot(page.file), page.text]))
  const lines = new Map<string, string[]>()
  return (file, line) => {
    const known = lines.get(file) ?? (texts.get(file) ?? textOf(join(root, file))).split(/\r\n|\n|\r/)
    lines.set(file, known)
    return known[line - 1]
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(0, 2_000_000)
  } catch {
    return ''
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  const fresh = join(dirname(file), `.${basename(file)}.${randomUUID()}`)
  try {
    await makeFolder(dirname(file))
    await writeFile(fresh, text)
    await rename(fresh, file)
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {})
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new Failure(
      `The report cannot be written to \`${file}\` (${String(error.code)})`,
      'Name another file, or look at its permissions',
    )
  }
}
