import type { NavigationEntry } from './dialects/dialect.ts'
import { Navigation } from './navigation.ts'
import { bareName, type Page } from './page.ts'
import { addressOf, sourceAddress } from './paths/address.ts'
import { type Alias, assignAliases } from './paths/alias.ts'
import { assetAddresses, repositoryAssets } from './paths/asset-address.ts'
import { folderPagePattern } from './paths/page-file.ts'
import { isHostFile, isOwn, WrittenFiles } from './paths/reserved.ts'
import { type AddressClash, assignAddresses, type Folder, folderLabel, growTree, parentOf } from './tree.ts'

/** What the reader found under the guidebooks root. */
export interface GuidebookFiles {
  /** Every page, drafts too. */
  pages: Page[]
  /** Every other file, relative to the root. */
  files: string[]
  /** The root relative to the repository, without a slash at the end; empty where they are one. */
  inRepository: string
  /** The address that the site is published at; absent where nobody knows. */
  site?: string | undefined
  /** What the navigation of another generator lists, in its order. */
  navigation?: readonly NavigationEntry[]
}

/** Pages, files and folders of a root, and how they hang together. Never changes: a change makes a new one. */
export class Guidebooks {
  readonly root: Folder
  readonly clashes: AddressClash[]
  /** Former addresses of pages that lead to them. */
  readonly aliases: Alias[]
  /** Those that do not, since something else has the address. */
  readonly takenAliases: Alias[]
  readonly inRepository: string
  /** The host that the site is published on, with its port if it has one of its own. */
  readonly host: string | undefined
  /** What the navigation of another generator says of pages and folders. */
  readonly navigation: Navigation
  /** In reading order. */
  readonly pages: Page[]
  readonly #addresses: Map<string, string>
  readonly #pages: Map<string, Page>
  readonly #byAddress: Map<string, Page>
  readonly #files: Set<string>
  readonly #drafts: Set<string>
  /** The files of drafts by the addresses that they would have. */
  readonly #draftAddresses: Map<string, string>
  readonly #draftFolders: Map<string, string>
  readonly #folders: Map<string, Folder>
  #sources: Set<string> | undefined
  /** By their names without an ending, in lower case; nothing for a name that several have. */
  #named: Map<string, Page | undefined> | undefined
  #former: Map<string, Page> | undefined
  #written: WrittenFiles | undefined

  /** Without `drafts`, pages that say that they are drafts are left out. */
  constructor({ pages, files, inRepository, site, navigation = [] }: GuidebookFiles, { drafts }: { drafts: boolean }) {
    const shown = pages.filter((page) => drafts || !page.frontmatter.draft)
    const assigned = assignAddresses(shown, files)
    const { pages: addresses } = assigned
    this.navigation = new Navigation(navigation)
    this.root = growTree(shown, assigned, this.navigation)
    this.clashes = assigned.clashes
    this.inRepository = inRepository
    this.host = site === undefined ? undefined : URL.parse(site)?.host
    this.#folders = new Map(flatten(this.root).map((folder) => [folder.path, folder]))
    this.pages = pagesIn(this.root)
    const { aliases, takenAliases } = assignAliases(this.pages, {
      folders: [...addresses.values(), ...flatten(this.root).map(({ address }) => address)],
      files: [...addressesOf(files), ...[...addresses.values()].map((address) => `${sourceAddress(address)}/`)],
    })
    this.aliases = aliases
    this.takenAliases = takenAliases
    this.#addresses = addresses
    this.#pages = new Map(shown.map((page) => [page.file, page]))
    this.#byAddress = new Map(shown.map((page) => [addresses.get(page.file) ?? '', page]))
    this.#files = new Set(files)
    const hidden = pages.filter((page) => !this.#pages.has(page.file))
    const former = assignAliases(hidden, { folders: [], files: [] }).aliases
    this.#drafts = new Set(hidden.map(({ file }) => file))
    this.#draftAddresses = new Map([
      ...former.map(({ address, page }): [string, string] => [address, page.file]),
      ...hidden.map(({ file }): [string, string] => [addressOf(file), file]),
    ])
    this.#draftFolders = new Map(
      hidden.filter(({ file }) => folderPagePattern.test(file)).map(({ file }) => [parentOf(file), file]),
    )
  }

  /** From the site's root, not encoded. */
  addressOf(page: Page): string {
    return this.#addresses.get(page.file) ?? addressOf(page.file)
  }

  /** Whether the site has something of its own making at an address: the Markdown of a page, `llms.txt`, a page of status or of alerts. */
  isMade(address: string): boolean {
    this.#sources ??= new Set(this.pages.map((page) => sourceAddress(this.addressOf(page))))
    const isStatus = /^\/status(?:\/|$)/.test(address) && !this.folder('status')
    const isAlert = /^\/alerts(?:\/|$)/.test(address) && !this.folder('alerts')
    const isFile = isOwn(address) && !address.startsWith(repositoryAssets)
    return this.#sources.has(address) || isStatus || isAlert || isFile
  }

  page(file: string): Page | undefined {
    return this.#pages.get(file)
  }

  pageAt(address: string): Page | undefined {
    return this.#byAddress.get(address)
  }

  /** The only page of a name, in whatever folder it stands; a folder's page has the name of its folder. */
  pageNamed(name: string): Page | undefined {
    if (!this.#named) {
      this.#named = new Map()
      for (const page of this.pages) {
        const own = bareName(page.file).toLowerCase()
        this.#named.set(own, this.#named.has(own) ? undefined : page)
      }
    }
    return this.#named.get(bareName(name).toLowerCase())
  }

  /** The page that has an address as a former one. */
  pageFormerlyAt(address: string): Page | undefined {
    this.#former ??= new Map(this.aliases.map((alias) => [alias.address, alias.page]))
    return this.#former.get(address)
  }

  /** What lists call the guidebook that a page stands in; empty for one beside the guidebooks. */
  guidebookOf(page: Page): string {
    const [guidebook] = this.trail(page)
    return guidebook ? folderLabel(guidebook) : ''
  }

  folder(path: string): Folder | undefined {
    return this.#folders.get(path)
  }

  hasFile(path: string): boolean {
    return this.#files.has(path)
  }

  /** Every file that is not a page, relative to the root. */
  get files(): Iterable<string> {
    return this.#files
  }

  /** Whether a file of the root may be published under its own name: it replaces nothing, and gives its host no orders. */
  mayPublish(file: string): boolean {
    return assetAddresses(file).every((address) => !this.written.has(address) && !isHostFile(address))
  }

  /** What a build writes for the pages and folders. */
  get written(): WrittenFiles {
    this.#written ??= new WrittenFiles([
      ...[...this.#addresses.values()].flatMap((address) => [htmlOf(address), sourceAddress(address)]),
      ...[...this.#folders.values(), ...this.aliases].map(({ address }) => htmlOf(address)),
    ])
    return this.#written
  }

  isDraft(file: string): boolean {
    return this.#drafts.has(file)
  }

  /** The files of drafts. */
  get drafts(): Iterable<string> {
    return this.#drafts
  }

  /** The draft that would be at an address, if it were none. */
  draftAt(address: string): string | undefined {
    return this.#draftAddresses.get(address)
  }

  /** The draft that would be the page of a folder. */
  draftOf(folder: string): string | undefined {
    return this.#draftFolders.get(folder)
  }

  /** Folders that hold pages, the root first. */
  get folders(): Iterable<Folder> {
    return this.#folders.values()
  }

  /** From the guidebook down to the folder that the page stands in, or whose page it is; empty for the root's own pages. */
  trail(page: Page): Folder[] {
    const segments = page.file.split('/').slice(0, -1)
    const paths = segments.map((_, index) => segments.slice(0, index + 1).join('/'))
    return paths.flatMap((path) => this.#folders.get(path) ?? [])
  }
}

function htmlOf(address: string): string {
  return `${address}index.html`
}

/** What is published under its own name, as the address that a page of that name would have. */
function addressesOf(files: readonly string[]): string[] {
  return files.map((file) => `/${file.normalize('NFC')}/`)
}

function flatten(folder: Folder): Folder[] {
  return [folder, ...folder.entries.flatMap((entry) => (entry.kind === 'folder' ? flatten(entry.folder) : []))]
}

/** The pages of a folder and below, in reading order, its own page first. */
export function pagesIn(folder: Folder): Page[] {
  const below = folder.entries.flatMap((entry) => (entry.kind === 'page' ? [entry.page] : pagesIn(entry.folder)))
  return folder.page ? [folder.page, ...below] : below
}
