import { posix } from 'node:path'
import type { FileTree } from '../../files/file-tree.ts'
import { parentOf } from '../tree.ts'
import type { Dialect, DialectName } from './dialect.ts'
import { dialects, isWithin } from './registry.ts'

/** No configuration is longer. */
const mostBytes = 1_000_000

/** Another generator, whose rules hold for some pages. */
export interface DetectedDialect {
  dialect: Dialect
  /** Its configuration, a file or folder, relative to the tree. */
  path: string
  /** The text of its configuration; empty where that is a folder. */
  text: string
  /** Where those pages stand, relative to the tree. */
  folders: readonly string[]
}

/** By which rules the pages of a tree are written: each folder is looked at once. */
export class DialectDetector {
  readonly #tree: FileTree
  readonly #candidates: readonly Dialect[]
  readonly #chains = new Map<string, Promise<DetectedDialect[]>>()
  readonly #byFolder = new Map<string, Promise<DetectedDialect | undefined>>()

  /** With `only`, no other dialect is looked for. */
  constructor(tree: FileTree, only?: DialectName) {
    this.#tree = tree
    this.#candidates = only === undefined ? dialects : dialects.filter(({ name }) => name === only)
  }

  /**
   * The generator of a page, by the nearest folder above that configures one for it; where folders in each other have
   * the same, by the outermost. None where GitHub's rules hold.
   */
  async detect(page: string): Promise<DetectedDialect | undefined> {
    const [nearest, ...others] = (await this.#above(parentOf(page))).filter(({ folders }) => isWithin(page, folders))
    return others.findLast(({ dialect }) => dialect === nearest?.dialect) ?? nearest
  }

  /** All that configure something above what stands in a folder, the nearest first: asked once for each folder. */
  #above(folder: string): Promise<DetectedDialect[]> {
    const known = this.#chains.get(folder) ?? this.#chainOf(folder)
    this.#chains.set(folder, known)
    return known
  }

  async #chainOf(folder: string): Promise<DetectedDialect[]> {
    const [own, above] = await Promise.all([this.detectIn(folder), folder === '' ? [] : this.#above(parentOf(folder))])
    return own ? [own, ...above] : above
  }

  /** The generator that a folder itself configures. */
  detectIn(folder: string): Promise<DetectedDialect | undefined> {
    const known = this.#byFolder.get(folder) ?? this.#readFolder(folder)
    this.#byFolder.set(folder, known)
    return known
  }

  async #readFolder(folder: string): Promise<DetectedDialect | undefined> {
    const names = new Set(await this.#tree.names(folder))
    for (const dialect of this.#candidates) {
      const sign = dialect.sign(names, folder === '')
      if (sign === undefined) continue
      const path = posix.join(folder, sign)
      const bytes = (await this.#tree.kind(path)) === 'file' ? await this.#tree.read(path) : undefined
      const text = bytes ? Buffer.from(bytes.subarray(0, mostBytes)).toString('utf8') : ''
      const folders = dialect.folders(sign, text).map((one) => posix.join(folder, one))
      // A configuration without folders of pages is one of something else.
      if (folders.length > 0) return { dialect, path, text, folders }
    }
    return undefined
  }
}
