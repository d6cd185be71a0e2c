import path from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../../files/new-folder.ts'
import { PackFile } from '../../files/pack-file.ts'
import { fragmentListAddress, sortedAddresses } from '../../widgets/search/text-index.ts'
import {
  type IndexFiles,
  type IndexPart,
  mergeTextIndexes,
  type PageFacts,
  readTextIndex,
  type TextIndex,
  textIndexFiles,
} from '../search/text-index-files.ts'

const keysSchema = z.record(z.string(), z.string())

const contentsSchema = z.object({
  /** The names of the files. Nothing of it leads out of a folder. */
  files: z.array(z.string().regex(/^(?:\w+\/)?\w[\w-]*\.[\w.-]+$/)),
  /** What is known of each page: its address, the name of its fragment, and the names of its fields. */
  pages: z.array(z.tuple([z.string(), z.string(), z.array(z.string())])),
})

/** Under these names stands what is known of the files, which stand under their own: each has a dot. */
const names = { keys: 'keys', contents: 'contents' } as const

const listFile = path.basename(fragmentListAddress)

/** A search index that was made: its files, and the pages that are in it. */
export interface MadeIndex extends Pick<TextIndex, 'pages'> {
  files: IndexFiles
}

/** The search index of the last build, with a key of each of its pages, by their addresses. */
export class KeptIndex {
  readonly #cache: string
  readonly #pack: PackFile
  /** Undefined where nothing is kept, or it is damaged. */
  readonly #keys: Readonly<Record<string, string>> | undefined
  /** The files that were read. */
  #read: IndexFiles = new Map()

  private constructor(cache: string, pack: PackFile) {
    this.#cache = cache
    this.#pack = pack
    this.#keys = contentOf(pack, names.keys, keysSchema)
  }

  /** Looks into the folder that keeps it; what cannot be read is as if it were not there. */
  static async open(cache: string): Promise<KeptIndex> {
    return new KeptIndex(cache, await PackFile.open(cache))
  }

  /** The files of the index of pages with these keys, where it is kept as a whole. */
  find(keys: Readonly<Record<string, string>>): IndexFiles | undefined {
    return JSON.stringify(keys) === JSON.stringify(this.#keys) ? this.#readAll()?.files : undefined
  }

  /** Whether a page was in it as it is now. */
  has(address: string, key: string | undefined): boolean {
    return (
      key !== undefined && this.#keys !== undefined && Object.hasOwn(this.#keys, address) && this.#keys[address] === key
    )
  }

  /** Of the index that is kept, those pages that are as they were; `undefined` where none is, or it is damaged. */
  unchanged(keys: Readonly<Record<string, string>>): IndexPart | undefined {
    const kept = this.#keys && this.#readAll()
    if (!kept) return undefined
    try {
      const index = readTextIndex(kept.files, kept.facts)
      return { index, isWanted: (address) => this.has(address, keys[address]) }
    } catch {
      return undefined
    }
  }

  /** Keeps an index in the place of the one before. Of that, what was read from here is here. */
  async keep({ files, pages }: MadeIndex, keys: Readonly<Record<string, string>>): Promise<void> {
    const contents: z.infer<typeof contentsSchema> = {
      files: [...files.keys()],
      pages: pages.map(({ address, fragment, fields }) => [address, fragment, fields]),
    }
    await makeFolder(this.#cache)
    for (const [name, bytes] of files) if (this.#read.get(name) !== bytes) this.#pack.add(name, bytes)
    this.#pack.add(names.contents, Buffer.from(JSON.stringify(contents)))
    this.#pack.add(names.keys, Buffer.from(JSON.stringify(keys)))
    await this.#pack.save((name) => files.has(name) || name === names.contents || name === names.keys)
  }

  /** To be called in any case; what it has said of keys holds. */
  close(): void {
    this.#pack.close()
  }

  /** With what is known of fragments, by their names. */
  #readAll(): { files: IndexFiles; facts: ReadonlyMap<string, PageFacts> } | undefined {
    const contents = contentOf(this.#pack, names.contents, contentsSchema)
    if (!contents) return undefined
    const files = new Map<string, Uint8Array>()
    for (const name of contents.files) {
      const bytes = this.#pack.read(name)
      if (!bytes) return undefined
      files.set(name, bytes)
    }
    this.#read = files
    const facts = contents.pages.map(([address, fragment, fields]) => [fragment, { address, fields }] as const)
    return { files, facts: new Map(facts) }
  }
}

/** What cannot be read is as if it were not there. */
function contentOf<T>(pack: PackFile, name: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(pack.read(name)?.toString() ?? ''))
  } catch {
    return undefined
  }
}

/**
 * The index of all pages with these keys, out of what is known of them in parts; `undefined` where these do not fit together.
 * Results name the fragments of pages, and the index of names has their addresses: a list tells which are whose.
 */
export function indexOf(parts: readonly IndexPart[], keys: Readonly<Record<string, string>>): MadeIndex | undefined {
  const index = mergeTextIndexes(parts)
  if (!index) return undefined
  const fragments = new Map(index.pages.map(({ address, fragment }) => [address, fragment]))
  // Of an address that is not in the index, the list says nothing.
  const list = sortedAddresses(Object.keys(keys)).map((address) => fragments.get(address) ?? '')
  const files = textIndexFiles(index).set(listFile, Buffer.from(`${JSON.stringify(list)}\n`))
  return { files, pages: index.pages }
}
