import { randomUUID } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { Failure } from '../finding/failure.ts'
import { hasCode, writeNewFile } from './new-file.ts'
import { makeFolder } from './new-folder.ts'

/** The name and the first line that mark a folder as a cache. Source: bford.info/cachedir, "Cache Directory Tagging". */
const tagName = 'CACHEDIR.TAG'
const tagText = 'Signature: 8a477f597d28d172789f06886806bc55\n# Waymark keeps here what it can make again.\n'

/**
 * Makes the cache folder, marked as one. Links in it and in its folders are taken away: it may come with a stranger's
 * change, and what is written there, or removed as outdated, would be somewhere else.
 *
 * @throws Failure where the folder holds something else
 */
export async function markCache(cache: string): Promise<void> {
  await makeFolder(cache)
  const entries = await namesIn(cache)
  if (entries.length > 0 && !entries.includes(tagName)) {
    throw new Failure(
      `Unexpected files in \`${cache}\`, expected an empty folder or a cache of Waymark`,
      'Name a folder of its own with `--cache DIR`',
    )
  }
  const folders = await removeLinks(cache)
  await Promise.all(folders.map(removeLinks))
  await writeTag(path.join(cache, tagName))
}

/** Returns the folders that are there in truth. */
async function removeLinks(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => [])
  const links = entries.filter((entry) => entry.isSymbolicLink())
  await Promise.all(links.map(({ name }) => fs.rm(path.join(folder, name), { force: true })))
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name))
}

/** Unless it is there, and never through a link that somebody put there meanwhile: a folder may be shared. */
async function writeTag(file: string): Promise<void> {
  try {
    await fs.writeFile(file, tagText, { flag: 'wx' })
  } catch (error) {
    if (!hasCode(error, ['EEXIST'])) throw error
  }
}

/** Names in a folder; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await fs.readdir(folder)
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return []
    throw error
  }
}

/**
 * Takes a cache for one build. Returns what gives it free again. A build that was killed does not hold it.
 *
 * @throws Failure where another build is at work
 */
export async function lockCache(cache: string): Promise<() => Promise<void>> {
  const lock = path.join(cache, 'build.lock')
  // Whole from the first moment: one without a number would be taken for what a killed build has left.
  const take = async () => (await writeNewFile(lock, String(process.pid))) === 'written'
  while (!(await take())) {
    const written = await readText(lock)
    const holder = Number(written)
    if (holder > 0 && holder !== process.pid && isRunning(holder)) throw atWork(cache, holder)
    await removeLeft(lock, written)
  }
  return () => fs.rm(lock, { force: true })
}

/** Takes away a lock that a killed build has left, unless another build has done so meanwhile: its own lock stays. */
async function removeLeft(lock: string, written: string): Promise<void> {
  const aside = `${lock}-${randomUUID()}`
  try {
    await fs.rename(lock, aside)
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return
    throw error
  }
  const moved = await readText(aside)
  if (moved !== written) await writeNewFile(lock, moved)
  await fs.rm(aside, { force: true })
}

/** Empty where there is none. */
const readText = (file: string) => fs.readFile(file, 'utf8').catch(() => '')

function atWork(cache: string, holder: number): Failure {
  return new Failure(
    `Another build is at work in \`${cache}\` (process ${holder})`,
    'Wait for its end, or name another folder with `--cache DIR`',
  )
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
