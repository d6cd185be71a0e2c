import { promises as fs } from 'node:fs'
import path from 'node:path'
import { Failure } from '../finding/failure.ts'
import { makeFolder } from './new-folder.ts'

/** The name and the first line that mark a folder as a cache. Source: bford.info/cachedir, "Cache Directory Tagging". */
const tagName = 'CACHEDIR.TAG'
const tagText = 'Signature: 8a477f597d28d172789f06886806bc55\n# Waymark keeps here what it can make again.\n'

/**
 * Makes the cache folder, marked as one.
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
  if (!entries.includes(tagName)) await writeTag(path.join(cache, tagName))
}

/** Never through a link that somebody put there: a folder may come with a stranger's change, or be shared. */
async function writeTag(file: string): Promise<void> {
  try {
    await fs.writeFile(file, tagText, { flag: 'wx' })
  } catch (error) {
    // Another process was quicker.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** Names in a folder; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await fs.readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
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
  const take = () => fs.writeFile(lock, String(process.pid), { flag: 'wx' }).then(() => true, ifExists)
  if (!(await take())) {
    const holder = Number(await fs.readFile(lock, 'utf8').catch(() => ''))
    if (holder > 0 && holder !== process.pid && isRunning(holder)) throw atWork(cache, holder)
    await fs.rm(lock, { force: true })
    if (!(await take())) throw atWork(cache, holder)
  }
  return () => fs.rm(lock, { force: true })
}

function ifExists(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
  throw error
}

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
