import {
  type NameFile,
  type NameRows,
  type NameShard,
  nameFileAddress,
  nameFileVersion,
  nameKinds,
  type PageRow,
  pageRow,
  plainAnchor,
  sectionNamesAddress,
  shardAddress,
  shardLetters,
} from './name-file.ts'
import { type Name, NameIndex } from './name-index.ts'
import { folded, type Term, termsOf } from './words.ts'

/** Gets a published file by its address with the base, as `fetch` does. */
export type Fetch = (address: string) => Promise<Pick<Response, 'ok' | 'status' | 'json'>>

/** More shards are not loaded for a word: it begins too many names. */
const mostShards = 3

/** The names of a site, as they were published. */
export class Names {
  readonly pages: readonly PageRow[]
  /** Titles. */
  readonly guidebooks: string[]
  /** The names of whole pages. */
  readonly index: NameIndex
  readonly #base: string
  readonly #fetch: Fetch
  readonly #file: NameFile
  readonly #shards = new Map<string, Promise<NameIndex>>()
  #sections: Promise<NameIndex> | undefined
  #headings = new Map<number, Map<string, string>>()

  constructor(base: string, file: NameFile, fetch: Fetch) {
    this.#base = base
    this.#fetch = fetch
    this.#file = file
    this.pages = file.pages.map(pageRow)
    this.guidebooks = file.guidebooks
    this.index = new NameIndex([...this.pages.flatMap(addressNames), ...namesOf(file.names)])
  }

  /** @throws where it cannot be had */
  static async load(base: string, fetch: Fetch): Promise<Names> {
    const response = await fetch(base + nameFileAddress)
    if (!response.ok) throw new Error(`Unexpected status ${response.status} of the index of names, expected 200`)
    const file: NameFile = await response.json()
    if (file.version !== nameFileVersion)
      throw new Error('Unexpected version of the index of names, expected that of this page')
    return new Names(base, file, fetch)
  }

  page(number: number): PageRow {
    const page = this.pages[number]
    if (!page) throw new Error(`Unexpected page ${number} in the index of names`)
    return page
  }

  /** The number of the guidebook of the page at an address; undefined where there is none. */
  guidebookOf(address: string): number | undefined {
    const sought = folded(address).replace(/^\/|\/$/g, '')
    return this.pages.find((page) => folded(page.address).replace(/^\/|\/$/g, '') === sought)?.guidebook
  }

  /** The pages whose address ends as a question does that is a path or a file: `odoo/backup`, `backup.md`. */
  addressed(question: string): Set<number> {
    const asked = question.trim()
    if (/\s/.test(asked) || !(/\w\/\w/.test(asked) || /\.mdx?$/i.test(asked))) return new Set()
    const path = folded(asked)
      .replace(/\.mdx?$/, '')
      .replace(/^\.?\/|\/$/g, '')
      .replace(/(^|\/)(?:readme|index)$/, '')
    const found = this.pages.flatMap(({ address }, number) => (folded(address).endsWith(`/${path}/`) ? [number] : []))
    return path === '' ? new Set() : new Set(found)
  }

  /** Words that mean the same as a word, without it. */
  synonymsOf({ whole }: Term): Term[] {
    const sets = this.#file.synonyms.filter((words) => words.some((word) => folded(word) === whole))
    return sets.flat().flatMap((word) => (folded(word) === whole ? [] : termsOf(/\s/.test(word) ? `"${word}"` : word)))
  }

  /** The index of the names of sections; it is loaded when it is first asked for. */
  sections(): Promise<NameIndex> {
    this.#sections ??= loadRows(this.#fetch, this.#base + sectionNamesAddress).then((rows) => {
      this.#headings = headingsByPage(rows)
      return new NameIndex(namesOf(rows))
    })
    return this.#sections
  }

  /** All indexes that some words may be found in: those of pages, of sections, and of the names of code that they begin. */
  async indexesFor(terms: readonly Term[]): Promise<NameIndex[]> {
    const keys = new Set(terms.flatMap((term) => this.#shardsFor(term)))
    const shards = await Promise.all([this.sections(), ...[...keys].map((key) => this.#shard(key))])
    return [this.index, ...shards]
  }

  /** The heading of a section of a page; empty where that is not known. */
  headingOf(page: number, anchor: string): string {
    return this.#headings.get(page)?.get(anchor) ?? ''
  }

  #shardsFor({ flat: letters, isFiller }: Term): string[] {
    if (letters.length < 2 || isFiller) return []
    const padded = shardLetters(letters)
    const fitting = this.#file.shards.filter(
      (key) => padded.startsWith(key) || (letters.length < key.length && key.startsWith(letters)),
    )
    return fitting.slice(0, mostShards)
  }

  #shard(key: string): Promise<NameIndex> {
    const known =
      this.#shards.get(key) ??
      loadRows(this.#fetch, this.#base + shardAddress(key)).then((rows) => new NameIndex(namesOf(rows)))
    this.#shards.set(key, known)
    return known
  }
}

/** Loads names. Where they cannot be had, the search goes on without them. */
async function loadRows(fetch: Fetch, address: string): Promise<NameRows> {
  try {
    const shard: NameShard = await (await fetch(address)).json()
    return shard.names
  } catch {
    return {}
  }
}

/** What is not written down of a page: its title, and its file, which its address ends with. */
function addressNames({ address, title }: PageRow, number: number): Name[] {
  const file = address.split('/').at(-2) ?? ''
  const named: Name = { kind: 'title', text: title, pages: [number] }
  return file === '' || file === title ? [named] : [named, { kind: 'file', text: file, pages: [number] }]
}

function namesOf(rows: NameRows): Name[] {
  return nameKinds.flatMap((kind) => (rows[kind] ?? []).map(([text, ...pages]): Name => ({ kind, text, pages })))
}

function headingsByPage({ heading = [] }: NameRows): Map<number, Map<string, string>> {
  const headings = new Map<number, Map<string, string>>()
  for (const [text, ...pages] of heading) {
    for (const written of pages) {
      const [page, anchor] = typeof written === 'number' ? [written, plainAnchor(text)] : written
      const known = headings.get(page) ?? new Map<string, string>()
      headings.set(page, known.set(anchor, text))
    }
  }
  return headings
}
