import type { Root } from 'mdast'
import type { FileTree } from '../../files/file-tree.ts'
import type { FrontmatterKey } from '../parts/frontmatter.ts'
import type { Rewriter } from './rewriter.ts'

export type DialectName = 'github' | 'gitlab' | 'mkdocs' | 'hugo' | 'docusaurus' | 'docfx' | 'other'

/** What a shortcode of Hugo can mean. */
export const shortcodeMeanings = [
  'callout',
  'details',
  'tabs',
  'tab',
  'include',
  'figure',
  'link',
  'plain',
  'hidden',
] as const

export type ShortcodeMeaning = (typeof shortcodeMeanings)[number]

/**
 * What a generator's configuration says of how its pages are to be read: plain data, which is handed to threads and
 * counts in keys of caches. Folders are relative to the guidebooks root, and may climb out of it with `..`.
 */
export interface DialectSettings {
  /** Texts of variables that pages name, such as `extra.version`. */
  variables?: Record<string, string>
  /** Names of its Markdown extensions that change how a page is read. */
  extensions?: string[]
  /** Which rule makes anchors, where there is more than one; and what stands between words. */
  slug?: {
    rule: string
    separator?: string
    /** Which letters become small ones. */
    letters?: 'none' | 'lower' | 'lower-ascii' | 'fold'
    isEncoded?: boolean
    normalization?: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'
  }
  /** What the site's own shortcodes mean, by name: `shortcodes:` of `waymark.yaml`. */
  shortcodes?: Record<string, ShortcodeMeaning>
  /** The folders that an absolute path begins in, each under the address that it is published at: `{ '/docs/': '.', '/': '../static' }`. */
  mounts?: { address: string; folder: string }[]
  /** Files by the addresses that they give themselves, without a slash at their end: `slug`, or a name without its number. */
  addresses?: Record<string, string>
  /** The folders in which included files are looked for. */
  includeFolders?: string[]
  /** Files whose text stands at the end of every page, such as abbreviations; relative to the guidebooks root. */
  appended?: string[]
  /** Whether pages are published as folders (`/guide/install/`), so that relative addresses count from there. */
  areAddressesFolders?: boolean
}

/** How the pages of a folder are to be read: plain data. */
export interface PageDialect {
  name: DialectName
  settings: DialectSettings
}

/**
 * Texts of included files, by their paths relative to the guidebooks root. A page names any path, so that of a property of
 * all objects too: a map has no others than its own.
 */
export type Includes = ReadonlyMap<string, string>

/** What a dialect knows of the page that it reads. */
export interface PageReading {
  /** Relative to the guidebooks root. */
  file: string
  settings: DialectSettings
  /** Texts of the files that it may include, by their paths relative to the guidebooks root. */
  includes: Includes
}

/** The place of a page or a folder in a generator's navigation. Paths are relative to the guidebooks root. */
export interface NavigationEntry {
  path: string
  /** What the navigation calls it. */
  label?: string
}

/** What a generator's configuration says of a whole folder of pages. */
export interface DialectConfiguration {
  settings: DialectSettings
  /** In reading order. A page that stands here is reached, whether or not another page links to it. */
  navigation?: NavigationEntry[]
  /** The name of the site. */
  title?: string
  /** Globs of Markdown files below the folder that are no pages, such as included ones; relative to the guidebooks root. */
  exclude?: string[]
}

/** Where a generator's configuration was found, and what can be read beside it: as data, nothing of it is run. */
export interface ConfigurationInput {
  /** The repository, or the tree of a commit. */
  tree: FileTree
  /** The file or folder that told the dialect, relative to the tree. */
  sign: string
  /** Its text; empty where it is a folder. */
  text: string
  /** The guidebooks root, relative to the tree. */
  root: string
  /** All files below the guidebooks root, relative to it. */
  files: readonly string[]
}

/** What an anchor is made from. */
export interface HeadingSource {
  /** As a reader sees it. */
  text: string
  /** As it is written, without the marks of the heading; HTML is written as it is. */
  written: string
}

/** Makes the anchors of one page, heading after heading: it numbers repeats. */
export interface AnchorMaker {
  anchorOf(heading: HeadingSource): string
  /** Told first of all anchors that the page itself gives its headings. */
  reserve?(anchors: readonly string[]): void
  /** Told of an anchor that the page itself gives a heading, `{#id}`. */
  keep?(anchor: string): void
}

/**
 * How a generator reads Markdown: all that differs from GitHub, in one module for each. What a page says is the same
 * for the site, the checks, the search and `--fix`, since all of them read pages through it.
 */
export interface Dialect {
  name: DialectName
  /** As its users call it. */
  title: string
  /**
   * The entry of a folder that tells it, relative to that folder, by the names of all entries; none where none does.
   * `isTop` says whether the folder is the repository's own.
   */
  sign(names: ReadonlySet<string>, isTop: boolean): string | undefined
  /** The folders of its pages, relative to that folder, as the text of the sign says; it is empty where that is no file. */
  folders(sign: string, text: string): string[]
  /** Reads the rest of its configuration. Never throws: what cannot be read is left out. */
  configure?(input: ConfigurationInput): Promise<DialectConfiguration>
  /** Its keys of the frontmatter that mean what one of ours does, which comes first where both are written. */
  frontmatterKeys?: Readonly<Record<string, FrontmatterKey>>
  /** Further addresses that the frontmatter of a page gives it. */
  addressesOf?(values: Readonly<Record<string, unknown>>, file: string): string[]
  /** Paths that a page asks to include, relative to the guidebooks root, each with where else to look, the likeliest first. */
  includesOf?(text: string, reading: Omit<PageReading, 'includes'>): string[]
  /** Writes as GitHub's Markdown what its own syntax says before Markdown is read: blocks, includes, variables. */
  rewrite?(rewriter: Rewriter, reading: PageReading): void
  /** Changes what is left in a tree whose places are those of the page: marks in sentences, attributes. */
  finish?(tree: Root, text: string, reading: PageReading): void
  /** Its rule for anchors; GitHub's where there is none. */
  anchors?(settings: DialectSettings): AnchorMaker
  /**
   * Where a link can lead that leads nowhere by the common reading: paths relative to the guidebooks root, with or without
   * an ending, the likeliest first. `path` is without query and fragment, decoded.
   */
  pathsOf?(path: string, from: string, settings: DialectSettings): string[]
}
