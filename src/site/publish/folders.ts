import { existsSync, promises as fs } from 'node:fs'
import path from 'node:path'
import type { Project } from '../../config/project.ts'
import { namesIn } from '../../files/cache-folder.ts'
import { isInside } from '../../files/inside.ts'
import { Failure } from '../../finding/failure.ts'

/**
 * Refuses to replace a folder that holds anything but a built site: what is in it would be lost.
 *
 * @throws Failure with the folder and what is in the way
 */
export async function expectReplaceable(out: string, { root, guidebooks, cache }: Project): Promise<void> {
  const real = await realPath(out)
  for (const [name, folder] of [
    ['project', root],
    ['guidebooks', guidebooks],
    ['cache', cache],
  ] as const) {
    if (!isInside(out, folder) && !isInside(real, await realPath(folder))) continue
    throw new Failure(
      `Unexpected output folder \`${out}\`, expected one that does not hold the ${name}`,
      'The folder is replaced as a whole: name another with `--out DIR`',
    )
  }
  const entries = await namesIn(out)
  const isSite = existsSync(path.join(out, '_waymark', 'site.json'))
  if (entries.length === 0 || (isSite && !entries.includes('.git'))) return
  throw new Failure(
    `Unexpected files in \`${out}\`, expected an empty folder or a built site`,
    'The folder is replaced as a whole: empty it, or name another with `--out DIR`',
  )
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

/** Where a path leads through symbolic links; itself where it does not exist yet. */
function realPath(file: string): Promise<string> {
  return fs.realpath(file).catch(() => file)
}
