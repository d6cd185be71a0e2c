import { promises as fs } from 'node:fs'
import path from 'node:path'
import { makeFolder } from '../../files/new-folder.ts'

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
