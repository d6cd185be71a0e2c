import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { sortedAddresses } from '../../widgets/search/text-index.ts'
import { fragmentEnding } from '../contract/search-fragment.ts'
import { CborReader, cborArray, cborInteger, cborText, cborUnsigned } from './cbor.ts'

/** The files of an index by their names, which have slashes. */
export type IndexFiles = ReadonlyMap<string, Uint8Array>

/**
 * What Pagefind's files keep: which word stands on which page. Its own reader in the browser knows them by these.
 * Source: github.com/Pagefind/pagefind, `pagefind/src/index`, of version 1.6.
 */
export interface TextIndex {
  /** In the order of their numbers. */
  pages: IndexedPage[]
  /** Of each word the bytes of where it stands: objects in their place take ten times the memory. */
  words: Map<string, Buffer>
  /** The names of what is known of pages besides their texts, such as `title`: places are told by their numbers here. */
  fields: string[]
  /** The bytes of what is said of pages as a whole: by what they are filtered and sorted. Absent where there is no page. */
  settings?: Buffer
  /** The bytes of the version. Absent where there is no page. */
  version?: Buffer
  entry: Entry
  /** The files that do not depend on the pages. */
  fixed: IndexFiles
}

export interface IndexedPage extends PageFacts {
  /** The name of its text's file, without its ending. */
  fragment: string
  /** The bytes of that file. */
  text: Uint8Array
  /** The bytes of what else is known of it. */
  rest: Buffer
}

/** What the text of a page says of it. */
export interface PageFacts {
  address: string
  fields: string[]
}

/** Where a word stands, and where it is written in other forms, such as with an accent. */
interface Occurrences {
  pages: Occurrence[]
  forms: Map<string, Occurrence[]>
}

/** `places` are the bytes of those in the text and in the fields of a page. */
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

type Entry = z.infer<typeof entrySchema>

const fragmentFolder = 'fragment/'
const ofPages = /^(?:fragment|index|filter)\/|\.pf_meta$|^pagefind-entry\.json$/

/** Bytes of one file of words, before it is packed: what a reader loads for one word. */
const chunkBytes = 40_000

/**
 * Reads an index. What the texts of pages say need not be looked up where it is known, by the names of the fragments.
 *
 * @throws where it is something else, or has pages in languages
 */
export function readTextIndex(files: IndexFiles, known?: ReadonlyMap<string, PageFacts>): TextIndex {
  const entry = entrySchema.parse(JSON.parse(Buffer.from(fileIn(files, entryFile)).toString()))
  const fixed = new Map([...files].filter(([name]) => !ofPages.test(name)))
  const { [language]: own, ...others } = entry.languages
  if (Object.keys(others).length > 0) throw new Error('Unexpected languages in an index, expected none')
  if (!own) return { pages: [], words: new Map(), fields: [], entry, fixed }
  const meta = open(fileIn(files, metaName(own.hash)))
  if (meta.array() !== 6) throw new Error('Unexpected description of an index, expected six parts')
  const version = meta.raw()
  const pages = Array.from({ length: meta.array() }, (): IndexedPage => {
    const items = meta.array()
    const fragment = meta.text()
    const text = fileIn(files, fragmentName(fragment))
    return { fragment, rest: meta.raw(items - 1), text, ...(known?.get(fragment) ?? factsOf(text)) }
  })
  const chunks = Array.from({ length: meta.array() }, () => {
    meta.raw(meta.array() - 1)
    return meta.text()
  })
  const settings = meta.raw(2)
  const fields = Array.from({ length: meta.array() }, () => meta.text())
  const words: TextIndex['words'] = new Map()
  for (const chunk of chunks) readWords(open(fileIn(files, chunkName(chunk))), words)
  return { pages, words, fields, settings, version, entry, fixed }
}

const factsSchema = z.object({ url: z.string(), meta: z.record(z.string(), z.unknown()) })

function factsOf(fragment: Uint8Array): PageFacts {
  const { url, meta } = factsSchema.parse(JSON.parse(unpacked(fragment).toString()))
  return { address: url, fields: Object.keys(meta) }
}

function readWords(reader: CborReader, words: TextIndex['words']): void {
  if (reader.array() !== 1) throw new Error('Unexpected file of words, expected one list')
  for (let left = reader.array(); left > 0; left--) {
    if (reader.array() !== 3) throw new Error('Unexpected word, expected its pages and its forms')
    words.set(reader.text(), reader.raw(2))
  }
}

function readOccurrences(bytes: Buffer): Occurrences {
  const reader = new CborReader(bytes)
  const pages = readPages(reader)
  const forms = new Map<string, Occurrence[]>()
  for (let more = reader.array(); more > 0; more--) {
    reader.array()
    const form = reader.text()
    forms.set(form, readPages(reader))
  }
  return { pages, forms }
}

/** Pages are told by how far they are from the one before. */
function readPages(reader: CborReader): Occurrence[] {
  let page = 0
  return Array.from({ length: reader.array() }, () => {
    const items = reader.array()
    page += reader.unsigned()
    return { page, places: reader.raw(items - 1) }
  })
}

/** An index, and which of its pages become part of another: all, where it does not say. */
export interface IndexPart {
  index: TextIndex
  isWanted?: (address: string) => boolean
}

/**
 * Puts parts of indexes together to one, whose pages are numbered by the order of their addresses. The same pages make the
 * same index, whatever it was put together from, and in whichever order pages were added. `undefined` where the parts do not fit.
 */
export function mergeTextIndexes(parts: readonly IndexPart[]): TextIndex | undefined {
  const chosen = parts.map(({ index, isWanted = () => true }) => ({
    index,
    pages: index.pages.map((page) => (isWanted(page.address) ? page : undefined)),
  }))
  const all = chosen.flatMap(({ pages }) => pages.filter((page) => page !== undefined))
  const byAddress = new Map(all.map((page) => [page.address, page]))
  const [first] = parts
  const [some, ...others] = chosen.filter(({ pages }) => pages.some((page) => page))
  if (!first || byAddress.size < all.length || others.some(({ index }) => !isAlike(index, some?.index)))
    return undefined
  const { entry, fixed } = first.index
  const { settings, version } = some?.index ?? {}
  const addresses = sortedAddresses([...byAddress.keys()])
  const numbers = new Map(addresses.map((address, number) => [address, number]))
  const fields = [...new Set(all.flatMap((page) => page.fields))].sort((a, b) => Buffer.compare(bytesOf(a), bytesOf(b)))
  const written = chosen.map(({ index, pages }) => ({
    words: index.words,
    renumber: renumbering(
      pages.map((page) => page && numbers.get(page.address)),
      fieldChange(index.fields, fields),
    ),
  }))
  const ordered = addresses.flatMap((address) => byAddress.get(address) ?? [])
  return {
    ...{ pages: named(ordered), words: mergedWords(written), fields, entry, fixed },
    ...(settings && { settings }),
    ...(version && { version }),
  }
}

function isAlike(index: TextIndex, other: TextIndex | undefined): boolean {
  const isSame = (a: Buffer | undefined, b: Buffer | undefined) => a && b && a.equals(b)
  return Boolean(isSame(index.settings, other?.settings) && isSame(index.version, other?.version))
}

type Renumbering = (occurrences: readonly Occurrence[]) => Occurrence[]

/** Word by word: what one takes to be read is let go before the next. */
function mergedWords(parts: readonly (Pick<TextIndex, 'words'> & { renumber: Renumbering })[]): TextIndex['words'] {
  const merged: TextIndex['words'] = new Map()
  for (const word of new Set(parts.flatMap(({ words }) => [...words.keys()]))) {
    const all: Occurrences = { pages: [], forms: new Map() }
    for (const { words, renumber } of parts) {
      const bytes = words.get(word)
      if (bytes) addOccurrences(all, readOccurrences(bytes), renumber)
    }
    if (all.pages.length > 0 || all.forms.size > 0) merged.set(word, occurrencesBytes(all))
  }
  return merged
}

function addOccurrences(all: Occurrences, { pages, forms }: Occurrences, renumber: Renumbering): void {
  for (const one of renumber(pages)) all.pages.push(one)
  for (const [form, written] of forms) {
    const others = renumber(written)
    if (others.length > 0) all.forms.set(form, [...(all.forms.get(form) ?? []), ...others])
  }
}

/** Pages without a number are left out. */
function renumbering(
  numbers: readonly (number | undefined)[],
  changed: ((places: Buffer) => Buffer) | undefined,
): Renumbering {
  return (occurrences) =>
    occurrences.flatMap(({ page, places }) => {
      const number = numbers[page]
      return number === undefined ? [] : [{ page: number, places: changed ? changed(places) : places }]
    })
}

/** How places are told where fields have other numbers; `undefined` where they have the same. */
function fieldChange(from: readonly string[], to: readonly string[]): ((places: Buffer) => Buffer) | undefined {
  if (from.every((field, number) => to[number] === field)) return undefined
  const numbers = from.map((field) => to.indexOf(field))
  return (places) => {
    const reader = new CborReader(places)
    const inText = reader.raw()
    // Below zero stands which field the next places are in.
    const inFields = Array.from({ length: reader.array() }, () => {
      const place = reader.integer()
      return cborInteger(place < 0 ? -1 - (numbers[-1 - place] ?? 0) : place)
    })
    return Buffer.concat([inText, cborArray(inFields.length), ...inFields])
  }
}

/** How long the name of a fragment is that begins like no other. */
const usualLength = language.length + 1 + 7

/** Fragments are named by the beginning of their digest; of those that begin alike, the later ones have longer names. */
function named(pages: IndexedPage[]): IndexedPage[] {
  const alike = Map.groupBy(pages, ({ fragment }) => fragment.slice(0, usualLength))
  const isUsual = ({ fragment }: IndexedPage) => fragment.length === usualLength && alike.get(fragment)?.length === 1
  if (pages.every(isUsual)) return pages
  const taken = new Set(pages.filter(isUsual).map(({ fragment }) => fragment))
  return pages.map((page) => {
    if (isUsual(page)) return page
    const digest = fragmentDigest(page.text)
    let fragment = digest.slice(0, usualLength)
    while (taken.has(fragment) && fragment.length < digest.length) fragment = digest.slice(0, fragment.length + 1)
    taken.add(fragment)
    return { ...page, fragment }
  })
}

/** As Pagefind writes it: each byte with as few digits as it takes. */
function fragmentDigest(text: Uint8Array): string {
  const digest = createHash('sha1').update(unpacked(text)).digest()
  return `${language}_${Array.from(digest, (byte) => byte.toString(16)).join('')}`
}

/** The files of an index. The same index makes the same bytes. */
export function textIndexFiles({
  pages,
  words,
  fields,
  settings,
  version,
  entry,
  fixed,
}: TextIndex): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>(fixed)
  const languages: Entry['languages'] = {}
  if (settings && version) {
    const list: Buffer[] = []
    for (const { from, to, bytes } of chunked(words)) {
      const name = nameOf(bytes)
      files.set(chunkName(name), packed(bytes))
      list.push(Buffer.concat([cborArray(3), cborText(from), cborText(to), cborText(name)]))
    }
    const described = pages.map((page) => Buffer.concat([cborArray(3), cborText(page.fragment), page.rest]))
    const bytes = Buffer.concat([
      ...[cborArray(6), version, cborArray(described.length), ...described],
      ...[cborArray(list.length), ...list, settings, cborArray(fields.length), ...fields.map(cborText)],
    ])
    const hash = nameOf(bytes)
    files.set(metaName(hash), packed(bytes))
    languages[language] = { hash, page_count: pages.length, wasm: null }
  }
  for (const { fragment, text } of pages) files.set(fragmentName(fragment), text)
  return files.set(entryFile, Buffer.from(JSON.stringify({ ...entry, languages })))
}

/** Words in the order of their letters' bytes, as those who look for one expect them, in files that are loaded at once. */
function* chunked(words: TextIndex['words']): Generator<{ from: string; to: string; bytes: Buffer }> {
  const sorted = Array.from(words, ([word, on]) => ({ word, key: bytesOf(word), on }))
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
    const bytes = Buffer.concat([cborArray(3), cborText(word), on])
    if (size > 0 && size + bytes.length > chunkBytes) yield end()
    chunk.push({ word, bytes })
    size += bytes.length
  }
  if (size > 0) yield end()
}

function occurrencesBytes({ pages, forms }: Occurrences): Buffer {
  const others = [...forms].sort(([a], [b]) => Buffer.compare(bytesOf(a), bytesOf(b)))
  return Buffer.concat([
    ...[...pagesBytes(pages), cborArray(others.length)],
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

function fileIn(files: IndexFiles, name: string): Uint8Array {
  const bytes = files.get(name)
  if (!bytes) throw new Error(`Unexpected index without a file \`${name}\``)
  return bytes
}

function open(file: Uint8Array): CborReader {
  return new CborReader(unpacked(file))
}

function unpacked(file: Uint8Array): Buffer {
  const bytes = gunzipSync(file)
  if (!bytes.subarray(0, mark.length).equals(mark)) throw new Error('Unexpected file of an index, expected its mark')
  return bytes.subarray(mark.length)
}

function packed(bytes: Buffer): Buffer {
  return gzipSync(Buffer.concat([mark, bytes]), { level: 9 })
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text)
}

function nameOf(bytes: Buffer): string {
  return `${language}_${createHash('sha256').update(bytes).digest('hex').slice(0, 15)}`
}

function metaName(hash: string): string {
  return `pagefind.${hash}.pf_meta`
}

function chunkName(name: string): string {
  return `index/${name}.pf_index`
}

function fragmentName(fragment: string): string {
  return `${fragmentFolder}${fragment}${fragmentEnding}`
}
