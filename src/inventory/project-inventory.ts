import { existsSync } from 'node:fs'
import path from 'node:path'
import picomatch from 'picomatch'
import { once } from '../concurrency/once.ts'
import type { Project } from '../config/project.ts'
import { posixRelative } from '../files/inside.ts'
import type { Cache } from '../files/section-cache.ts'
import { wholeFile } from '../finding/finding.ts'
import type { CommitTree } from '../git/commit-tree.ts'
import type { Tip } from '../git/git.ts'
import { quote } from '../text/quote.ts'
import { CommitFiles, DiskFiles } from './configuration-files.ts'
import type { CloneFiles, Inventory, UnreadableFile } from './inventory.ts'

export interface ProjectInventoryOptions {
  cache: Cache
  signal: AbortSignal
  /** A commit with its files, in place of the work tree. */
  at?: { commit: string; tree: CommitTree }
  /** What git lists of the work tree, for who has asked for it already. */
  listed?: () => Promise<readonly string[] | undefined>
  /** The commit that the work tree is of, for who has asked for it already. */
  tip?: () => Promise<Tip | undefined>
  /** The readers that are asked, by their names; all, when absent. */
  readers?: readonly string[]
}

/** The inventory of a project. */
export interface ProjectInventory {
  /** Reads it, once. */
  read: () => Promise<Inventory>
  /** Another text after each change of what `read` gives, and of its past. */
  version: () => Promise<string>
}

/** The inventory of a project's repository and of the clones that it names, read when it is asked for first. */
export function inventoryOf(
  project: Pick<Project, 'root' | 'repository' | 'config' | 'settings'>,
  { cache, signal, at, listed, tip, readers }: ProjectInventoryOptions,
): ProjectInventory {
  const { root, repository, config } = project
  const { include, exclude } = config.inventory
  const open = once(async () => {
    // Loaded only here: a run that asks for nothing of it needs none of its readers.
    const { openInventory } = await import('./inventory.ts')
    const isIncluded = include.length > 0 ? picomatch(include, { dot: true }) : undefined
    const files = at ? new CommitFiles(at.tree) : new DiskFiles(repository, { also: isIncluded, listed })
    const folders = config.inventory.clones.map((written) => path.resolve(root, written))
    const clones = folders.flatMap((folder): CloneFiles[] =>
      existsSync(folder) ? [{ folder: posixRelative(repository, folder), files: new DiskFiles(folder) }] : [],
    )
    const commit = at && { commit: at.commit }
    const past = once(async () => {
      const { joinPasts, readPast } = await import('./past.ts')
      const own = await readPast({ repository, cache, signal, tip, ...commit })
      // A folder of rendered files has no history of its own.
      const withHistory = clones.filter(({ folder }) => existsSync(path.join(repository, folder, '.git')))
      const others = withHistory.map(async ({ folder }) => ({
        folder,
        past: await readPast({ repository: path.join(repository, folder), cache, signal }),
      }))
      return joinPasts(own, await Promise.all(others))
    })
    const source = openInventory({
      ...{ files, clones, cache, signal, include, exclude, past },
      ...(readers && { readers }),
    })
    return { source, past, absent: absentClones(project) }
  })
  return {
    read: once(async () => {
      const { source, absent } = await open()
      const inventory = await source.read()
      return { ...inventory, problems: [...absent, ...inventory.problems] }
    }),
    version: once(async () => {
      const { source, past, absent } = await open()
      const versions = await Promise.all([source.version(), past().then(({ version }) => version)])
      return JSON.stringify([...versions, absent])
    }),
  }
}

/** The clones that `waymark.yaml` names and that are not there. */
function absentClones({
  root,
  repository,
  config,
  settings,
}: Pick<Project, 'root' | 'repository' | 'config' | 'settings'>): UnreadableFile[] {
  return config.inventory.clones.flatMap((written, index): UnreadableFile[] =>
    existsSync(path.resolve(root, written))
      ? []
      : [
          {
            file: posixRelative(repository, path.join(root, settings?.file ?? 'waymark.yaml')),
            ...(settings?.locate(['inventory', 'clones', index]) ?? wholeFile),
            message: `Unexpected ${quote(written)} in \`inventory.clones\`, expected a folder that is there`,
            hint: 'Clone the repository there, or take the line away; nothing of it is known until then',
          },
        ],
  )
}
