import { promises as fs, rmSync, type Stats } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { makeFolder } from './new-folder.ts'

/** What is left of others is removed after that: a process may still use it. */
const leftMs = 24 * 60 * 60 * 1000

/** Tells that all of a folder was written: the size of each of its files by its path. */
const sealName = 'complete.json'

/**
 * An absolute folder that is made once and kept under a name that says all it depends on. It is this user's alone: what
 * another may have written is not taken, and neither is what was not written to its end. `make` fills a new folder, which
 * gets the name when it is whole; others may make it at the same time. Undefined where nothing can be kept.
 */
export async function keptFolder(
  root: string,
  name: string,
  make: (fresh: string) => Promise<void>,
): Promise<string | undefined> {
  const folder = path.join(root, name)
  await removeLeft(root, name).catch(() => {})
  if (await isWhole(folder)) return folder
  try {
    // One that is not whole is of no use to anybody.
    await fs.rm(folder, { recursive: true, force: true })
    await makeFolder(root)
    await fill(await fs.mkdtemp(path.join(root, 'new-')), folder, make)
  } catch {
    // The disk may be full, or the place another user's; or another process was quicker.
  }
  return (await isWhole(folder)) ? folder : undefined
}

async function fill(fresh: string, folder: string, make: (fresh: string) => Promise<void>): Promise<void> {
  const remove = () => rmSync(fresh, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', remove)
  try {
    await make(fresh)
    await fs.writeFile(path.join(fresh, sealName), JSON.stringify(await sizesIn(fresh)))
    await fs.rename(fresh, folder)
  } finally {
    process.off('exit', remove)
    remove()
  }
}

async function removeLeft(root: string, name: string): Promise<void> {
  for (const left of await fs.readdir(root)) {
    const stats = left === name ? undefined : await statsOf(path.join(root, left))
    if (stats && Date.now() - stats.mtimeMs > leftMs) await fs.rm(path.join(root, left), { recursive: true })
  }
}

const seal = z.record(z.string(), z.number())

async function isWhole(folder: string): Promise<boolean> {
  const stats = await statsOf(folder)
  if (!stats?.isDirectory() || !isOwn(stats)) return false
  try {
    const sizes = Object.entries(seal.parse(JSON.parse(await fs.readFile(path.join(folder, sealName), 'utf8'))))
    const found = await Promise.all(sizes.map(([name]) => statsOf(path.join(folder, name))))
    return sizes.every(([, size], at) => found[at]?.isFile() && found[at].size === size)
  } catch {
    return false
  }
}

/** Whether nobody but this user can have written to a folder, or the administrator. Windows tells of neither by these. */
function isOwn({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0)
}

async function sizesIn(folder: string): Promise<Record<string, number>> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  const sizes = await Promise.all(files.map(async (file) => (await fs.stat(file)).size))
  return Object.fromEntries(files.map((file, at) => [path.relative(folder, file), sizes[at] ?? 0]))
}

async function statsOf(file: string): Promise<Stats | undefined> {
  return fs.lstat(file).catch(() => undefined)
}
