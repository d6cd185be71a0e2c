import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { anchorIn, anchorsOf, hasAnchor, percentDecoded } from './anchors.ts'
import type { BrokenLink } from './crawl-message.ts'
import type { SiteFolder } from './site-folder.ts'
import { isHtml } from './site-server.ts'

/** Looks again at what linkinator calls broken: text fragments, and fragments with a stray `%`, are not. */
export class SecondLook {
  readonly #site: SiteFolder
  readonly #origin: string
  readonly #anchors = new Map<string, ReadonlySet<string>>()

  constructor(site: SiteFolder, origin: string) {
    this.#site = site
    this.#origin = origin
  }

  /** `link` is a URL, or what stands in the page `page` where it is none for linkinator. */
  judge(link: string, page: string): BrokenLink | undefined {
    const [url, from] = [URL.parse(link, page), URL.parse(page)]
    if (!url || !from || url.origin !== this.#origin) return undefined
    const broken = { type: 'broken', page: from.pathname, target: url.pathname } as const
    const found = this.#site.find(url.pathname)
    if (found.kind === 'folder') return this.#anchor(`${url.pathname}/`, url.hash, broken)
    if (found.kind !== 'file') return { ...broken, why: found.kind }
    return url.hash === '' ? { ...broken, why: 'unreadable' } : this.#anchor(url.pathname, url.hash, broken)
  }

  #anchor(path: string, hash: string, broken: Omit<BrokenLink, 'why'>): BrokenLink | undefined {
    const found = this.#site.find(path)
    const anchor = anchorIn(hash)
    if (found.kind !== 'file' || !isHtml(found.file) || hasAnchor(this.#anchorsOf(found.file), anchor)) return undefined
    return { ...broken, why: 'anchor', anchor: percentDecoded(anchor) }
  }

  #anchorsOf(file: string): ReadonlySet<string> {
    const known = this.#anchors.get(file) ?? anchorsOf(readFileSync(join(this.#site.folder, file), 'utf8'))
    this.#anchors.set(file, known)
    return known
  }
}
