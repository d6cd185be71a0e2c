import { randomUUID } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'

/** The beginning of a file's own name, which some file systems limit to 255 bytes. */
const longestName = 40

/**
 * Puts a text in the place of a file, whole or not at all: it is written beside it, and then takes its place. `prepare`
 * is given the new file before that, such as to give it the rights of the old one.
 */
export async function writeWhole(
  file: string,
  text: string | Uint8Array,
  prepare: (fresh: string) => Promise<void> = async () => {},
): Promise<void> {
  const fresh = path.join(path.dirname(file), `.${path.basename(file).slice(0, longestName)}.${randomUUID()}`)
  try {
    await fs.writeFile(fresh, text, { flag: 'wx' })
    await prepare(fresh)
    await fs.rename(fresh, file)
  } catch (error) {
    await fs.rm(fresh, { force: true }).catch(() => {})
    throw error
  }
}

/**
 * As `writeWhole`, for a path that a user names: a device or a pipe, such as `/dev/stdout`, is written to and stays what
 * it is, as does a symbolic link.
 */
export async function writeOutput(file: string, text: string): Promise<void> {
  const stats = await fs.stat(file).catch(ignoreMissing)
  if (!stats) return writeWhole(file, text)
  if (!stats.isFile()) return fs.writeFile(file, text)
  // What was for few must not become for all.
  await writeWhole(await fs.realpath(file), text, (fresh) => fs.chmod(fresh, stats.mode & 0o777))
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
}
