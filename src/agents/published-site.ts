import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { hrefOf, sourceAddress } from '../guidebook/paths/address.ts'
import { type ClaimsRecord, claimsAddress, claimsRecord } from '../site/contract/claims-record.ts'
import {
  type Outline,
  type OutlineAlert,
  type OutlinePage,
  outlineAddress,
  outlineRecord,
} from '../site/contract/outline.ts'
import { siteRecord } from '../site/contract/site-record.ts'
import type { Searcher } from '../widgets/search/results.ts'
import { ScannedTexts } from '../widgets/search/scanned-texts.ts'
import { createSearcher } from '../widgets/search/searcher.ts'
import type { Published } from './published.ts'

/** What one page says that is not so, and how much of it holds. */
export type HeldPage = Pick<ClaimsRecord['pages'][number], 'counts' | 'claims'> & { checkedAt?: string }

/** A site as agents are told of it, at one moment of what is published. */
export class PublishedSite {
  readonly published: Published
  readonly outline: Outline
  readonly searcher: Searcher
  /** The path that it is served under, with a slash at both ends. */
  readonly base: string
  /** The origin that it is published on, as far as that is known. */
  readonly origin: string | undefined
  readonly #pages: ReadonlyMap<string, OutlinePage>
  #held: Promise<ReadonlyMap<string, HeldPage>> | undefined

  private constructor(published: Published, outline: Outline, { base, origin }: { base: string; origin?: string }) {
    this.published = published
    this.outline = outline
    this.base = base
    this.origin = origin
    this.#pages = new Map(outline.pages.map((page) => [page.address, page]))
    this.searcher = createSearcher(base, {
      fetch: async (address) => {
        const text = await published.read(`/${address.slice(base.length)}`)
        return text === undefined ? new Response(null, { status: 404 }) : new Response(text)
      },
      loadText: async (_, addresses) =>
        new ScannedTexts(addresses, async (address) => {
          // Others are answered meanwhile.
          await setImmediate()
          return published.textOf(address)
        }),
    })
  }

  /** Undefined where the site does not say what it is made of: an older Waymark built it. */
  static async open(published: Published): Promise<PublishedSite | undefined> {
    const [outline, record] = await Promise.all([published.read(outlineAddress), published.read('/_waymark/site.json')])
    if (outline === undefined || record === undefined) return undefined
    const { base, site } = siteRecord.parse(JSON.parse(record))
    return new PublishedSite(published, outlineRecord.parse(JSON.parse(outline)), {
      base,
      ...(site !== undefined && { origin: new URL(site).origin }),
    })
  }

  page(address: string): OutlinePage | undefined {
    return this.#pages.get(address)
  }

  /** An alert by its name, in whatever case. */
  alert(name: string): OutlineAlert | undefined {
    const { alerts } = this.outline
    return alerts.find((alert) => alert.name === name) ?? alerts.find((alert) => sameName(alert.name, name))
  }

  /** The Markdown of a page as it is published. */
  markdown({ address }: OutlinePage): Promise<string | undefined> {
    return this.published.read(sourceAddress(address))
  }

  /** The path of a page, as links have it. */
  path(address: string): string {
    return hrefOf(this.base, address)
  }

  /** Where a reader opens a page, in full where that is known. */
  url(address: string, anchor = ''): string {
    return (this.origin ?? '') + this.path(address) + (anchor === '' ? '' : `#${encodeURIComponent(anchor)}`)
  }

  /** What is held of a page; undefined where nothing was checked. */
  async held(address: string): Promise<HeldPage | undefined> {
    this.#held ??= this.#readHeld()
    return (await this.#held).get(address)
  }

  async #readHeld(): Promise<ReadonlyMap<string, HeldPage>> {
    const text = await this.published.read(claimsAddress)
    const record = text === undefined ? undefined : claimsRecord.safeParse(JSON.parse(text)).data
    const { checkedAt } = record ?? {}
    const pages = record?.pages.map(({ address, counts, claims }): [string, HeldPage] => {
      // Of ten thousand pages only what differs is kept.
      const differing = claims.filter(({ state }) => state === 'differs')
      return [address, { counts, claims: differing, ...(checkedAt !== undefined && { checkedAt }) }]
    })
    return new Map(pages)
  }
}

/** Gives the site as it is published now, and reads it anew only when that has changed. */
export function siteReader(published: Published): () => Promise<PublishedSite | undefined> {
  let last: { version: string; site: Promise<PublishedSite | undefined> } | undefined
  return async () => {
    const version = await published.version()
    if (last?.version !== version) last = { version, site: PublishedSite.open(published) }
    const { site } = last
    return site.catch((error: unknown) => {
      // The next one who asks tries again.
      if (last?.site === site) last = undefined
      if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
      throw error
    })
  }
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
