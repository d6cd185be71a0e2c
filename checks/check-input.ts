import type { Project } from '../src/config/project.ts'
import type { Service } from '../src/config/services.ts'
import type { FileTree } from '../src/files/file-tree.ts'
import type { Guidebooks } from '../src/guidebook/guidebooks.ts'
import type { Page } from '../src/guidebook/page.ts'
import type { Skipped } from '../src/guidebook/reader.ts'
import type { Inventory } from '../src/inventory/inventory.ts'
import type { FileHistory } from './history/file-history.ts'

/** All that checks look at: of the work tree, or of a commit. */
export interface CheckInput {
  project: Project
  /** What readers see: no drafts. */
  guidebooks: Guidebooks
  /** The pages that are checked, drafts too, in the order of their files. */
  pages: Page[]
  /** Files of those that are no part of the guidebooks: the command line named them. */
  extraPages: ReadonlySet<string>
  skipped: Skipped[]
  /** Pages that are not looked at since a name on the way begins with a dot; relative to the guidebooks root. */
  hidden: readonly string[]
  services: Service[]
  /** What else stands in the repository. */
  repository: FileTree
  /** What the repository's configuration says that runs: read when it is asked for first, and once. */
  inventory: () => Promise<Inventory>
  /** What git knows of the page's last changes. */
  history: PageHistory
  /** What git says of the files of the work tree. */
  git: GitFiles
  /** A path relative to the guidebooks root, as one relative to the project's root, which findings have. */
  inRoot: (file: string) => string
}

/** What git says of the files of a work tree, with what is not committed. Paths are relative to the repository. */
export interface GitFiles {
  /** Every file that it holds or would take; `undefined` where it cannot tell. */
  listed(): Promise<readonly string[] | undefined>
  /** Those of some paths that it would not take, as what is made and not kept. */
  ignored(paths: readonly string[]): Promise<readonly string[]>
  /** Those of some names that stand by themselves in any file that is no page: in a program, a template, a test. All of them where it cannot tell. */
  namesInText(names: readonly string[]): Promise<readonly string[]>
}

/** What git knows about files. */
export interface PageHistory {
  /**
   * The day that a page's text was last changed, as `2026-11-20`; undefined where git cannot tell, and where that is
   * not later than the day `after`, which spares a look at older versions.
   */
  lastChange(page: Page, after?: string): Promise<string | undefined>
  /** What became of a file that was there once, given relative to the repository. */
  fileHistory(path: string): Promise<FileHistory | undefined>
  /** What the page's file was at the last commits that touched it, the newest first; nothing where git cannot tell. */
  versions(page: Page): AsyncIterable<Uint8Array>
  /** Another text after each change of what this tells; `undefined` where nobody can know of one. */
  version(): Promise<string | undefined>
}
