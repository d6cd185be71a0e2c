import { type Cache, MemoryCache } from '../../src/files/section-cache.ts'
import type { ConfigurationFiles } from '../../src/inventory/configuration-files.ts'
import { type Entry, nameOfEntry } from '../../src/inventory/entry.ts'
import { type Inventory, openInventory } from '../../src/inventory/inventory.ts'
import { unknownPast } from '../../src/inventory/past.ts'

type Files = Readonly<Record<string, string | Uint8Array | number>>

/** Files that are written down in a test; a number is the size of one that is too large to be read. */
export class WrittenFiles implements ConfigurationFiles {
  readonly name = 'written'
  readonly #files: Files

  constructor(files: Files) {
    this.#files = files
  }

  async list(): Promise<string[]> {
    return Object.keys(this.#files)
  }

  /** What is written down is always read. */
  versions(files: readonly string[]): undefined[] {
    return files.map(() => undefined)
  }

  async read(files: readonly string[]): Promise<(Uint8Array | number | undefined)[]> {
    return files.map((file) => {
      const content = this.#files[file]
      return typeof content === 'string' ? Buffer.from(content) : content
    })
  }
}

/** The inventory of a few files. */
export function read(
  files: Files,
  options: { cache?: Cache; include?: string[]; exclude?: string[] } = {},
): Promise<Inventory> {
  return openInventory({
    files: new WrittenFiles(files),
    cache: new MemoryCache(),
    signal: new AbortController().signal,
    past: async () => unknownPast,
    ...options,
  }).read()
}

/** `host shop.acme.dev (route: shop) 3:5`, one an entry; its place is what an editor would select. */
export function row(entry: Entry): string {
  const detail = entry.kind === 'host' ? ` (${[entry.role, ...entry.names].join(' ')})` : ''
  return `${entry.kind} ${nameOfEntry(entry)}${detail} ${entry.line}:${entry.column}`
}
