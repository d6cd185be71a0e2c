import { posix } from 'node:path'
import type { FileTree } from '../src/files/file-tree.ts'
import type { Dialect } from '../src/guidebook/dialects/dialect.ts'
import { dialects, isWithin } from '../src/guidebook/dialects/registry.ts'
import { parentOf } from '../src/guidebook/tree.ts'

/** No configuration is longer. */
const mostBytes = 1_000_000

/** What tells that another generator's rules hold for some pages. */
export interface Sign {
  dialect: Dialect
  /** The file or folder that tells it, relative to the tree. */
  path: string
  /** Where the pages stand that it is about, relative to the tree. */
  folders: readonly string[]
}

/** By which rules the pages of a tree are written: each folder is looked at once. */
export class Dialects {
  readonly #tree: FileTree
  readonly #signs = new Map<string, Promise<Sign | undefined>>()

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  /**
   * What is told of a page, by the nearest folder above that says something of it; of folders in each other that say the
   * same, by the outermost. None where GitHub's rules hold.
   */
  async of(page: string): Promise<Sign | undefined> {
    let found: Sign | undefined
    for (let folder = page; folder !== ''; ) {
      folder = parentOf(folder)
      const sign = await this.#signIn(folder)
      if (!sign || !isWithin(page, sign.folders)) continue
      if (found === undefined || found.dialect === sign.dialect) found = sign
    }
    return found
  }

  #signIn(folder: string): Promise<Sign | undefined> {
    const known = this.#signs.get(folder) ?? this.#look(folder)
    this.#signs.set(folder, known)
    return known
  }

  async #look(folder: string): Promise<Sign | undefined> {
    const names = new Set(await this.#tree.names(folder))
    for (const dialect of dialects) {
      const sign = dialect.sign(names, folder === '')
      if (sign === undefined) continue
      const path = posix.join(folder, sign)
      const bytes = (await this.#tree.kind(path)) === 'file' ? await this.#tree.read(path) : undefined
      const text = bytes ? Buffer.from(bytes.subarray(0, mostBytes)).toString('utf8') : ''
      return { dialect, path, folders: dialect.folders(sign, text).map((one) => posix.join(folder, one)) }
    }
    return undefined
  }
}
