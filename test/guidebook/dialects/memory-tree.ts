import { Buffer } from 'node:buffer'
import type { FileTree } from '../../../src/files/file-tree.ts'

/** A repository of texts, by their paths. */
export class MemoryTree implements FileTree {
  readonly #files: ReadonlyMap<string, string>

  constructor(files: Readonly<Record<string, string>>) {
    this.#files = new Map(Object.entries(files))
  }

  async kind(path: string): Promise<'file' | 'folder' | undefined> {
    if (this.#files.has(path)) return 'file'
    return this.below(path).length > 0 ? 'folder' : undefined
  }

  async names(folder: string): Promise<string[]> {
    return [...new Set(this.below(folder).map((path) => path.split('/')[0] ?? ''))]
  }

  async refusal(): Promise<undefined> {
    return undefined
  }

  async realPath(path: string): Promise<string | undefined> {
    return (await this.kind(path)) && path
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const text = this.#files.get(path)
    return text === undefined ? undefined : Buffer.from(text)
  }

  text(path: string): string {
    return this.#files.get(path) ?? ''
  }

  /** All files below a folder, relative to it. */
  below(folder: string): string[] {
    const start = folder === '' ? '' : `${folder}/`
    return [...this.#files.keys()].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length))
  }
}
