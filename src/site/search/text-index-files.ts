import { createHash } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { CborReader, cborArray, cborText, cborUnsigned } from './cbor.ts'

/**
 * The files in which Pagefind keeps which word stands on which page. Its own reader in the browser knows them by these.
 * Source: github.com/Pagefind/pagefind, `pagefind/src/index`, of version 1.6.
 */
export interface TextIndexFiles {
  /** In the order of their numbers. */
  pages: IndexedPage[]
  words: Map<string, Occurrences>
  /** The bytes of what is said of pages as a whole; places are told by it. */
  rest: Buffer
}

export interface IndexedPage {
  /** The name of the fragment that holds its text, without its ending. */
  fragment: string
  /** The bytes of what else is known of it. */
  rest: Buffer
}

/** Where a word stands, and where it is written in other forms, such as with an accent. */
interface Occurrences {
  pages: Occurrence[]
  forms: Map<string, Occurrence[]>
}

/** `places` are the bytes of those in the text and in the names of a page. */
interface Occurrence {
  page: number
  places: Buffer
}

/** What each file begins with, once it is unpacked. */
const mark = Buffer.from('pagefind_dcd')

/** Of no language. */
const language = 'unknown'

const entryFile = 'pagefind-entry.json'
const entrySchema = z.looseObject({
  languages: z.record(z.string(), z.looseObject({ hash: z.string(), page_count: z.number() })),
})

/** Bytes of one file of words, before it is packed: what a reader loads for one word. */
const chunkBytes = 40_000

/** Reads an index; `undefined` of one without a page, or with pages in languages. */
export async function readTextIndex(folder: string): Promise<TextIndexFiles | undefined> {
  const { languages } = await readEntry(folder)
  const own = languages[language]
  if (!own || Object.keys(languages).length > 1) return undefined
  const meta = await open(path.join(folder, metaName(own.hash)))
  const items = meta.array()
  const version = meta.raw()
  const pages = Array.from({ length: meta.array() }, (): IndexedPage => {
    const fields = meta.array()
    return { fragment: meta.text(), rest: meta.raw(fields - 1) }
  })
  const chunks = Array.from({ length: meta.array() }, () => {
    meta.raw(meta.array() - 1)
    return meta.text()
  })
  const rest = Buffer.concat([version, meta.raw(items - 3)])
  const words = new Map<string, Occurrences>()
  for (const chunk of chunks) readWords(await open(path.join(folder, chunkName(chunk))), words)
  return { pages, words, rest }
}

function readWords(reader: CborReader, words: Map<string, Occurrences>): void {
  if (reader.array() !== 1) throw new Error('Unexpected file of words, expected one list')
  for (let left = reader.array(); left > 0; left--) {
    if (reader.array() !== 3) throw new Error('Unexpected word, expected its pages and its forms')
    const word = reader.text()
    const pages = readPages(reader)
    const forms = new Map<string, Occurrence[]>()
    for (let more = reader.array(); more > 0; more--) {
      reader.array()
      const form = reader.text()
      forms.set(form, readPages(reader))
    }
    words.set(word, { pages, forms })
  }
}

/** Pages are told by how far they are from the one before. */
function readPages(reader: CborReader): Occurrence[] {
  let page = 0
  return Array.from({ length: reader.array() }, () => {
    const fields = reader.array()
    page += reader.unsigned()
    return { page, places: reader.raw(fields - 1) }
  })
}

/** An index, and what its pages are called in another one that it becomes part of: `undefined` of those that do not. */
export interface IndexPart {
  index: TextIndexFiles
  numbers: readonly (number | undefined)[]
}

/**
 * Puts parts of indexes together to one of so many pages. `undefined` where they do not fit: pages have other names, are
 * missing, or share the name of a fragment.
 */
export function mergeTextIndexes(parts: readonly IndexPart[], count: number): TextIndexFiles | undefined {
  const [first] = parts
  if (!first || parts.some(({ index }) => !index.rest.equals(first.index.rest))) return undefined
  const pages = new Map<number, IndexedPage>()
  const words = new Map<string, Occurrences>()
  for (const { index, numbers } of parts) {
    for (const [at, page] of index.pages.entries()) {
      const number = numbers[at]
      if (number !== undefined) pages.set(number, page)
    }
    for (const [word, { pages: on, forms }] of index.words) {
      const all = words.get(word) ?? { pages: [], forms: new Map<string, Occurrence[]>() }
      all.pages.push(...renumbered(on, numbers))
      for (const [form, written] of forms) {
        const others = renumbered(written, numbers)
        if (others.length > 0) all.forms.set(form, [...(all.forms.get(form) ?? []), ...others])
      }
      if (all.pages.length > 0 || all.forms.size > 0) words.set(word, all)
    }
  }
  const ordered = Array.from({ length: count }, (_, number) => pages.get(number)).filter((page) => page !== undefined)
  const isWhole = ordered.length === count && new Set(ordered.map(({ fragment }) => fragment)).size === count
  return isWhole ? { pages: ordered, words, rest: first.index.rest } : undefined
}

function renumbered(all: readonly Occurrence[], numbers: readonly (number | undefined)[]): Occurrence[] {
  return all.flatMap(({ page, places }) => {
    const number = numbers[page]
    return number === undefined ? [] : [{ page: number, places }]
  })
}

/**
 * Writes an index into a folder, in the place of the one that is there. The same pages make the same bytes, whatever they
 * were put together from.
 */
export async function writeTextIndex(folder: string, { pages, words, rest }: TextIndexFiles): Promise<void> {
  const before = await readEntry(folder)
  const chunks = path.join(folder, 'index')
  await fs.rm(chunks, { recursive: true, force: true })
  await fs.mkdir(chunks, { recursive: true })
  const list: Buffer[] = []
  for (const { from, to, bytes } of chunked(words)) {
    const name = nameOf(bytes)
    await fs.writeFile(path.join(folder, chunkName(name)), packed(bytes))
    list.push(Buffer.concat([cborArray(3), cborText(from), cborText(to), cborText(name)]))
  }
  const versionReader = new CborReader(rest)
  const version = versionReader.raw()
  const described = pages.map((page) => Buffer.concat([cborArray(3), cborText(page.fragment), page.rest]))
  const bytes = Buffer.concat([
    ...[cborArray(6), version, cborArray(described.length), ...described],
    ...[cborArray(list.length), ...list, rest.subarray(version.length)],
  ])
  const hash = nameOf(bytes)
  const { [language]: own } = before.languages
  if (own) await fs.rm(path.join(folder, metaName(own.hash)), { force: true })
  await fs.writeFile(path.join(folder, metaName(hash)), packed(bytes))
  const entry = { ...before, languages: { [language]: { ...own, hash, page_count: pages.length } } }
  await fs.writeFile(path.join(folder, entryFile), JSON.stringify(entry))
}

/** Words in the order of their letters' bytes, as those who look for one expect them, in files that are loaded at once. */
function* chunked(words: ReadonlyMap<string, Occurrences>): Generator<{ from: string; to: string; bytes: Buffer }> {
  const sorted = Array.from(words, ([word, on]) => ({ word, key: Buffer.from(word), on }))
  sorted.sort((a, b) => Buffer.compare(a.key, b.key))
  let chunk: { word: string; bytes: Buffer }[] = []
  let size = 0
  const end = () => {
    const [from = '', to = ''] = [chunk[0]?.word, chunk.at(-1)?.word]
    const bytes = Buffer.concat([cborArray(1), cborArray(chunk.length), ...chunk.map((one) => one.bytes)])
    ;[chunk, size] = [[], 0]
    return { from, to, bytes }
  }
  for (const { word, on } of sorted) {
    const bytes = wordBytes(word, on)
    if (size > 0 && size + bytes.length > chunkBytes) yield end()
    chunk.push({ word, bytes })
    size += bytes.length
  }
  if (size > 0) yield end()
}

function wordBytes(word: string, { pages, forms }: Occurrences): Buffer {
  const others = [...forms].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return Buffer.concat([
    ...[cborArray(3), cborText(word), ...pagesBytes(pages), cborArray(others.length)],
    ...others.flatMap(([form, written]) => [cborArray(2), cborText(form), ...pagesBytes(written)]),
  ])
}

function pagesBytes(all: readonly Occurrence[]): Buffer[] {
  let before = 0
  const sorted = all.toSorted((a, b) => a.page - b.page)
  return [
    cborArray(sorted.length),
    ...sorted.flatMap(({ page, places }) => {
      const distance = page - before
      before = page
      return [cborArray(3), cborUnsigned(distance), places]
    }),
  ]
}

async function readEntry(folder: string): Promise<z.infer<typeof entrySchema>> {
  return entrySchema.parse(JSON.parse(await fs.readFile(path.join(folder, entryFile), 'utf8')))
}

async function open(file: string): Promise<CborReader> {
  const bytes = gunzipSync(await fs.readFile(file))
  if (!bytes.subarray(0, mark.length).equals(mark)) throw new Error(`Unexpected content of \`${file}\``)
  return new CborReader(bytes.subarray(mark.length))
}

function packed(bytes: Buffer): Buffer {
  return gzipSync(Buffer.concat([mark, bytes]), { level: 9 })
}

function nameOf(bytes: Buffer): string {
  return `${language}_${createHash('sha256').update(bytes).digest('hex').slice(0, 15)}`
}

function metaName(hash: string): string {
  return `pagefind.${hash}.pf_meta`
}

function chunkName(name: string): string {
  return path.join('index', `${name}.pf_index`)
}
