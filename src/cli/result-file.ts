import { dirname } from 'node:path'
import { makeFolder } from '../files/new-folder.ts'
import { writeOutput } from '../files/whole-file.ts'
import { Failure } from '../finding/failure.ts'

/**
 * Writes what a command was asked for, a `report` or the like, into an absolute file; makes the folders on the way, too.
 *
 * @throws Failure where it cannot be written
 */
export async function writeResult(what: string, file: string, text: string): Promise<void> {
  try {
    await makeFolder(dirname(file))
    await writeOutput(file, text)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    // A reader of a pipe that has seen enough is no fault.
    if (error.code === 'EPIPE') return
    throw new Failure(
      `The ${what} cannot be written to \`${file}\` (${String(error.code)})`,
      'Name another file, or look at its permissions',
    )
  }
}
