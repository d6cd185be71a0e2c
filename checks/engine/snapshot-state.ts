import { createHash } from 'node:crypto'
import { once } from '../../src/concurrency/once.ts'
import type { Project } from '../../src/config/project.ts'
import type { Sources } from '../../src/config/sources.ts'
import { codeDigest } from '../../src/files/code-digest.ts'
import { remoteUrl } from '../../src/git/git-folder.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { ProjectInventory } from '../../src/inventory/project-inventory.ts'
import type { PageHistory } from '../check-input.ts'

/** What it is made of. */
export interface StateParts {
  project: Project
  sources: Sources
  history: PageHistory
  inventory: ProjectInventory
  /** Whether it is of a commit, and not of the work tree. */
  isOfCommit?: true
}

/**
 * What decides what checks find between pages: the code, the settings, the pages, the services, the configuration; and
 * what git and the inventory know, for who asks them.
 */
export class SnapshotState {
  readonly isOfCommit: boolean
  /** Another text after each change of what git tells of pages; `undefined` where nobody can know of one. */
  readonly historyVersion: () => Promise<string | undefined>
  /** Another text after each change of the inventory. */
  readonly inventoryVersion: () => Promise<string>
  readonly #parts: Pick<StateParts, 'project' | 'sources'>
  #digest: string | undefined

  constructor({ project, sources, history, inventory, isOfCommit }: StateParts) {
    this.isOfCommit = isOfCommit ?? false
    this.#parts = { project, sources }
    this.historyVersion = once(() => history.version())
    this.inventoryVersion = inventory.version
  }

  /** Another one after each change of anything but git and the inventory. */
  get digest(): string {
    this.#digest ??= digestOf(this.#parts)
    return this.#digest
  }
}

function digestOf({ project, sources }: Pick<StateParts, 'project' | 'sources'>): string {
  const { root, guidebooks, repository, config, settings } = project
  const parts = [
    ...[codeDigest(), root, guidebooks, repository, remoteUrl(repository) ?? null, config, settings?.digest ?? null],
    ...pageParts(sources),
  ]
  const hash = createHash('sha256')
  // Each part is a whole of its own: a line has no line break.
  for (const part of parts) hash.update(`${JSON.stringify(part)}\n`)
  return hash.digest('hex')
}

function pageParts({ pages, extraPages, files, skipped, hidden, servicesDigest, dialects }: Sources): unknown[] {
  return [
    ...[pages.map(pagePart), extraPages.map(pagePart), files, skipped, hidden, servicesDigest],
    dialects.navigation ?? null,
  ]
}

/** All that a page is made of. */
function pagePart({ file, digest, dialect, includes, includedBy }: Page): unknown[] {
  return [file, digest, dialect ?? null, [...(includes ?? [])], includedBy ?? null]
}
