import { dirname, resolve } from 'node:path'
import type { StatusSnapshot } from '../../../checks/probes/verdict.ts'
import type { Output } from '../../../checks/reporters/registry.ts'
import { makeFolder } from '../../config/new-folder.ts'
import { writeOutput } from '../../config/whole-file.ts'
import { Failure } from '../../guidebook/failure.ts'
import { hasColors } from '../colors.ts'
import type { ProbeReporter } from './formats.ts'
import { snapshotText } from './snapshot.ts'

/** Writes the verdicts in each of their formats, into files and to the terminal. */
export async function printVerdicts(
  snapshot: StatusSnapshot,
  outputs: readonly Output<ProbeReporter>[],
  snapshotFile: string | undefined,
): Promise<void> {
  const { columns } = process.stdout
  for (const { reporter, file } of outputs) {
    if (file !== undefined) await writeResult(resolve(file), reporter(snapshot, { color: false }))
    else {
      const text = reporter(snapshot, { color: hasColors(process.stdout), ...(process.stdout.isTTY && { columns }) })
      await new Promise((done) => process.stdout.write(text, done))
    }
  }
  if (snapshotFile !== undefined) await writeResult(resolve(snapshotFile), snapshotText(snapshot))
}

/** Makes the folders on the way, too. */
async function writeResult(file: string, text: string): Promise<void> {
  try {
    await makeFolder(dirname(file))
    await writeOutput(file, text)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    // A reader of a pipe that has seen enough is no fault.
    if (error.code === 'EPIPE') return
    throw new Failure(
      `The result cannot be written to \`${file}\` (${String(error.code)})`,
      'Name another file, or look at its permissions',
    )
  }
}
