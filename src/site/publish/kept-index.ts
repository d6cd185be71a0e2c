import { createHash } from 'node:crypto'
import { existsSync, promises as fs, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { fragmentListAddress, sortedAddresses } from '../../widgets/search/text-index.ts'
import { fragmentEnding, readFragment } from '../contract/search-fragment.ts'
import {
  type IndexPart,
  mergeTextIndexes,
  readTextIndex,
  type TextIndexFiles,
  writeTextIndex,
} from '../search/text-index-files.ts'
import { copyFolder, eachSome, filesIn, makeFiles } from './files.ts'

const keysSchema = z.record(z.string(), z.string())
const listSchema = z.array(z.string())

const listFile = path.basename(fragmentListAddress)

/** Fragments are named by the beginning of their digest; longer names tell apart those that begin alike. */
const usualName = /^[a-z]+_[0-9a-f]{7}$/

/** The search index of the last build, with a key of each of its pages, by their addresses. */
export class KeptIndex {
  readonly #cache: string
  readonly #keys: Readonly<Record<string, string>>

  private constructor(cache: string, keys: Record<string, string>) {
    this.#cache = cache
    this.#keys = keys
  }

  /** Looks into the folder that keeps it; what cannot be read is as if it were not there. */
  static async open(cache: string): Promise<KeptIndex> {
    const keys = await readJson(keysFile(cache), keysSchema)
    return new KeptIndex(cache, keys ?? {})
  }

  /** The folder of the index of pages with these keys, where it is kept as a whole. */
  find(keys: Readonly<Record<string, string>>): string | undefined {
    const folder = folderOf(this.#cache, keys)
    return existsSync(path.join(folder, 'pagefind.js')) ? folder : undefined
  }

  /** Whether a page was in it as it is now. */
  has(address: string, key: string): boolean {
    return Object.hasOwn(this.#keys, address) && this.#keys[address] === key
  }

  /**
   * Makes the index of pages with these keys in a folder: out of what was known of those that are as they were, and out of
   * an index of the others, that stands in the folder `changed`, unless there are none. Returns whether it could.
   */
  async mend(target: string, keys: Readonly<Record<string, string>>, changed: string | undefined): Promise<boolean> {
    const from = this.find(this.#keys)
    const known = from && (await this.#read(from))
    if (!known) return false
    const others = changed === undefined ? undefined : await readIndexOf(changed)
    if (changed !== undefined && !others) return false
    const kept = known.addresses.filter((address) => this.has(address, keys[address] ?? ''))
    const addresses = sortedAddresses([...kept, ...(others?.addresses ?? [])])
    const numbers = new Map(addresses.map((address, number) => [address, number]))
    const stays = new Set(kept)
    const part = ({ index, addresses: own }: AddressedIndex, isPart = (_: string) => true): IndexPart => ({
      index,
      numbers: own.map((address) => (isPart(address) ? numbers.get(address) : undefined)),
    })
    const parts = [part(known, (address) => stays.has(address)), ...(others ? [part(others)] : [])]
    const merged = mergeTextIndexes(parts, addresses.length)
    if (!merged?.pages.every(({ fragment }) => usualName.test(fragment))) return false
    await copyStatic(from, target)
    await copyFragments(merged, changed === undefined ? [from] : [changed, from], target)
    await writeTextIndex(target, merged)
    await writeList(target, keys, new Map(addresses.map((address, at) => [address, merged.pages[at]?.fragment ?? ''])))
    return true
  }

  /** Keeps an index that was made in a folder, in the place of the one before. */
  async keep(target: string, keys: Readonly<Record<string, string>>): Promise<void> {
    const before = this.find(this.#keys)
    const kept = folderOf(this.#cache, keys)
    // Without its keys, what is half done is nothing.
    await fs.rm(keysFile(this.#cache), { force: true })
    const fresh = `${kept}.new`
    await fs.rm(fresh, { recursive: true, force: true })
    if (before === undefined) {
      await fs.rm(this.#cache, { recursive: true, force: true })
      await copyFolder(target, fresh)
    } else {
      await fs.rename(before, fresh)
      await follow(fresh, target)
    }
    await fs.rename(fresh, kept)
    await fs.writeFile(keysFile(this.#cache), JSON.stringify(keys))
  }

  async #read(folder: string): Promise<AddressedIndex | undefined> {
    const index = await readTextIndex(folder)
    const list = await readJson(path.join(folder, listFile), listSchema)
    if (!index || !list) return undefined
    const addresses = sortedAddresses(Object.keys(this.#keys)).filter((_, at) => list[at] !== '')
    const fragments = list.filter((id) => id !== '')
    const isSame = index.pages.length === fragments.length && addresses.length === fragments.length
    return isSame && index.pages.every(({ fragment }, at) => fragment === fragments[at])
      ? { index, addresses }
      : undefined
  }
}

/** An index, and the addresses of its pages in the order of their numbers. */
interface AddressedIndex {
  index: TextIndexFiles
  addresses: string[]
}

/**
 * Numbers the pages of an index by the order of their addresses, in whichever order they were added, and lists their fragments:
 * results name these, and the index of names has addresses.
 */
export async function orderIndex(target: string, keys: Readonly<Record<string, string>>): Promise<void> {
  const made = await readIndexOf(target)
  const fragments = new Map(made?.addresses.map((address, at) => [address, made.index.pages[at]?.fragment ?? '']))
  if (made) {
    const numbers = new Map(sortedAddresses(made.addresses).map((address, number) => [address, number]))
    const part = { index: made.index, numbers: made.addresses.map((address) => numbers.get(address)) }
    const ordered = mergeTextIndexes([part], numbers.size)
    if (!ordered) throw new Error('The search index has pages that cannot be told apart')
    await writeTextIndex(target, ordered)
  }
  await writeList(target, keys, fragments)
}

/** Reads an index as it was made; `undefined` of one without pages. */
async function readIndexOf(folder: string): Promise<AddressedIndex | undefined> {
  const index = await readTextIndex(folder)
  if (!index) return undefined
  const addresses = index.pages.map(
    ({ fragment }) => readFragment(readFileSync(path.join(folder, fragmentFile(fragment)))).url,
  )
  return { index, addresses }
}

/** Of an address that is not in the index, the list says nothing. */
async function writeList(
  target: string,
  keys: Readonly<Record<string, string>>,
  fragments: ReadonlyMap<string, string>,
): Promise<void> {
  const list = sortedAddresses(Object.keys(keys)).map((address) => fragments.get(address) ?? '')
  await fs.writeFile(path.join(target, listFile), `${JSON.stringify(list)}\n`)
}

/** Copies what does not depend on the pages. */
async function copyStatic(from: string, target: string): Promise<void> {
  const entries = await fs.readdir(from, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile() && !isOfPages(entry.name)).map(({ name }) => name)
  await makeFiles(names.map((name) => ({ file: path.join(target, name), source: path.join(from, name) })))
}

function isOfPages(name: string): boolean {
  return name === listFile || name.endsWith('.pf_meta')
}

/** Copies the fragments of an index, each from the first folder that has it. */
async function copyFragments({ pages }: TextIndexFiles, folders: readonly string[], target: string): Promise<void> {
  const files = pages.map(({ fragment }) => {
    const name = fragmentFile(fragment)
    const source = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file))
    return { file: path.join(target, name), source: source ?? '' }
  })
  await makeFiles(files)
}

/** Makes a folder what another one is. But for those of one name, files are named by what is in them. */
async function follow(folder: string, target: string): Promise<void> {
  const [old, wanted] = [folder, target].map((root) => new Set(filesIn(root).map((file) => path.relative(root, file))))
  const named = ['pagefind-entry.json', listFile]
  const gone = [...(old ?? [])].filter((name) => !wanted?.has(name) || named.includes(name))
  await eachSome(gone, (name) => fs.rm(path.join(folder, name)))
  const fresh = [...(wanted ?? [])].filter((name) => !old?.has(name) || named.includes(name))
  await makeFiles(fresh.map((name) => ({ file: path.join(folder, name), source: path.join(target, name) })))
}

function fragmentFile(fragment: string): string {
  return path.join('fragment', `${fragment}${fragmentEnding}`)
}

/** Where an index of pages with these keys is kept. */
function folderOf(cache: string, keys: Readonly<Record<string, string>>): string {
  return path.join(cache, createHash('sha256').update(JSON.stringify(keys)).digest('hex'))
}

function keysFile(cache: string): string {
  return path.join(cache, 'keys.json')
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return schema.parse(JSON.parse(await fs.readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}
