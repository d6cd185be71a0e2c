import { createHash } from 'node:crypto'
import type { Project } from '../../src/config/project.ts'
import type { Sources } from '../../src/config/sources.ts'
import { codeDigest } from '../../src/files/code-digest.ts'
import { remoteUrl } from '../../src/git/git-folder.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { ProjectInventory } from '../../src/inventory/project-inventory.ts'
import type { GitFiles, PageHistory } from '../check-input.ts'

/** What it is made of. */
export interface StateParts {
  project: Project
  sources: Sources
  history: PageHistory
  git: GitFiles
  inventory: ProjectInventory
  /** Whether it is of a commit, and not of the work tree. */
  isOfCommit?: true
}

/** What decides what checks find between pages: the code, the settings, the pages, the services, the configuration, git. */
export class SnapshotState {
  readonly isOfCommit: boolean
  readonly #parts: StateParts
  #digest: Promise<string | undefined> | undefined

  constructor(parts: StateParts) {
    this.isOfCommit = parts.isOfCommit ?? false
    this.#parts = parts
  }

  /** Another one after each change of anything; `undefined` where nobody can know of one. */
  digest(): Promise<string | undefined> {
    this.#digest ??= digestOf(this.#parts)
    return this.#digest
  }
}

async function digestOf({ project, sources, history, git, inventory }: StateParts): Promise<string | undefined> {
  const [ofHistory, listed, ofInventory] = await Promise.all([history.version(), git.listed(), inventory.version()])
  if (ofHistory === undefined) return undefined
  const { root, guidebooks, repository, config, settings } = project
  const hash = createHash('sha256')
  const parts = [
    ...[codeDigest(), root, guidebooks, repository, remoteUrl(repository) ?? null, config, settings?.digest ?? null],
    ...pageParts(sources),
    ...[ofHistory, listed ?? null, ofInventory],
  ]
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
