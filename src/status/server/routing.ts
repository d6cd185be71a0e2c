import { realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** What stands in a served folder under a path; `path` has no symbolic link left in it. */
interface Entry {
  kind: 'file' | 'folder'
  path: string
}

/** Finds what `names` lead to in `folder`. Hidden names, special files and links that leave the folder are as good as missing. */
export async function locate(folder: string, names: readonly string[]): Promise<Entry | undefined> {
  if (names.includes('') || names.some(isHidden)) return undefined
  for (const path of spellings(join(...names))) {
    const entry = await entryAt(folder, path)
    if (entry) return entry
  }
  return undefined
}

/** The path as asked, then composed and decomposed: an accent typed on one system may be stored the other way on the next. */
function spellings(path: string): Set<string> {
  return new Set([path, path.normalize('NFC'), path.normalize('NFD')])
}

async function entryAt(folder: string, path: string): Promise<Entry | undefined> {
  try {
    // The folder is resolved each time: a deployment may swap the link that it is.
    const [root, target] = await Promise.all([realpath(folder), realpath(join(folder, path))])
    if (!isInside(root, target)) return undefined
    const stats = await stat(target)
    if (stats.isDirectory()) return { kind: 'folder', path: target }
    return stats.isFile() ? { kind: 'file', path: target } : undefined
  } catch (error) {
    if (isAbsence(error)) return undefined
    throw error
  }
}

function isInside(root: string, target: string): boolean {
  if (target === root) return true
  const names = relative(root, target).split(sep)
  return target.startsWith(root.endsWith(sep) ? root : root + sep) && !names.some(isHidden)
}

/** RFC 8615 keeps `.well-known` for what must be public; every other dotfile is private. */
function isHidden(name: string): boolean {
  return name.startsWith('.') && name !== '.well-known'
}

const absences = new Set<unknown>(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'])

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && absences.has(error.code)
}
