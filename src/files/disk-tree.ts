import { promises as fs } from 'node:fs'
import path from 'node:path'
import { Disclosure, type Refusal } from './disclosure.ts'
import { type FileTree, longestPath } from './file-tree.ts'
import { isInside } from './inside.ts'

const mostBytes = 20_000_000

type EntryKind = 'file' | 'folder'

/** A folder of the disk, as it was when each part was first looked at. Symbolic links count as what they lead to, inside of the folder. */
export class DiskTree implements FileTree {
  readonly #root: string
  readonly #disclosure: Disclosure
  readonly #folders = new Map<string, Promise<Map<string, EntryKind>>>()

  /** `root` is absolute. */
  constructor(root: string, disclosure = new Disclosure({ repository: root })) {
    this.#root = root
    this.#disclosure = disclosure
  }

  async kind(file: string): Promise<EntryKind | undefined> {
    const plain = normalized(file)
    if (plain === undefined) return undefined
    if (plain === '') return 'folder'
    // Each folder on the way is looked at too: the disk may not care for the case of its name.
    const parent = path.posix.dirname(plain)
    const above = parent === '.' ? 'folder' : await this.kind(parent)
    if (above !== 'folder') return undefined
    return (await this.#entries(parent === '.' ? '' : parent)).get(path.posix.basename(plain))
  }

  async names(folder: string): Promise<string[]> {
    const plain = normalized(folder)
    if (plain === undefined || (await this.kind(plain)) !== 'folder') return []
    return [...(await this.#entries(plain)).keys()]
  }

  async refusal(file: string, folder: string): Promise<Refusal | undefined> {
    const plain = normalized(file)
    if (plain === undefined) return 'outside'
    return this.#disclosure.refuseLink(path.join(this.#root, plain), path.join(this.#root, folder))
  }

  async realPath(file: string): Promise<string | undefined> {
    const plain = normalized(file)
    if (plain === undefined || (await this.kind(plain)) === undefined) return undefined
    const [root, real] = await Promise.all([fs.realpath(this.#root), fs.realpath(path.join(this.#root, plain))])
    return isInside(root, real) ? path.relative(root, real).split(path.sep).join('/') : undefined
  }

  async read(file: string): Promise<Uint8Array | undefined> {
    const plain = normalized(file)
    if (plain === undefined || (await this.kind(plain)) !== 'file') return undefined
    const absolute = path.join(this.#root, plain)
    if (!(await this.#mayBeRead(absolute, plain))) return undefined
    const size = await fs.stat(absolute).then(
      ({ size }) => size,
      () => Number.POSITIVE_INFINITY,
    )
    return size > mostBytes ? undefined : fs.readFile(absolute).catch(() => undefined)
  }

  /** A file of settings may have a name that begins with a dot, but no link leads to one. */
  async #mayBeRead(absolute: string, plain: string): Promise<boolean> {
    const found = this.#disclosure.find(absolute)
    if ('real' in found) return true
    if (found.refusal !== 'hidden' && found.refusal !== 'ignored') return false
    const [root, real] = await Promise.all([fs.realpath(this.#root), fs.realpath(absolute)])
    return real === path.join(root, plain)
  }

  #entries(folder: string): Promise<Map<string, EntryKind>> {
    const known = this.#folders.get(folder) ?? this.#list(folder)
    this.#folders.set(folder, known)
    return known
  }

  async #list(folder: string): Promise<Map<string, EntryKind>> {
    const absolute = path.join(this.#root, folder)
    const entries = await fs.readdir(absolute, { withFileTypes: true }).catch(() => [])
    const found = new Map<string, EntryKind>()
    for (const entry of entries) {
      if (entry.isDirectory()) found.set(entry.name, 'folder')
      else if (entry.isFile()) found.set(entry.name, 'file')
      else if (entry.isSymbolicLink()) {
        const kind = await this.#linked(path.join(absolute, entry.name))
        if (kind) found.set(entry.name, kind)
      }
    }
    return found
  }

  async #linked(link: string): Promise<EntryKind | undefined> {
    try {
      const [root, target] = await Promise.all([fs.realpath(this.#root), fs.realpath(link)])
      if (!isInside(root, target)) return undefined
      const stats = await fs.stat(target)
      return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : undefined
    } catch {
      return undefined
    }
  }
}

/** Without `.` and `..`; `undefined` for what leaves the tree. */
function normalized(file: string): string | undefined {
  if (file.length > longestPath || file.includes('\0')) return undefined
  const plain = path.posix.normalize(`./${file}`).replace(/\/$/, '').replace(/^\.$/, '')
  return plain === '..' || plain.startsWith('../') || plain.startsWith('/') ? undefined : plain
}
