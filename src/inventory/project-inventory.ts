import picomatch from 'picomatch'
import type { Project } from '../config/project.ts'
import type { Cache } from '../files/section-cache.ts'
import type { CommitTree } from '../git/commit-tree.ts'
import { CommitFiles, DiskFiles } from './configuration-files.ts'
import { type Inventory, readInventory } from './inventory.ts'
import { readPast } from './past.ts'

export interface ProjectInventoryOptions {
  cache: Cache
  signal: AbortSignal
  /** A commit with its files, in place of the work tree. */
  at?: { commit: string; tree: CommitTree }
  /** The readers that are asked, by their names; all, when absent. */
  readers?: readonly string[]
}

/** The inventory of a project's repository, read once and when it is asked for first. */
export function inventoryOf(
  { repository, config }: Pick<Project, 'repository' | 'config'>,
  { cache, signal, at, readers }: ProjectInventoryOptions,
): () => Promise<Inventory> {
  const { include, exclude } = config.inventory
  return once(() => {
    const files = at
      ? new CommitFiles(at.tree)
      : new DiskFiles(repository, include.length > 0 ? picomatch(include, { dot: true }) : undefined)
    const commit = at && { commit: at.commit }
    const past = once(() => readPast({ repository, cache, signal, ...commit }))
    return readInventory({ files, cache, signal, include, exclude, past, ...(readers && { readers }) })
  })
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
