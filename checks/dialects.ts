import { posix } from 'node:path'
import type { FileTree } from '../src/files/file-tree.ts'
import type { Dialect } from '../src/guidebook/dialects/dialect.ts'
import { dialects, isWithin } from '../src/guidebook/dialects/registry.ts'
import { parentOf } from '../src/guidebook/tree.ts'

/** No configuration is longer. */
const mostBytes = 1_000_000

/** Another generator, whose rules hold for some pages. */
export interface DetectedDialect {
  dialect: Dialect
  /** Its configuration, a file or folder, relative to the tree. */
  path: string
  /** Where those pages stand, relative to the tree. */
  folders: readonly string[]
}

/** By which rules the pages of a tree are written: each folder is looked at once. */
export class Dialects {
  readonly #tree: FileTree
  readonly #byFolder = new Map<string, Promise<DetectedDialect | undefined>>()

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  /**
   * The generator of a page, by the nearest folder above that configures one for it; where folders in each other have
   * the same, by the outermost. None where GitHub's rules hold.
   */
  async detect(page: string): Promise<DetectedDialect | undefined> {
    let nearest: DetectedDialect | undefined
    for (let folder = page; folder !== ''; ) {
      folder = parentOf(folder)
      const detected = await this.#detectIn(folder)
      if (!detected || !isWithin(page, detected.folders)) continue
      if (nearest === undefined || nearest.dialect === detected.dialect) nearest = detected
    }
    return nearest
  }

  #detectIn(folder: string): Promise<DetectedDialect | undefined> {
    const known = this.#byFolder.get(folder) ?? this.#readFolder(folder)
    this.#byFolder.set(folder, known)
    return known
  }

  async #readFolder(folder: string): Promise<DetectedDialect | undefined> {
    const names = new Set(await this.#tree.names(folder))
    for (const dialect of dialects) {
      const marker = dialect.sign(names, folder === '')
      if (marker === undefined) continue
      const path = posix.join(folder, marker)
      const bytes = (await this.#tree.kind(path)) === 'file' ? await this.#tree.read(path) : undefined
      const text = bytes ? Buffer.from(bytes.subarray(0, mostBytes)).toString('utf8') : ''
      return { dialect, path, folders: dialect.folders(marker, text).map((one) => posix.join(folder, one)) }
    }
    return undefined
  }
}
