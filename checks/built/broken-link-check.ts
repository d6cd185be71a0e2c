import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { percentDecoded } from '../../src/text/decoded.ts'
import { anchorOf, isTop, readingsOf } from '../links/fragment.ts'
import { anchorsOf } from '../links/html-anchors.ts'
import type { BrokenLink } from './crawl-message.ts'
import type { SiteFolder } from './site-folder.ts'
import { isHtml } from './site-server.ts'

/** Looks again at what linkinator calls broken: text fragments, and fragments with a stray `%`, are not. */
export class BrokenLinkCheck {
  readonly #site: SiteFolder
  readonly #origin: string
  readonly #anchors = new Map<string, ReadonlySet<string>>()

  constructor(site: SiteFolder, origin: string) {
    this.#site = site
    this.#origin = origin
  }

  /** `link` is a URL, or what stands in the page `page` where it is none for linkinator; `undefined` when it is sound. */
  check(link: string, page: string): BrokenLink | undefined {
    const [url, from] = [URL.parse(link, page), URL.parse(page)]
    if (!url || !from || url.origin !== this.#origin) return undefined
    const broken = { type: 'broken', page: from.pathname, target: url.pathname } as const
    const entry = this.#site.find(url.pathname)
    if (entry.kind === 'folder') return this.#checkAnchor(`${url.pathname}/`, url.hash, broken)
    if (entry.kind !== 'file') return { ...broken, why: entry.kind }
    return url.hash === '' ? { ...broken, why: 'unreadable' } : this.#checkAnchor(url.pathname, url.hash, broken)
  }

  #checkAnchor(path: string, hash: string, broken: Omit<BrokenLink, 'why'>): BrokenLink | undefined {
    const entry = this.#site.find(path)
    const anchor = anchorOf(hash.slice(1))
    if (entry.kind !== 'file' || !isHtml(entry.file) || isTop(anchor)) return undefined
    const anchors = this.#anchorsOf(entry.file)
    if (readingsOf(anchor).some((reading) => anchors.has(reading))) return undefined
    return { ...broken, why: 'anchor', anchor: percentDecoded(anchor) }
  }

  #anchorsOf(file: string): ReadonlySet<string> {
    const known = this.#anchors.get(file) ?? anchorsOf(readFileSync(join(this.#site.folder, file), 'utf8'))
    this.#anchors.set(file, known)
    return known
  }
}
