import type { FileMention } from '../mention.ts'

/** An address outside, as written, with every place that names it. */
export interface ExternalLink {
  url: string
  mentions: FileMention[]
}

/** A page of the web, fetched once for all the links to it. */
export interface WebPage {
  /** Without a fragment and without a login. */
  url: URL
  /** The fragments that links name, with `#`. */
  fragments: Set<string>
  links: (ExternalLink & { fragment: string })[]
}

/** The pages that links lead to, by address. What is no web address is left out. */
export function webPagesOf(links: readonly ExternalLink[]): Map<string, WebPage> {
  const pages = new Map<string, WebPage>()
  for (const link of links) {
    const url = URL.canParse(link.url) ? new URL(link.url) : undefined
    if (!url || !/^https?:$/.test(url.protocol)) continue
    const { hash: fragment } = url
    Object.assign(url, { hash: '', username: '', password: '' })
    const page = pages.get(url.href) ?? { url, fragments: new Set<string>(), links: [] }
    pages.set(url.href, page)
    page.links.push({ ...link, fragment })
    if (fragment !== '') page.fragments.add(fragment)
  }
  return pages
}
