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
