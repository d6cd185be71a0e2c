import { createHash } from 'node:crypto'
import type { Theme } from '../../config/theme/theme.ts'
import type { ThemePicture } from '../../config/theme/theme-file.ts'
import type { Page } from '../../guidebook/page.ts'
import { hrefOf } from '../../guidebook/paths/address.ts'
import { type LinkResolver, relationOf } from '../markdown/links.ts'
import { type RenderContext, renderInline } from '../markdown/render.ts'

/** What every page shows of the project's theme; addresses are as they stand in links. */
export interface ThemeView {
  styleSheet?: string
  /** The font of text; absent where it is Waymark's, empty where it is the system's. */
  font?: string
  logo?: { pictures: ShownPicture[]; replacesTitle: boolean }
  icons: { href: string; type: string; media?: string }[]
  banner?: { html: string; until?: string; id: string }
  nav: NavLink[]
  footer?: string
}

/** For one theme, or for both. */
export interface ShownPicture {
  src: string
  width?: number
  height?: number
  theme?: 'light' | 'dark'
}

export interface NavLink {
  text: string
  /** Absent where it leads nowhere: `reason` says why. */
  href?: string
  rel?: string
  reason?: string
}

export interface ThemeViewInput {
  theme: Theme
  base: string
  /** Of links and code in the theme's texts. */
  context: Omit<RenderContext, 'block'>
  /** `YYYY-MM-DD`: a banner whose last day is before it is not shown. */
  today: string
}

/** Makes what pages show of a theme. Pure. */
export function themeView({ theme, base, context, today }: ThemeViewInput): ThemeView {
  const { styleSheet, font, logo, icon, banner, footer } = theme
  const links = withoutStates(context.links)
  const html = (page: Page) => renderInline(page.text, { ...context, links, block: () => undefined })
  const isOver = banner?.until !== undefined && banner.until < today
  return {
    ...(styleSheet !== undefined && { styleSheet: hrefOf(base, styleSheet) }),
    ...(font !== undefined && { font: font === '' ? '' : hrefOf(base, font) }),
    ...(logo && { logo: { pictures: shownPictures(logo, base), replacesTitle: logo.replacesTitle } }),
    icons: icon ? iconsOf(icon, base) : [{ href: `${base}_waymark/mark.svg`, type: 'image/svg+xml' }],
    ...(banner &&
      !isOver && { banner: { ...bannerOf(html(banner.text)), ...(banner.until && { until: banner.until }) } }),
    nav: theme.nav.map(({ text, href }) => ({ text, ...navTarget(links, href) })),
    ...(footer && { footer: html(footer) }),
  }
}

/** A reader who has closed a banner sees the next one: it is known by what it says. */
function bannerOf(html: string): { html: string; id: string } {
  return { html, id: createHash('sha256').update(html).digest('base64url').slice(0, 10) }
}

function shownPictures({ light, dark }: { light: ThemePicture; dark?: ThemePicture }, base: string): ShownPicture[] {
  const shown = ({ address, width, height }: ThemePicture): ShownPicture => ({
    src: hrefOf(base, address),
    ...(width && height && { width, height }),
  })
  if (!dark) return [shown(light)]
  return [
    { ...shown(light), theme: 'light' },
    { ...shown(dark), theme: 'dark' },
  ]
}

/** A tab is drawn by the browser, whose colours are the system's, whatever the reader has chosen for the page. */
function iconsOf({ light, dark }: { light: ThemePicture; dark?: ThemePicture }, base: string): ThemeView['icons'] {
  const shown = ({ address, type }: ThemePicture) => ({ href: hrefOf(base, address), type })
  if (!dark) return [shown(light)]
  return [
    { ...shown(light), media: '(prefers-color-scheme: light)' },
    { ...shown(dark), media: '(prefers-color-scheme: dark)' },
  ]
}

function navTarget(links: LinkResolver, url: string): Omit<NavLink, 'text'> {
  const destination = links.link(url)
  switch (destination.kind) {
    case 'link':
      return { href: destination.href }
    case 'external': {
      const rel = relationOf(destination.href).rel?.join(' ')
      return { href: destination.href, ...(rel && { rel }) }
    }
    default:
      return { reason: destination.kind === 'none' ? destination.reason : 'A state is shown on pages' }
  }
}

/** States change, and what stands on every page would change all of them. */
function withoutStates(links: LinkResolver): LinkResolver {
  return {
    ...links,
    link: (url) => {
      const destination = links.link(url)
      return destination.kind === 'status' ? { kind: 'none', reason: 'A state is shown on pages' } : destination
    },
  }
}
