import { createHash } from 'node:crypto'
import { existsSync, promises as fs, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../../files/new-folder.ts'
import { writeWhole } from '../../files/whole-file.ts'
import { fragmentListAddress, sortedAddresses } from '../../widgets/search/text-index.ts'
import {
  type IndexFiles,
  type IndexPart,
  mergeTextIndexes,
  readTextIndex,
  type TextIndex,
  textIndexFiles,
} from '../search/text-index-files.ts'

const keysSchema = z.record(z.string(), z.string())

/** What stands before the bytes of the files, on one line. */
const headSchema = z.object({
  /** The name and the size of each file, in bytes. Nothing of it leads out of a folder. */
  files: z.array(z.tuple([z.string().regex(/^(?:\w+\/)?\w[\w.-]*$/), z.int().nonnegative()])),
  /** What is known of each page: its address, the name of its fragment, and the names of its fields. */
  pages: z.array(z.tuple([z.string(), z.string(), z.array(z.string())])),
})

const listFile = path.basename(fragmentListAddress)

/** A search index that was made: its files, and the pages that are in it. */
export interface MadeIndex extends Pick<TextIndex, 'pages'> {
  files: IndexFiles
}

/** The search index of the last build, in one file, with a key of each of its pages, by their addresses. */
export class KeptIndex {
  readonly #cache: string
  readonly #keys: Readonly<Record<string, string>>

  private constructor(cache: string, keys: Record<string, string>) {
    this.#cache = cache
    this.#keys = keys
  }

  /** Looks into the folder that keeps it; what cannot be read is as if it were not there. */
  static async open(cache: string): Promise<KeptIndex> {
    const text = await fs.readFile(keysFile(cache), 'utf8').catch(() => '')
    return new KeptIndex(cache, parsed(text, keysSchema) ?? {})
  }

  /** The files of the index of pages with these keys, where it is kept as a whole. */
  find(keys: Readonly<Record<string, string>>): IndexFiles | undefined {
    return this.#unpack(keys)?.files
  }

  /** Whether a page was in it as it is now. */
  has(address: string, key: string | undefined): boolean {
    return key !== undefined && Object.hasOwn(this.#keys, address) && this.#keys[address] === key
  }

  /** Of the index that is kept, those pages that are as they were; `undefined` where none is, or it is damaged. */
  unchanged(keys: Readonly<Record<string, string>>): IndexPart | undefined {
    const kept = this.#unpack(this.#keys)
    if (!kept) return undefined
    try {
      const index = readTextIndex(kept.files, kept.facts)
      return { index, isWanted: (address) => this.has(address, keys[address]) }
    } catch {
      return undefined
    }
  }

  /** Keeps an index in the place of the one before. */
  async keep({ files, pages }: MadeIndex, keys: Readonly<Record<string, string>>): Promise<void> {
    // Without its keys, what is half done is nothing.
    await fs.rm(keysFile(this.#cache), { force: true })
    await makeFolder(this.#cache)
    const names = await fs.readdir(this.#cache)
    const head: z.infer<typeof headSchema> = {
      files: Array.from(files, ([name, bytes]) => [name, bytes.length]),
      pages: pages.map(({ address, fragment, fields }) => [address, fragment, fields]),
    }
    const packed = packOf(this.#cache, keys)
    await writeWhole(packed, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...files.values()]))
    const old = names.filter((name) => name !== path.basename(packed))
    await Promise.all(old.map((name) => fs.rm(path.join(this.#cache, name), { recursive: true, force: true })))
    await fs.writeFile(keysFile(this.#cache), JSON.stringify(keys))
  }

  #unpack(keys: Readonly<Record<string, string>>): Unpacked | undefined {
    const packed = packOf(this.#cache, keys)
    return existsSync(packed) ? unpacked(packed) : undefined
  }
}

interface Unpacked {
  files: IndexFiles
  /** By the names of fragments. */
  facts: ReadonlyMap<string, Pick<TextIndex['pages'][number], 'address' | 'fields'>>
}

/** What cannot be read is as if it were not there. */
function unpacked(file: string): Unpacked | undefined {
  const bytes = readFileSync(file)
  let at = bytes.indexOf('\n') + 1
  const head = parsed(bytes.toString('utf8', 0, at), headSchema)
  const size = head?.files.reduce((sum, [, length]) => sum + length, at)
  if (!head || size !== bytes.length) return undefined
  const files = head.files.map(([name, length]) => {
    at += length
    return [name, bytes.subarray(at - length, at)] as const
  })
  const facts = head.pages.map(([address, fragment, fields]) => [fragment, { address, fields }] as const)
  return { files: new Map(files), facts: new Map(facts) }
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

/** Where an index of pages with these keys is kept. */
function packOf(cache: string, keys: Readonly<Record<string, string>>): string {
  return path.join(cache, `${createHash('sha256').update(JSON.stringify(keys)).digest('hex')}.pack`)
}

function keysFile(cache: string): string {
  return path.join(cache, 'keys.json')
}

function parsed<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
