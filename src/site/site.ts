import { createHash } from 'node:crypto'
import path from 'node:path'
import type { PublicFile } from '../config/public-file.ts'
import type { SearchSettings } from '../config/schema/search-settings.ts'
import type { Theme } from '../config/theme/theme.ts'
import type { Drawings } from '../diagrams/drawings.ts'
import { isDiagram, shownFences } from '../diagrams/fence.ts'
import type { Drawing } from '../diagrams/page/drawing.ts'
import { realPath } from '../files/real-path.ts'
import type { ClaimsReport } from '../finding/claim.ts'
import type { Finding } from '../finding/finding.ts'
import type { LastCommit } from '../git/dates.ts'
import { type Guidebooks, pagesIn } from '../guidebook/guidebooks.ts'
import type { Page, PageProblem } from '../guidebook/page.ts'
import type { Link } from '../guidebook/parts/link.ts'
import { hrefOf, sourceAddress } from '../guidebook/paths/address.ts'
import { resolve } from '../guidebook/paths/target.ts'
import type { Folder } from '../guidebook/tree.ts'
import { alertsShown } from '../status-model/firing.ts'
import { workerAddress } from '../widgets/copy/manifest.ts'
import type { AlertPage, SiteAlerts } from './alerts/site-alerts.ts'
import { SiteClaims, type TrustPage } from './claims/site-claims.ts'
import { frameAddress } from './contract/drawing-frame.ts'
import type { PageVersions } from './contract/page-versions.ts'
import { customBlocks, isCustomBlock } from './markdown/code.ts'
import { type KnownPictures, pictureState } from './markdown/diagram-picture.ts'
import type { Highlighter } from './markdown/highlight.ts'
import { type PageTree, printPage, type RenderContext, type RenderedPage, renderTree } from './markdown/render.ts'
import { MdxErrors } from './mdx/mdx-errors.ts'
import { noticePage, problemNotice } from './mdx/mdx-problem.ts'
import { changesAddress, type Preview, type PreviewPage } from './preview/preview.ts'
import { isReadable } from './publish/files.ts'
import { type PageName, pageNames } from './search/page-names.ts'
import { pageWeigher } from './search/page-weight.ts'
import type { SiteStatus } from './status/site-status.ts'
import { type StatusPage, statusAddresses, statusPage } from './status/status-pages.ts'
import type { Asset } from './view/asset.ts'
import { assetOf, type LinkContext, linkResolver } from './view/destination.ts'
import { CheckFindings } from './view/findings.ts'
import type { NavigationList } from './view/navigation.ts'
import { navigationHtml, withCurrent } from './view/navigation-html.ts'
import { type ThemeView, themeView } from './view/theme.ts'
import type { View, ViewContext } from './view/view.ts'
import { folderView, homeView, pageView } from './view/view.ts'

/** How the site as a whole is set up. */
export interface SiteSettings {
  title: string
  description: string
  /** With a slash at both ends. */
  base: string
  /** The origin it is published on, without a path. */
  origin?: string
  /** Whether the browsers of readers keep a copy of it. */
  isKept: boolean
  /** Whether the server keeps that pages were followed. */
  keepsRuns?: boolean
}

export interface SiteParts {
  settings: SiteSettings
  guidebooks: Guidebooks
  world: LinkContext
  /** The alert rules of the repository, and the pages about them. */
  alerts: SiteAlerts
  /** What is held of the pages; nothing is said of it when absent. */
  claims?: ClaimsReport
  /** When git last saw each page change, by its path relative to the repository. */
  dates: Map<string, LastCommit>
  /** The commit that is checked out; absent where git is not there. */
  commit?: string
  /** Pictures of the diagrams; of those that have none, readers' browsers draw their own. */
  drawings?: Pick<Drawings, 'of'>
  highlighter: Highlighter
  /** What is published at the root since `waymark.yaml` says so. */
  publicFiles: readonly PublicFile[]
  search: SearchSettings
  theme: Theme
  /** What a page is looked for by, where that need not be read of the page. */
  pageNames?: (page: Page) => PageName[]
  /** Changes when the code that renders changes. */
  code: string
  /** A page's file as findings name it: relative to the project's root. */
  inRoot: (file: string) => string
  /** Told each time that a page is rendered. */
  onRender?: () => void
  /** The change that the site is to show; absent but in a preview. */
  preview?: Preview
}

/** One address that Astro renders. */
export interface Route {
  /** Without slashes at the ends; undefined for the home page. */
  path: string | undefined
  address: string
  /** The page that stands there instead, for a former address and for that of an alert. */
  to?: string
  /** A section of that page; without `#`. */
  anchor?: string
}

/** Everything the site shows, computed when it is asked for. A change of the guidebooks makes a new one. */
export class Site implements ViewContext {
  readonly settings: SiteSettings
  readonly guidebooks: Guidebooks
  readonly checkFindings: CheckFindings | undefined
  /** What is said of the claims of its pages. */
  readonly claims: SiteClaims
  /** What its pages show, for them to ask whether they are the newest: in `dev` alone. */
  readonly versions: PageVersions | undefined
  /** What went wrong in the code of its pages. */
  readonly mdxErrors = new MdxErrors()
  readonly #parts: SiteParts
  readonly #folders: Map<string, Folder>
  readonly #order = new Map<Folder, Page[]>()
  readonly #keys = new Map<string, string>()
  readonly #pictures: KnownPictures = new Map()
  readonly #pictureKeys = new WeakMap<Drawing, { key: string | undefined }>()
  readonly #sidebarKeys = new WeakMap<NavigationList, string>()
  readonly #shared = new Map<string, string>()
  readonly #sidebars = new WeakMap<NavigationList, string>()
  /** How much a page weighs in search; 0 where that does not find it. */
  readonly searchWeight: (page: Page) => number
  /** What a page is looked for by besides its text and its title. */
  readonly pageNames: (page: Page) => PageName[]
  #lastView: { address: string; view: View | undefined } | undefined
  #codePages: Map<string, Page> | undefined
  #theme: ThemeView | undefined

  /** In `dev` alone: what was found, which pages show, and what this reading of the sources is called. */
  constructor(parts: SiteParts, written?: { findings: readonly Finding[]; version: string }) {
    this.#parts = parts
    this.settings = parts.settings
    this.searchWeight = pageWeigher(parts.search)
    this.pageNames = parts.pageNames ?? pageNames
    this.guidebooks = parts.guidebooks
    this.#folders = new Map(
      [...this.guidebooks.folders].filter((folder) => !folder.page).map((folder) => [folder.address, folder]),
    )
    this.claims = new SiteClaims(parts.claims, {
      ...{ guidebooks: this.guidebooks, status: parts.world.status, inRoot: parts.inRoot },
      changed: (page) => this.changed(page),
    })
    const { findings, version } = written ?? {}
    this.checkFindings =
      findings && new CheckFindings(findings, { ...parts.world, inRoot: parts.inRoot, claims: parts.claims?.pages })
    this.versions =
      this.checkFindings && version !== undefined ? { site: version, findings: this.checkFindings.version } : undefined
  }

  /** What every page shows of the project's theme. */
  get theme(): ThemeView {
    const { theme, world, highlighter } = this.#parts
    this.#theme ??= themeView({
      theme,
      base: this.settings.base,
      context: { links: linkResolver(world, theme.origin), highlighter },
      today: new Date().toISOString().slice(0, 10),
    })
    return this.#theme
  }

  /** What is published for the theme. */
  get themeFiles(): Theme['files'] {
    return this.#parts.theme.files
  }

  /** Whether a page has a diagram, drawn or not. */
  hasDiagrams(page: Page): boolean {
    return shownFences(page).some(isDiagram)
  }

  /** Whether a page has a diagram that its reader's browser is to draw. */
  needsDrawing(page: Page): boolean {
    return shownFences(page).some((fence) => isDiagram(fence) && !this.#parts.drawings?.of(fence.value))
  }

  /** An address as it stands in a link. */
  href(address: string): string {
    return hrefOf(this.settings.base, address)
  }

  /** Where the Markdown of the page at an address is published, as it stands in a link. */
  sourceHref(address: string): string {
    return this.href(sourceAddress(address))
  }

  /** Where the worker stands that keeps a copy, as it stands in a link; none in `dev` and in a preview. */
  get worker(): string | undefined {
    return this.settings.isKept && !this.preview && !this.versions ? this.settings.base + workerAddress : undefined
  }

  /** The change that the site shows. */
  get preview(): Preview | undefined {
    return this.#parts.preview
  }

  /** The page at an address that shows the change itself. */
  previewPage(address: string): PreviewPage | undefined {
    return this.#parts.preview?.ownPages.get(address)
  }

  /** The pages that are built: all, but in a preview of those alone that changed. */
  get builtPages(): readonly Page[] {
    const { pages } = this.guidebooks
    return this.#isPart ? pages.filter((page) => this.#isBuilt(this.guidebooks.addressOf(page))) : pages
  }

  get #isPart(): boolean {
    return this.#parts.preview?.isPart ?? false
  }

  #isBuilt(address: string): boolean {
    return !this.#isPart || (this.#parts.preview?.changes.has(address) ?? false)
  }

  /** Every address that has a page, the home page and folders without a page of their own included. */
  addresses(): string[] {
    const own = this.builtPages.map((page) => this.guidebooks.addressOf(page))
    return this.#isPart ? own : [...new Set(['/', ...own, ...this.#folders.keys()])]
  }

  /** All that Astro is to render, each address once: pages first, then the former addresses of pages. */
  routes(): Route[] {
    const pages = this.addresses().map((address): Route => ({ path: pathOf(address), address }))
    const status = statusAddresses(this.status).map((address): Route => ({ path: pathOf(address), address }))
    const alerts = this.alerts.addresses().map((address): Route => ({ path: pathOf(address), address }))
    const { address: trust } = this.claims
    const redirects = [...this.redirects(), ...this.alerts.redirects()].filter(({ to }) => this.#isBuilt(to))
    return [
      ...pages,
      ...status,
      ...alerts,
      ...(trust === undefined ? [] : [{ path: pathOf(trust), address: trust }]),
      ...redirects.map(({ from, ...to }): Route => ({ path: pathOf(from), address: from, ...to })),
      ...this.#previewRoutes(),
    ]
  }

  /** Where the home page is not among what is built, its address leads to what is. */
  #previewRoutes(): Route[] {
    const own = [...(this.#parts.preview?.ownPages.keys() ?? [])]
    const home: Route[] = this.#isBuilt('/') ? [] : [{ path: undefined, address: '/', to: changesAddress }]
    return [...home, ...own.map((address): Route => ({ path: pathOf(address), address }))]
  }

  /** From former addresses to the pages that name them in `aliases`; a page that exists is never hidden. */
  redirects(): { from: string; to: string }[] {
    return this.guidebooks.aliases.map(({ page, address }) => ({ from: address, to: this.guidebooks.addressOf(page) }))
  }

  page(address: string): Page | undefined {
    return this.guidebooks.pageAt(address)
  }

  /** What stands around a page. Of the last one it is known: it is asked for by the key and by the template, one after the other. */
  view(address: string): View | undefined {
    if (this.#lastView?.address !== address) this.#lastView = { address, view: this.#viewAt(address) }
    return this.#lastView.view
  }

  #viewAt(address: string): View | undefined {
    if (address === '/') return homeView(this)
    const page = this.guidebooks.pageAt(address)
    if (page) return pageView(this, page)
    const folder = this.#folders.get(address)
    return folder && folderView(this, folder)
  }

  /** The list of the sidebar: one and the same on many pages, but for the mark of where its reader is. */
  sidebarHtml({ sidebar, address }: View): string {
    const html = this.#sidebars.get(sidebar) ?? navigationHtml(sidebar, { href: (target) => this.href(target) })
    this.#sidebars.set(sidebar, html)
    return withCurrent(html, this.href(address))
  }

  /** A part that is the same on many pages, by its name; rendered when it is asked for first. */
  sharedHtml(name: string, render: () => Promise<string>): string | Promise<string> {
    const known = this.#shared.get(name)
    if (known !== undefined) return known
    return render().then((html) => {
      this.#shared.set(name, html)
      return html
    })
  }

  /** The page about services at an address. */
  statusPage(address: string): StatusPage | undefined {
    return statusPage(this.status, this.guidebooks, address)
  }

  /** What was known of the services when the site was made. */
  get status(): SiteStatus {
    return this.#parts.world.status
  }

  /** What is shown of the alert rules. */
  get alerts(): SiteAlerts {
    return this.#parts.alerts
  }

  /** A page's own HTML. Its text is parsed again: the trees of ten thousand pages would not fit in memory. */
  render(page: Page): RenderedPage {
    this.#parts.onRender?.()
    const changed = this.#parts.preview?.changes.get(this.guidebooks.addressOf(page))?.rendered
    if (changed) return changed
    const syntax = page.problems.find(({ code }) => code === 'mdx')
    if (syntax) return noticePage(problemNotice(syntax, 'it is not valid MDX'))
    const problem = this.mdxErrors.of(page)
    if (problem) return noticePage(this.notice(problem))
    return printPage(this.tree(page))
  }

  /**
   * A page's own HTML before it is printed.
   *
   * @throws SyntaxProblem where the page is not valid MDX
   */
  tree(page: Page): PageTree {
    const tree = renderTree(page.text, page.format, this.context(page), page)
    if (page.frontmatter.title === undefined) return tree
    // The frontmatter's title is the page's; an H1 that says no more than that is not shown.
    return page.heading === undefined ? { ...tree, title: '', isTitleCode: false } : { ...tree, isSubtitle: true }
  }

  /** What stands in the place of a page whose code fails. */
  notice(problem: PageProblem): string {
    return problemNotice(problem, 'there is a fault in its code')
  }

  /** What a page's elements are turned into depends on this. */
  context(page: Page): RenderContext {
    const { drawings, highlighter, world } = this.#parts
    const links = linkResolver(world, page)
    const block = customBlocks({
      fences: shownFences(page),
      drawn: (source) => drawings?.of(source),
      services: this.status.services,
      known: this.#pictures,
      status: this.status,
      href: this.href(this.guidebooks.addressOf(page)),
      links,
      frame: this.href(frameAddress),
      ...(this.checkFindings && { errors: this.checkFindings.diagramErrors(page) }),
    })
    const askedBy = (code: string) => this.status.requestStatus(code, page.file)
    const { parameters } = page.frontmatter
    const steps = page.steps.length > 0 ? page : undefined
    return { links, highlighter, block, askedBy, claims: this.claims.marksOn(page), parameters, steps }
  }

  /** A fingerprint of all that the HTML of a route depends on. */
  key({ address, to, anchor }: Omit<Route, 'path'>): string {
    if (to !== undefined) return JSON.stringify([this.#parts.code, this.href(to), anchor, this.settings])
    const key = this.#keys.get(address) ?? this.#computeKey(address)
    this.#keys.set(address, key)
    return key
  }

  /** What a page of the site's own shows. */
  ownPage(address: string): StatusPage | AlertPage | TrustPage | undefined {
    return this.statusPage(address) ?? this.alerts.page(address) ?? this.claims.page(address)
  }

  #computeKey(address: string): string {
    const { code, world } = this.#parts
    const hash = createHash('sha256')
    const around = [code, this.settings, this.theme, world.repository, this.status.address, this.claims.address]
    const { sidebar, ...view } = this.view(address) ?? {}
    hash.update(JSON.stringify([...around, this.#previewKey(address), view, sidebar && this.#sidebarKey(sidebar)]))
    const page = this.guidebooks.pageAt(address)
    hash.update(this.alerts.address ?? '')
    hash.update(JSON.stringify([this.status.tellsAlerts, this.#alertsOn(address)]))
    if (!page) hash.update(JSON.stringify(this.ownPage(address) ?? null))
    if (page) hash.update(this.textKey(page) + (this.commitOf(page) ?? ''))
    return hash.digest('hex')
  }

  /** What a page tells of the alerts that fire: of those about it, or of all where it lists them. */
  #alertsOn(address: string): unknown {
    const { alerts } = this.status
    const page = this.guidebooks.pageAt(address) ? address : undefined
    return alerts && [alerts.sources, alerts.omitted, alertsShown(alerts, { page, name: undefined })]
  }

  /**
   * A fingerprint of all that a page's own HTML depends on besides the code and the settings. `isResolved` is false where
   * it is compared with that of a site on which all links lead where they lead here.
   */
  textKey(page: Page, { isResolved = true } = {}): string {
    const hash = createHash('sha256')
    const { links, block, claims } = this.context(page)
    const targets = (isResolved ? targetsOf(page) : []).map(({ url, kind }) =>
      kind.includes('image') ? links.image(url) : links.link(url),
    )
    hash.update(JSON.stringify([page.digest, page.dialect, [...(page.includes ?? [])], targets, claims]))
    for (const { language, value } of shownFences(page).filter(isCustomBlock))
      hash.update(
        (isDiagram({ language }) ? this.#pictureKey(value) : undefined) ?? JSON.stringify(block(language, value)),
      )
    hash.update(JSON.stringify(this.status.ofText(page)))
    return hash.digest('hex')
  }

  /** A fingerprint of the picture of a diagram, as far as it is the same on each page. What was found is told beside it. */
  #pictureKey(source: string): string | undefined {
    const drawn = this.#parts.drawings?.of(source)
    if (this.checkFindings || drawn?.kind !== 'drawing') return undefined
    const known = this.#pictureKeys.get(drawn) ?? { key: pictureState(drawn, this.status.services) }
    this.#pictureKeys.set(drawn, known)
    return known.key
  }

  /** A fingerprint of the list of the sidebar: it is one and the same on many pages. */
  #sidebarKey(sidebar: NavigationList): string {
    const key = this.#sidebarKeys.get(sidebar) ?? createHash('sha256').update(JSON.stringify(sidebar)).digest('hex')
    this.#sidebarKeys.set(sidebar, key)
    return key
  }

  /** In a preview each page names the commits, and one that changed what did. */
  #previewKey(address: string): unknown {
    const { preview } = this.#parts
    if (!preview) return undefined
    return [preview.stamp, preview.isPart, preview.changes.get(address), preview.ownPages.get(address)]
  }

  /** What the project says of search. */
  get search(): SearchSettings {
    return this.#parts.search
  }

  /** What is published at the root since `waymark.yaml` says so. */
  get publicFiles(): readonly PublicFile[] {
    return this.#parts.publicFiles
  }

  /** The files that pages link to, each once. */
  assets(): Asset[] {
    const { theme } = this.#parts
    const links = theme.nav.map(({ href }) => ({ page: theme.origin, url: href }))
    const texts = [theme.banner?.text, theme.footer].filter((page) => page !== undefined)
    return this.#assetsAmong([...links, ...[...this.builtPages, ...texts].flatMap(linksOf)])
  }

  /** The files that a page links to or shows, each once. */
  assetsOf(page: Page): Asset[] {
    return this.#assetsAmong(linksOf(page))
  }

  #assetsAmong(links: readonly { page: Page; url: string }[]): Asset[] {
    const assets = new Map<string, Asset>()
    for (const { page, url } of links) {
      const asset = assetOf(this.#parts.world, page, resolve(this.guidebooks, page, url, this.settings.base))
      if (asset) assets.set(asset.address, asset)
    }
    return [...assets.values()].filter(({ source }) => isReadable(source))
  }

  /** The commit that the pages were read at; they may have been changed since. */
  get commit(): string | undefined {
    return this.#parts.commit
  }

  /** When git last saw a page change: ISO 8601. */
  changed(page: Page): string | undefined {
    return this.#parts.dates.get(this.inRepository(page))?.at
  }

  /** The commit in which git last saw a page change. */
  commitOf(page: Page): string | undefined {
    return this.#parts.dates.get(this.inRepository(page))?.commit
  }

  /** Where a page's source stands in the repository. */
  inRepository(page: Page): string {
    return path.posix.join(this.guidebooks.inRepository, page.file)
  }

  get repository() {
    return this.#parts.world.repository
  }

  /** The pages of a guidebook in reading order; computed once for each. */
  readingOrder(guidebook: Folder): Page[] {
    const known = this.#order.get(guidebook) ?? (guidebook.path === '' ? rootPages(guidebook) : pagesIn(guidebook))
    this.#order.set(guidebook, known)
    return known
  }

  /** The `.mdx` pages whose code can be bundled. */
  bundledPages(): Page[] {
    return this.guidebooks.pages.filter(
      (page) => page.format === 'mdx' && !this.mdxErrors.of(page) && !page.problems.some(({ code }) => code === 'mdx'),
    )
  }

  /** All `.mdx` pages by the real paths of their files: a bundler knows no others. */
  get codePages(): ReadonlyMap<string, Page> {
    this.#codePages ??= new Map(
      this.guidebooks.pages
        .filter(({ format }) => format === 'mdx')
        .map((page) => [realPath(this.sourceOf(page)) ?? this.sourceOf(page), page]),
    )
    return this.#codePages
  }

  /** What went wrong in the code of pages, as findings. */
  codeFindings(): Finding[] {
    return this.mdxErrors.findings(this.#parts.inRoot)
  }

  /** Absolute path of a page's file. */
  sourceOf(page: Page): string {
    return path.join(this.#parts.world.root, page.file)
  }
}

/** The root's own pages: the guidebooks in it are each for themselves. */
function rootPages(root: Folder): Page[] {
  const pages = root.entries.flatMap((entry) => (entry.kind === 'page' ? [entry.page] : []))
  return root.page ? [root.page, ...pages] : pages
}

/** What a page's HTML leads to or shows; what its frontmatter names is not in it. */
function targetsOf({ links, sideLinks, included }: Page): Link[] {
  return [...links, ...(included?.links ?? []), ...sideLinks.filter(({ kind }) => kind !== 'frontmatter')]
}

function linksOf(page: Page): { page: Page; url: string }[] {
  return targetsOf(page).map(({ url }) => ({ page, url }))
}

function pathOf(address: string): string | undefined {
  return address === '/' ? undefined : address.slice(1, -1)
}
