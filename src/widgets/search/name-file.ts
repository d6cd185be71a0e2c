/** The index of names as it is published: made by the build, read in the browser. */

export const nameFileVersion = 1

/** Where it stands below the base path. */
export const nameFileAddress = '_waymark/names.json'

/** Where the names of sections stand below the base path: most of all names, so the first result does not wait for them. */
export const sectionNamesAddress = '_waymark/names/sections.json'

/** Where its shards stand below the base path. */
export const shardAddress = (shard: string): string => `_waymark/names/${shard}.json`

/** What a name can be, in the order in which a page's reasons are told. */
export const nameKinds = [
  'title',
  'file',
  'alert',
  'former title',
  'service',
  'heading',
  'host',
  'identifier',
  'diagram',
] as const
export type NameKind = (typeof nameKinds)[number]

/** Names of sections, and of what stands in them. */
export const sectionKinds: ReadonlySet<NameKind> = new Set(['heading', 'diagram'])
/** Names in code: too many for what every search loads. */
export const codeKinds: ReadonlySet<NameKind> = new Set(['host', 'identifier'])

/**
 * A page's number, or with it where on the page: the anchor of the section. That of a heading is written where it is not
 * made of the name by `plainAnchor`. Of a diagram, what it is called comes as well.
 */
export type PageOfName = number | [page: number, anchor: string, caption?: string]

/** The pages that have a name. */
export type NameRow = [name: string, ...pages: PageOfName[]]

/** Names by what they are. */
export type NameRows = Partial<Record<NameKind, NameRow[]>>

export interface PageRow {
  /** Below the base path, as `_waymark/pages.json` has it. */
  address: string
  title: string
  /** The number of its guidebook; -1 for none. */
  guidebook: number
  /** 1 where nothing says more. */
  weight: number
  /** Ids of the services that it is about. */
  services: string[]
}

/** One page: `[address, title, guidebook, weight, services]`, cut where the rest says nothing. */
export type WrittenPage = [string, string, number, number?, string[]?]

export interface NameFile {
  version: typeof nameFileVersion
  /** Titles. */
  guidebooks: string[]
  pages: WrittenPage[]
  /** Of whole pages. */
  names: NameRows
  /** The first letters of the identifiers and hosts in each shard. */
  shards: string[]
  /** Words that mean the same. */
  synonyms: string[][]
}

/** Names that are loaded by themselves: those of sections, and those of code by their first letters. */
export interface NameShard {
  names: NameRows
}

/** The anchor that most headings of a name have; another one is written down. */
export function plainAnchor(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-')
}

/** The letters that a name is sorted into a shard by. */
export function shardLetters(flatName: string): string {
  return flatName === ''
    ? ''
    : flatName
        .replace(/[^a-z0-9]/g, '_')
        .slice(0, 4)
        .padEnd(4, '_')
}

export function pageRow([address, title, guidebook, weight = 1, services = []]: WrittenPage): PageRow {
  return { address, title, guidebook, weight, services }
}
