import { escapeMarkup } from '../../text/markup.ts'
import type { NavigationList } from './navigation.ts'
import type { ContentsEntry } from './view.ts'

interface NavigationHtmlOptions {
  /** An address as it stands in a link. */
  href: (address: string) => string
  /** The address of the folder whose entries these are, to be its first entry. */
  overview?: string
}

/**
 * A list of pages as HTML, safe to print as it is, on which no page is the current one. It is no template: the same
 * fifty entries stand on each page of a guidebook, and a template takes fifty times as long for them.
 */
export function navigationHtml({ shared, items }: NavigationList, { href, overview }: NavigationHtmlOptions): string {
  const entries = items.map(({ title, address, children, isMore }) => {
    if (children && children.items.length > 0) {
      const list = navigationHtml(children, { href, overview: address })
      return `<li><details open data-place="${attributeText(address)}"><summary><span>${labelHtml(title)}</span></summary>${list}</details></li>`
    }
    const start = isMore ? `<a href="${attributeText(href(address))}" class="more">` : linkStart(href(address))
    return `<li>${start}${labelHtml(title)}</a></li>`
  })
  const first = overview === undefined ? '' : `<li>${linkStart(href(overview))}Overview</a></li>`
  const words = shared ? `<li class="shared">${textHtml(shared)}</li>` : ''
  return `<ul>${first}${words}${entries.join('')}</ul>`
}

/** The same list on the page that a link of it leads to. */
export function withCurrent(navigation: string, href: string): string {
  const start = linkStart(href)
  return navigation.split(start).join(`${start.slice(0, -1)} aria-current="page">`)
}

function linkStart(href: string): string {
  return `<a href="${attributeText(href)}">`
}

/** The headings of a page as HTML, safe to print as it is. They stand on it twice. */
export function contentsHtml(entries: readonly ContentsEntry[]): string {
  const items = entries.map(({ depth, text, anchor }) => {
    const href = attributeText(`#${encodeURIComponent(anchor)}`)
    return `<li class="depth-${depth}"><a href="${href}">${textHtml(text)}</a></li>`
  })
  return `<ul>${items.join('')}</ul>`
}

/**
 * The start of an element of the site's own, for a template, which ends it by another piece of HTML: it would take an
 * element with a hyphen for a component, and ten times as long.
 */
export function ownElementStart(name: `waymark-${string}`, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attributeText(value)}"`)
  return `<${name}${written.join('')}>`
}

/** A label as HTML: `KubeAPIErrorBudgetBurn` and `resource_quota` may break between their words. */
export function labelHtml(text: string): string {
  return text
    .split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=[_./:-])(?=[\p{L}\p{N}])/u)
    .map(textHtml)
    .join('<wbr>')
}

/** As templates write text. */
function textHtml(text: string): string {
  return escapeMarkup(text).replaceAll("'", '&#39;')
}

function attributeText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}
