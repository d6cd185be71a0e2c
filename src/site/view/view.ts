import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import type { StatusWord } from '../../guidebook/parts/status-word.ts'
import type { Repository } from '../../guidebook/paths/repository.ts'
import type { Folder } from '../../guidebook/tree.ts'
import type { PageStatus, SiteStatus } from '../status/site-status.ts'
import type { NavigationItem } from './navigation.ts'
import type { FileFindings, PageFinding } from './page-finding.ts'

/** What views are made from: a site, or a part of one. */
export interface ViewSource {
  guidebooks: Guidebooks
  settings: { title: string; description: string; base: string }
  repository: Repository | undefined
  /** When git last saw a page change: ISO 8601. */
  changed(page: Page): string | undefined
  /** Where a page's source stands in the repository. */
  inRepository(page: Page): string
  /** The pages of a guidebook in reading order. */
  readingOrder(guidebook: Folder): Page[]
  /** What the checks found, in `dev` alone. */
  checked: CheckedView | undefined
  status: SiteStatus
}

/** What the layout shows around a page. Plain data, and all that a page's HTML depends on besides its own text. */
export interface View {
  kind: 'page' | 'folder' | 'home'
  title: string
  description: string
  address: string
  /** What its file is called, where the title does not say it: search finds it by that name too. */
  fileName?: string
  breadcrumbs: Step[]
  /** The guidebook whose tree the sidebar shows. */
  guidebook: Step & { services?: PageStatus }
  sidebar: NavigationItem[]
  contents: ContentsEntry[]
  previous?: Step
  next?: Step
  /** Where the forge lets one edit the page. */
  editUrl?: string
  facts: Facts
  /** What stands in a folder whose page does not list it. */
  children: Card[]
  /** The guidebooks, on the home page. */
  guidebooks: GuidebookCard[]
  /** The services that it is about. */
  status?: PageStatus
  /** In `dev` alone. */
  findings?: Findings
}

/** What the checks found, as views ask for it. */
export interface CheckedView {
  /** Changes with what was found. */
  version: string
  ofPage(page: Page): PageFinding[]
  files(): FileFindings[]
}

/** What the checks found, as a page shows it. */
export interface Findings {
  version: string
  /** On the page itself. */
  own: PageFinding[]
  /** On the home page: the files that something was found in. */
  files: FileFindings[]
}

/** A page to go to. */
export interface Step {
  title: string
  address: string
}

/** A heading, for the table of contents. */
export interface ContentsEntry {
  depth: number
  text: string
  anchor: string
}

/** What the header card tells besides the fields of the header block. */
export interface Facts {
  status?: StatusWord
  owner?: string
  type?: string
  /** When git last saw the page change: ISO 8601. */
  changed?: string
  draft?: true
}

/** A page or folder in a list. */
export interface Card extends Step {
  description: string
  /** Of the services in a guidebook or folder. */
  services?: PageStatus
  status?: StatusWord
}

/** A guidebook on the home page, with its first pages. */
export interface GuidebookCard extends Card {
  pages: number
  entries: NavigationItem[]
}
