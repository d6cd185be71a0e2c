import type { Service } from '../../src/config/services.ts'
import { fromRoot, guidebooksInRepository } from '../../src/config/sources.ts'
import type { FileTree } from '../../src/files/file-tree.ts'
import type { Finding } from '../../src/finding/finding.ts'
import { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import type { RawPageFinding } from '../check.ts'
import type { CheckInput, GitFiles } from '../check-input.ts'
import { SnapshotState, type StateParts } from './snapshot-state.ts'

/** All that was read of the work tree, or of a commit: what the checks look at, and what was found on the way. */
export interface Snapshot {
  input: CheckInput
  /** What is wrong in the `services.yaml` files. */
  findings: Finding[]
  /** What is wrong with each page by itself, by its file relative to the guidebooks root. */
  onPages: ReadonlyMap<string, RawPageFinding[]>
  /** What decides what is found between pages, where that is known; absent where it is found anew each time. */
  state?: SnapshotState
}

/** What a snapshot is made of. */
export interface SnapshotParts extends StateParts {
  onPages: ReadonlyMap<string, RawPageFinding[]>
  repository: FileTree
  git: GitFiles
  /** The pages without drafts, where they were put together already. */
  guidebooks?: Guidebooks | undefined
}

export function snapshotOf(parts: SnapshotParts): Snapshot {
  const { project, sources, onPages, repository, history, git, inventory } = parts
  const { pages, extraPages, files, skipped, hidden, services, findings, dialects } = sources
  const ofPages = {
    ...{ pages, files, inRepository: guidebooksInRepository(project), site: project.config.site },
    navigation: dialects.navigation,
  }
  const guidebooks = parts.guidebooks ?? new Guidebooks(ofPages, { drafts: false })
  const inOrder = [...pages, ...extraPages].toSorted((a, b) => (a.file < b.file ? -1 : 1))
  const inRoot = fromRoot(project)
  const input = {
    ...{ project, guidebooks, pages: inOrder, skipped, hidden, services, repository, history, git, inRoot },
    extraPages: new Set(extraPages.map(({ file }) => file)),
    inventory: inventory.read,
  }
  return { input, findings, onPages, state: new SnapshotState(parts) }
}

/** The files that a snapshot looks at, relative to the project's root. */
export function checkedFiles({ input: { project, pages, services, inRoot } }: Snapshot): Set<string> {
  const declared = services.map(({ file }: Service) => file)
  const settings = project.settings ? [project.settings.file] : []
  return new Set([...pages.map(({ file }) => inRoot(file)), ...declared, ...settings])
}
