import { posix } from 'node:path'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import { bareName, type Page } from '../../guidebook/page.ts'
import { isAside, pageKindOf } from '../../guidebook/parts/page-kind.ts'
import { folderPagePattern, withoutPageEnding } from '../../guidebook/paths/page-file.ts'
import { keyOfName } from '../../text/name-key.ts'
import type { EntryOf } from '../entry.ts'
import type { RunbookAddress, RunbookAddresses } from './runbook-address.ts'

/** A rule that fires, with the file that it stands in. */
export type AlertRule = EntryOf<'alert'>

/** All rules of one name: often one that warns, and one that wakes somebody up. */
export interface Alert {
  name: string
  /** In the order of their files; at least one. */
  rules: AlertRule[]
  /** The page that is about it, where there is one. */
  about?: AboutAlert
}

/** A page, or a section of one, that is about an alert. */
export interface AboutAlert {
  page: Page
  /** Without `#`. */
  anchor?: string
}

/** The alerts of a repository, and which page is about each. */
export class Alerts {
  /** By name. */
  readonly all: readonly Alert[]
  readonly #byName: ReadonlyMap<string, Alert>
  readonly #onPage = new Map<Page, Alert[]>()

  constructor(rules: readonly AlertRule[], guidebooks: Guidebooks, addresses: RunbookAddresses) {
    const named = Map.groupBy(rules, ({ name }) => name)
    const pages = new AlertPages(guidebooks, [...named.keys()])
    const runbooks = new RunbookPages(guidebooks, addresses)
    const all = [...named].map(([name, own]): Alert => {
      const led = own.flatMap((rule) => runbooks.pageOf(rule) ?? [])
      const about = led[0] ?? pages.of(name)
      const alert = { name, rules: own, ...(about && { about }) }
      const each = led.length > 0 ? led : about ? [about] : []
      for (const page of new Set(each.map(({ page }) => page)))
        this.#onPage.set(page, [...(this.#onPage.get(page) ?? []), alert])
      return alert
    })
    this.all = all.sort((a, b) => (a.name < b.name ? -1 : 1))
    this.#byName = new Map(all.map((alert) => [alert.name, alert]))
  }

  of(name: string): Alert | undefined {
    return this.#byName.get(name)
  }

  /** The alerts that a page is about: those whose rules lead there, and those that it names. */
  on(page: Page): readonly Alert[] {
    return this.#onPage.get(page) ?? []
  }
}

/** The pages that rules lead to by their addresses, endings, slashes and capitals aside. */
export class RunbookPages {
  readonly #guidebooks: Guidebooks
  readonly #addresses: RunbookAddresses
  readonly #byPath: ReadonlyMap<string, Page>
  readonly #known = new Map<string, AboutAlert | undefined>()

  constructor(guidebooks: Guidebooks, addresses: RunbookAddresses) {
    this.#guidebooks = guidebooks
    this.#addresses = addresses
    // Where two pages differ in capitals alone, the first one counts.
    this.#byPath = new Map(
      guidebooks.pages
        .toReversed()
        .flatMap((page) => [
          [plainPath(page.file), page] as const,
          [plainPath(guidebooks.addressOf(page)), page] as const,
        ]),
    )
  }

  /** The page that a rule leads to by the address of its runbook. */
  pageOf({ runbook, file }: AlertRule): AboutAlert | undefined {
    if (!runbook) return undefined
    const key = `${posix.dirname(file)}\n${runbook.url}`
    if (!this.#known.has(key)) this.#known.set(key, this.#find(this.#addresses.read(runbook.url), file))
    return this.#known.get(key)
  }

  /** The page that stands at an address of the site, or at a file of the repository. */
  at(address: RunbookAddress, file: string): Page | undefined {
    switch (address.kind) {
      case 'site':
        return (
          this.#guidebooks.pageAt(folderOf(address.path)) ?? this.#plain(address.path) ?? this.#former(address.path)
        )
      case 'file':
        return this.#inRepository(address.path)
      case 'path':
        return pathsOf(address.path, file, this.#guidebooks.inRepository)
          .map((path) => this.#inRepository(path))
          .find((page) => page !== undefined)
      default:
        return undefined
    }
  }

  #find(address: RunbookAddress, file: string): AboutAlert | undefined {
    const page = this.at(address, file)
    if (!page) return undefined
    const [, fragment] = ('tail' in address ? address.tail : '').split(/#(.*)/s)
    const anchor = fragment === undefined ? undefined : anchorOn(page, fragment)
    return { page, ...(anchor !== undefined && { anchor }) }
  }

  #inRepository(path: string): Page | undefined {
    const own = posix.relative(`/${this.#guidebooks.inRepository}`, `/${path}`)
    if (own === '..' || own.startsWith('../')) return undefined
    return this.#guidebooks.page(own) ?? this.#plain(own)
  }

  #plain(path: string): Page | undefined {
    return this.#byPath.get(plainPath(path))
  }

  #former(path: string): Page | undefined {
    return this.#guidebooks.pageFormerlyAt(folderOf(path))
  }
}

/** Where a path of a rule may begin: at its file, at the repository, at the guidebooks. */
export function pathsOf(path: string, file: string, guidebooks: string): string[] {
  const roots = path.startsWith('/') ? ['', guidebooks] : [posix.dirname(file), '', guidebooks]
  const found = roots.map((root) => posix.normalize(posix.join(root, path)).replace(/^\/+|\/+$/g, ''))
  return [...new Set(found)].filter((one) => one !== '' && one !== '.' && !one.startsWith('..'))
}

function folderOf(path: string): string {
  return `/${path.replace(/^\/+|\/+$/g, '')}/`.replace(/^\/+$/, '/')
}

function plainPath(path: string): string {
  const plain = folderPagePattern.test(path) ? posix.dirname(path) : withoutPageEnding(path).replace(/\.html?$/i, '')
  return plain
    .replace(/^\.$/, '')
    .replace(/^\/+|\/+$/g, '')
    .replace(/(?:^|\/)index$/i, '')
    .toLowerCase()
}

/** The anchor of a page that a fragment means, capitals aside. */
function anchorOn({ headings, htmlAnchors }: Page, fragment: string): string | undefined {
  const anchors = [...headings.flatMap(({ anchor, aliases = [] }) => [anchor, ...aliases]), ...htmlAnchors]
  return anchors.find((one) => one === fragment) ?? anchors.find((one) => one.toLowerCase() === fragment.toLowerCase())
}

/** What kinds of pages are about what is: a decision or a report names alerts, and is about none. */
const silentKinds = new Set(['incident', 'decision', 'proposal'])

/** The pages that name alerts themselves: in their frontmatter, by their file's name, by a heading. */
class AlertPages {
  readonly #found = new Map<string, AboutAlert>()
  readonly #byFile = new Map<string, AboutAlert>()
  readonly #byHeading = new Map<string, AboutAlert>()

  constructor(guidebooks: Guidebooks, names: readonly string[]) {
    const byKey = Map.groupBy(names, keyOfName)
    const telling = new Set(names.filter(isTelling))
    for (const page of names.length === 0 ? [] : guidebooks.pages) {
      for (const name of page.frontmatter.alerts ?? []) note(this.#found, name, { page })
      const kind = pageKindOf(page)
      if (isAside(kind) || silentKinds.has(kind)) continue
      for (const name of byKey.get(keyOfName(bareName(page.file))) ?? []) note(this.#byFile, name, { page })
      for (const [index, { text, anchor }] of page.headings.entries()) {
        const words = parted.test(text)
          ? (text.match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => telling.has(word))
          : []
        const same = byKey.get(keyOfName(text)) ?? []
        if (same.length + words.length === 0) continue
        const isTitle = index === 0
        const about = isTitle || anchor === '' ? { page } : { page, anchor }
        for (const name of [...same, ...words]) note(this.#byHeading, name, about)
      }
    }
  }

  of(name: string): AboutAlert | undefined {
    return this.#found.get(name) ?? this.#byFile.get(name) ?? this.#byHeading.get(name)
  }
}

/** The first one counts. */
function note(found: Map<string, AboutAlert>, name: string, about: AboutAlert): void {
  if (!found.has(name)) found.set(name, about)
}

/** What stands in a word that is made of several. */
const parted = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|_/u

/** Whether a word of a sentence can be nothing but the name: several words in one, of some length. */
function isTelling(name: string): boolean {
  return name.length >= 8 && /^[\p{L}\p{N}_]+$/u.test(name) && parted.test(name)
}
