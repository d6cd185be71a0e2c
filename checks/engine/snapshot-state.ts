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
  #around: string | undefined

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

  /** Another one after each change of anything but git, the inventory and what stands in pages. */
  get around(): string {
    this.#around ??= digestOf(this.#parts, ({ file }) => file)
    return this.#around
  }

  /** Every page, whether or not it is checked. */
  get pages(): readonly Page[] {
    const { pages, extraPages } = this.#parts.sources
    return [...pages, ...extraPages]
  }

  /** All that a page is made of. */
  readonly partOf = pagePart
}

function digestOf(
  { project, sources }: Pick<StateParts, 'project' | 'sources'>,
  partOf: (page: Page) => unknown = pagePart,
): string {
  const { root, guidebooks, repository, config, settings } = project
  const parts = [
    ...[codeDigest(), root, guidebooks, repository, remoteUrl(repository) ?? null, config, settings?.digest ?? null],
    ...sourceParts(sources, partOf),
  ]
  const hash = createHash('sha256')
  // Each part is a whole of its own: a line has no line break.
  for (const part of parts) hash.update(`${JSON.stringify(part)}\n`)
  return hash.digest('hex')
}

function sourceParts(
  { pages, extraPages, files, skipped, hidden, servicesDigest, dialects }: Sources,
  partOf: (page: Page) => unknown,
): unknown[] {
  return [
    ...[pages.map(partOf), extraPages.map(partOf), files, skipped, hidden, servicesDigest],
    dialects.navigation ?? null,
  ]
}

/** All that a page is made of. */
function pagePart({ file, digest, dialect, includes, includedBy }: Page): unknown[] {
  return [file, digest, dialect ?? null, [...(includes ?? [])], includedBy ?? null]
}
