import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Failure } from '../finding/failure.ts'

/**
 * Makes a folder and those above it, unless they are there. Node's own `recursive` never ends where the system lets
 * nobody make one, as under `/proc`. Rejects with Node's own error.
 *
 * @throws Failure where no folder can be made
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await makeOne(folder)) return
  const above = dirname(folder)
  if (!(await isFolder(above))) await makeFolder(above)
  if (await makeOne(folder)) return
  throw new Failure(
    `Cannot make the folder \`${folder}\`, expected a place where the system lets folders be made`,
    'Name a folder elsewhere',
  )
}

/** Returns whether it is there now; false where it lacks the folder above. */
async function makeOne(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code === 'ENOENT' && dirname(folder) !== folder) return false
    if (await isFolder(folder)) return true
    throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
}
