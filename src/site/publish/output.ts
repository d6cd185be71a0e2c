import { existsSync, promises as fs } from 'node:fs'
import path from 'node:path'
import type { Project } from '../../config/project.ts'
import { namesIn } from '../../files/cache-folder.ts'
import { isInside } from '../../files/inside.ts'
import { makeFolder } from '../../files/new-folder.ts'
import { realPath } from '../../files/real-path.ts'
import { Failure } from '../../finding/failure.ts'

/**
 * Refuses to replace a folder that holds anything but a built site: what is in it would be lost.
 *
 * @throws Failure with the folder and what is in the way
 */
export async function expectReplaceable(out: string, { root, guidebooks, cache }: Project): Promise<void> {
  const real = realPath(out) ?? out
  for (const [name, folder] of [
    ['project', root],
    ['guidebooks', guidebooks],
    ['cache', cache],
  ] as const) {
    if (!isInside(out, folder) && !isInside(real, realPath(folder) ?? folder)) continue
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
 * Puts a finished folder in the place of another: whole or not at all. The old one is moved aside and removed only
 * when the new one stands; a failure before that leaves it as it was, or puts it back.
 */
export async function replaceFolder(finished: string, out: string): Promise<void> {
  const parent = path.dirname(out)
  await makeFolder(parent)
  const mark = `${process.pid}-${Date.now().toString(36)}`
  const fresh = path.join(parent, `.${path.basename(out)}.new-${mark}`)
  const old = path.join(parent, `.${path.basename(out)}.old-${mark}`)
  try {
    await move(finished, fresh)
    const hadOld = await renameIfThere(out, old)
    try {
      await fs.rename(fresh, out)
    } catch (error) {
      if (hadOld) await fs.rename(old, out).catch(() => {})
      throw error
    }
  } catch (error) {
    await fs.rm(fresh, { recursive: true, force: true }).catch(() => {})
    throw error
  }
  await fs.rm(old, { recursive: true, force: true })
}

/** Between file systems a folder is copied. */
async function move(from: string, to: string): Promise<void> {
  try {
    await fs.rename(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    await fs.cp(from, to, { recursive: true })
    await fs.rm(from, { recursive: true, force: true })
  }
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await fs.rename(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
