import { hrefOf, sourceAddress } from '../../guidebook/paths/address.ts'
import { escapeMarkup } from '../../text/markup.ts'
import type { Site } from '../site.ts'
import type { Preview } from './preview.ts'

/** What stands in the place of a link to a page that the preview has not. */
const notHere = 'Not in this preview, which holds only the pages that changed'
const published = 'The published page: this preview holds only the pages that changed'
const goneFile = 'This file is gone'

/** A start tag of a link; an attribute may hold any sign between its quotes. */
const startTag = /<a\s(?:[^>"']|"[^"]*"|'[^']*')*>/gi

/** Where a link of a preview leads that would lead nowhere: to another address, or nowhere, and why. */
type Detour = { href: string; title?: string } | { title: string }

/**
 * Mends the links of a preview's pages, given as HTML. What changed or is gone was at other addresses, to which the
 * marks of a page still lead; where only the pages that changed are built, the others are where the site is published,
 * or are named without a link. The marks are made before: a link that is the same at both moments is no change.
 */
export function pageLinks(site: Site, preview: Preview): (html: string) => string {
  const detours = detoursOf(site, preview)
  if (detours.size === 0) return (html) => html
  const mend = (tag: string): string => {
    const written = /\shref="([^"]*)"/i.exec(tag)?.[1]
    if (written === undefined) return tag
    const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(written.replace(/&(?:amp|#38|#x26);/gi, '&')) ?? []
    const detour = detours.get(path)
    if (!detour) return tag
    const bare = tag.replace(/\s(?:href|rel|title|aria-current)(?:="[^"]*")?(?=[\s/>])/gi, '')
    return bare.replace(/^<a/i, `<a${attributesOf(detour, rest)}`)
  }
  return (html) => html.replace(startTag, mend)
}

/** A link without a target is what HTML calls a placeholder: it is read out as one that cannot be followed. */
function attributesOf(detour: Detour, rest: string): string {
  const title = detour.title === undefined ? '' : ` title="${escapeMarkup(detour.title)}"`
  if (!('href' in detour)) return ` role="link" aria-disabled="true"${title}`
  const isAway = /^https?:/i.test(detour.href)
  return ` href="${escapeMarkup(detour.href + rest)}"${isAway ? ' rel="external noreferrer"' : ''}${title}`
}

/** By addresses as links have them, without a query and a fragment. */
function detoursOf(site: Site, preview: Preview): Map<string, Detour> {
  const detours = new Map<string, Detour>()
  const routes = new Set(site.routes().map(({ address }) => address))
  for (const file of preview.goneFiles) detours.set(site.href(file), { title: goneFile })
  if (preview.isPart)
    for (const address of addressesOf(site)) {
      if (routes.has(address)) continue
      const elsewhere = publishedAt(preview, address)
      for (const one of [address, sourceAddress(address)])
        detours.set(site.href(one), elsewhere ? { href: elsewhere(one), title: published } : { title: notHere })
    }
  for (const { address, preview: shownAt } of preview.review.pages) {
    const { before } = address
    if (before !== undefined && before !== address.after && !routes.has(before))
      detours.set(site.href(before), { href: site.href(shownAt) })
  }
  return detours
}

/** All that a whole site has pages at, and where it leads on from. */
function addressesOf(site: Site): string[] {
  const { guidebooks } = site
  return [
    ...guidebooks.pages.map((page) => guidebooks.addressOf(page)),
    ...[...guidebooks.folders].map(({ address }) => address),
    ...[...site.redirects(), ...site.alerts.redirects()].map(({ from }) => from),
  ]
}

/** Where a page is published that the preview has not, if that is known. */
function publishedAt({ published: place }: Preview, address: string): ((one: string) => string) | undefined {
  if (!place || address === '/') return undefined
  return (one) => place.origin + hrefOf(place.base, one)
}
