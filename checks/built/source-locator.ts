import { join, relative, sep } from 'node:path'
import { leadsOut } from '../../src/files/inside.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { hrefOf } from '../../src/guidebook/paths/address.ts'
import { resolve, siteUrl, type Target } from '../../src/guidebook/paths/target.ts'
import { percentDecoded } from '../../src/text/decoded.ts'
import type { CheckInput } from '../check-input.ts'
import { anchorOf } from '../links/fragment.ts'
import type { Mention } from '../links/mention.ts'
import { linkSources, type Source } from '../links/source.ts'
import type { SiteFolder } from './site-folder.ts'

/** Finds the sources of what stands on a built site. Paths are those of URLs: encoded, with the base. */
export class SourceLocator {
  readonly #input: CheckInput
  readonly #site: SiteFolder
  readonly #sources: ReadonlyMap<Page | undefined, Source>
  readonly #mentions = new Map<Source, ReadonlyMap<string, Mention[]>>()

  constructor(input: CheckInput, site: SiteFolder) {
    this.#input = input
    this.#site = site
    this.#sources = new Map(linkSources(input).map((source) => [source.origin.page, source]))
  }

  /** The source of a built page; none for one that Waymark adds, such as the list of a folder. */
  source(path: string): Source | undefined {
    const page = this.#page(path)
    return page && this.#sources.get(page)
  }

  /** Where a page names a target: each of its links that leads there. */
  mentions(source: Source, target: string, anchor?: string): Mention[] {
    const known = this.#mentions.get(source) ?? this.#read(source)
    this.#mentions.set(source, known)
    return known.get(keyOf(target, anchor)) ?? []
  }

  /**
   * The file to tell about a built page, relative to the project's root: its source, else that of the page that it
   * was to lead to (the one that names it as an alias), else the built file or the settings.
   */
  fileFor(path: string, target: string): string {
    const page = this.#page(path) ?? this.#page(target)
    return page ? this.#input.inRoot(page.file) : (this.#builtFile(path) ?? this.settingsFile)
  }

  /** The file to tell about the site as a whole, relative to the project's root. */
  get settingsFile(): string {
    const { project, pages, inRoot } = this.#input
    const [first] = pages
    return project.settings?.file ?? (first ? inRoot(first.file) : 'waymark.yaml')
  }

  #builtFile(path: string): string | undefined {
    const entry = this.#site.find(path)
    if (entry.kind !== 'file') return undefined
    const file = relative(this.#input.project.root, join(this.#site.folder, entry.file))
    return leadsOut(file) ? undefined : file.split(sep).join('/')
  }

  #page(path: string): Page | undefined {
    const [under, base] = [percentDecoded(path), percentDecoded(this.#site.base)]
    return under.startsWith(base) ? this.#input.guidebooks.pageAt(`/${under.slice(base.length)}`) : undefined
  }

  #read(source: Source): Map<string, Mention[]> {
    const mentions = new Map<string, Mention[]>()
    for (const mention of source.mentions()) {
      for (const key of this.#keysOf(mention.url, source)) {
        const same = mentions.get(key)
        if (same) same.push(mention)
        else mentions.set(key, [mention])
      }
    }
    return mentions
  }

  /** How results may name the target of a link: with its anchor and without. */
  #keysOf(url: string, { origin: { page } }: Source): Set<string> {
    if (!page) return new Set()
    const { guidebooks } = this.#input
    const { base } = this.#site
    const target = resolve(guidebooks, page, url, base)
    const paths = addressesOf(target, guidebooks).map((one) => hrefOf(base, one))
    // What the site could not resolve stays as it was written.
    const own = siteUrl(guidebooks, url, base)
    const written = own ?? URL.parse(url, `http://localhost${hrefOf(base, guidebooks.addressOf(page))}`)
    if (own || written?.host === 'localhost') paths.push(written?.pathname ?? '')
    const { fragment } = target
    return new Set(paths.flatMap((path) => [keyOf(path), ...(fragment === undefined ? [] : [keyOf(path, fragment)])]))
  }
}

/** The addresses that the site may publish a target under, not encoded. */
function addressesOf(target: Target, guidebooks: CheckInput['guidebooks']): string[] {
  switch (target.kind) {
    case 'page':
      return [guidebooks.addressOf(target.page)]
    case 'folder':
      return [target.folder.address]
    case 'file':
      return ['', '.txt'].map((end) => `/${target.file.normalize('NFC')}${end}`)
    case 'published':
      return [target.address]
    case 'repository':
      return [`/_waymark/files/${target.path.normalize('NFC')}`]
    default:
      return []
  }
}

/** Anchors by what they are, however they are encoded; the mark of a text is no part of one. */
function keyOf(path: string, anchor?: string): string {
  const end = anchor === undefined ? '' : `#${percentDecoded(anchorOf(anchor))}`
  return percentDecoded(path) + end
}
