import { escapeMarkup } from '../../text/markup.ts'
import type { NavigationList } from './navigation.ts'

interface NavigationHtmlOptions {
  /** The address of the page that the list stands on. */
  current: string
  /** An address as it stands in a link. */
  href: (address: string) => string
  /** The address of the folder whose entries these are, to be its first entry. */
  overview?: string
}

/**
 * A list of pages as HTML, safe to print as it is. It is no template: the same fifty entries stand on each page of a
 * guidebook, and a template takes fifty times as long for them.
 */
export function navigationHtml({ shared, items }: NavigationList, options: NavigationHtmlOptions): string {
  const { current, href, overview } = options
  const here = (address: string) => (address === current ? ' aria-current="page"' : '')
  const target = (address: string) => attributeText(href(address))
  const entries = items.map(({ title, address, children, isMore }) => {
    if (children && children.items.length > 0) {
      const list = navigationHtml(children, { current, href, overview: address })
      return `<li><details open data-place="${attributeText(address)}"><summary><span>${labelHtml(title)}</span></summary>${list}</details></li>`
    }
    const state = isMore ? ' class="more"' : here(address)
    return `<li><a href="${target(address)}"${state}>${labelHtml(title)}</a></li>`
  })
  const first = overview === undefined ? '' : `<li><a href="${target(overview)}"${here(overview)}>Overview</a></li>`
  const words = shared ? `<li class="shared">${textHtml(shared)}</li>` : ''
  return `<ul>${first}${words}${entries.join('')}</ul>`
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
