import { stat } from 'node:fs/promises'
import path from 'node:path'
import { watch } from 'chokidar'
import { type Project, settingsFiles } from '../../config/project.ts'
import { isInside } from '../../files/inside.ts'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'

/** What is done about changes. The first two are called once things have been quiet for a moment. */
export interface ChangeHandlers {
  onSource: () => void
  /** Told of `waymark.yaml`, and of a change in `own`. */
  onConfig: () => void
  /** Absolute folders of Waymark's own code, without which a change of it could not be seen. */
  own: readonly string[]
  /** When the files were read first, in milliseconds since 1970: what has changed since is a change. */
  since: number
  /** Told that a file or folder came or went. Absolute. */
  onEntry: (file: string) => void
  /** Told that a folder went. Absolute. */
  onLostFolder: (folder: string) => void
}

/** Tells of changes under the guidebooks root, of what its pages include, and of `waymark.yaml`. */
export interface SourceWatch {
  /** Files outside of the guidebooks root that decide what pages say: absolute. */
  follow(outside: ReadonlySet<string>): void
  stop(): Promise<void>
}

/** Editors write a file in several steps; a change is read when they are done. */
const quietMs = 60

/** Folders in which nothing is written that readers see. */
const foreign = /(?:^|[\\/])(?:\.git|node_modules)(?:[\\/]|$)/

/** Begins to watch. */
export function watchSources(project: Project, handlers: ChangeHandlers): SourceWatch {
  const { guidebooks } = project
  const { since, own, onConfig, onSource } = handlers
  const configFiles = settingsFiles(project.root)
  let outside: ReadonlySet<string> = new Set()
  let timer: NodeJS.Timeout | undefined
  /** Another server is needed, whatever else changes. */
  let isOther = false
  const watcher = watch([guidebooks, ...configFiles, ...own], {
    alwaysStat: true,
    ignorePermissionErrors: true,
    ignored: (file) =>
      isInside(project.cache, file) || (isInside(guidebooks, file) && foreign.test(path.relative(guidebooks, file))),
  })
  watcher.on('error', () => {
    // What cannot be watched, such as a folder too many for this machine, is read again with the next change.
  })
  watcher.on('all', (event, file, stats) => {
    // As it first goes through all, the watcher tells of each file; of one that came later, the time says so.
    const isOld = (stats?.ctimeMs ?? 0) < since - coarseMs
    if ((event === 'add' || event === 'addDir') && isOld) return
    const isConfig = configFiles.includes(file) || own.some((folder) => isInside(folder, file))
    if (!isConfig && !isSource(project, file) && !outside.has(file)) return
    if (event === 'unlinkDir') handlers.onLostFolder(file)
    if (event !== 'change') handlers.onEntry(file)
    // A page that changes with `waymark.yaml` must not hide that.
    isOther ||= isConfig
    clearTimeout(timer)
    timer = setTimeout(isOther ? onConfig : onSource, quietMs)
  })
  return {
    follow: (files) => {
      outside = files
      watcher.add([...files])
    },
    stop: () => {
      clearTimeout(timer)
      return watcher.close()
    },
  }
}

function isSource({ guidebooks, root, cache }: Project, file: string): boolean {
  return isInside(guidebooks, file) && !isInside(cache, file) && !isInside(path.join(root, 'dist'), file)
}

/** What the watcher of files does not see. */
export interface MissedChangeHandlers {
  /** Another folder stands in the place of one. */
  onReplaced: () => void
  /** Files came or went while the watcher was not ready. */
  onMissed: () => void
}

/** File systems tell times more coarsely than clocks, in milliseconds. */
const coarseMs = 20

/**
 * A watcher stays with a folder that was moved away, and sees nothing of the one that takes its place, as when git
 * checks out another branch; nor does it tell of what comes while it first goes through all. So each folder's identity,
 * and when its entries changed, are asked for now and then.
 */
export class FolderWatch {
  readonly #root: string
  readonly #known = new Map<string, string>()
  /** When the entries of folders changed last, in milliseconds since 1970. */
  readonly #changed = new Map<string, number>()
  readonly #unseen: MissedChangeHandlers
  /** When the files were read first. */
  readonly #since: number

  /** `root` is the absolute folder of the guidebooks, whose files were read after `since`, in milliseconds since 1970. */
  constructor(root: string, since: number, unseen: MissedChangeHandlers) {
    this.#root = root
    this.#since = since
    this.#unseen = unseen
  }

  /** The watcher has told of a file that came or went. `file` is absolute. */
  see(file: string): void {
    this.#changed.set(this.#wayTo(path.dirname(file)), Number.POSITIVE_INFINITY)
  }

  /** The watcher has seen a folder go: it does not see it come back. `folder` is absolute. */
  lose(folder: string): void {
    const way = this.#wayTo(folder)
    if (this.#known.has(way)) this.#known.set(way, gone)
  }

  /** Looks once; a folder that is met for the first time is remembered, one that is gone is awaited. */
  async look({ pages, files }: Pick<Guidebooks, 'pages' | 'files'>): Promise<void> {
    const folders = foldersOf([...pages.map(({ file }) => file), ...files])
    for (const folder of this.#known.keys()) if (folder !== '' && !folders.has(folder)) this.#known.delete(folder)
    let isReplaced = false
    let isMissed = false
    for (const folder of folders) {
      const { identity, changedMs } = await stateOf(path.join(this.#root, folder))
      const known = this.#known.get(folder)
      this.#known.set(folder, identity)
      if (identity !== gone && known !== undefined && known !== identity) isReplaced = true
      if (changedMs > (this.#changed.get(folder) ?? this.#since - coarseMs)) isMissed = true
      this.#changed.set(folder, changedMs)
    }
    if (isReplaced) this.#unseen.onReplaced()
    else if (isMissed) this.#unseen.onMissed()
  }

  #wayTo(folder: string): string {
    return path.relative(this.#root, folder).split(path.sep).join('/')
  }
}

/** The identity of a folder that is not there. */
const gone = ''

/** All folders on the way to some files, the root included. */
function foldersOf(files: readonly string[]): Set<string> {
  const folders = new Set([''])
  for (const file of files) {
    let folder = path.posix.dirname(file)
    while (folder !== '.' && !folders.has(folder)) {
      folders.add(folder)
      folder = path.posix.dirname(folder)
    }
  }
  return folders
}

/** A file system gives the number of a folder that is gone to the next one, so the time of its birth counts too. */
async function stateOf(folder: string): Promise<{ identity: string; changedMs: number }> {
  try {
    const { dev, ino, birthtimeMs, mtimeMs } = await stat(folder)
    return { identity: `${dev}:${ino}:${birthtimeMs}`, changedMs: mtimeMs }
  } catch {
    return { identity: gone, changedMs: Number.NEGATIVE_INFINITY }
  }
}
