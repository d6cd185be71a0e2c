import { randomUUID } from 'node:crypto'
import { link, lstat, open, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { withCleanup } from './cleanup.ts'
import { makeFolder } from './new-folder.ts'

/** What became of a file: `kept` is one that was there before, whatever it holds. */
export type NewFileOutcome = 'written' | 'kept'

/** Writes a file, with its folders, unless something has its name. It appears whole or not at all. Rejects with Node's own error. */
export async function writeNewFile(path: string, text: string): Promise<NewFileOutcome> {
  if (await isTaken(path)) return 'kept'
  await makeFolder(dirname(path))
  const draft = join(dirname(path), `.waymark-${randomUUID()}`)
  const write = async () => {
    await writeFile(draft, text, { flag: 'wx' })
    return publish(draft, path, text)
  }
  return withCleanup(write, () => rm(draft, { force: true }))
}

/** A broken link has the name too, and writing through it would put the file elsewhere. */
async function isTaken(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return false
    throw error
  }
}

/** A hard link, unlike a rename, never replaces a file that came in between. */
async function publish(draft: string, path: string, text: string): Promise<NewFileOutcome> {
  try {
    await link(draft, path)
    return 'written'
  } catch (error) {
    if (hasCode(error, ['EEXIST'])) return 'kept'
    // FAT and some network shares know no hard links.
    if (hasCode(error, ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])) return writeInPlace(path, text)
    throw error
  }
}

async function writeInPlace(path: string, text: string): Promise<NewFileOutcome> {
  const handle = await open(path, 'wx').catch((error: unknown) => {
    if (hasCode(error, ['EEXIST'])) return undefined
    throw error
  })
  if (!handle) return 'kept'
  try {
    await withCleanup(
      () => handle.writeFile(text),
      () => handle.close(),
    )
    return 'written'
  } catch (error) {
    // Half a file would be kept by the next run.
    await rm(path, { force: true }).catch(() => {})
    throw error
  }
}

/** Whether it is Node's own error of one of these codes, such as `ENOENT`. */
export function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
}
