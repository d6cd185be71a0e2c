import { stat } from 'node:fs/promises'
import path from 'node:path'
import { type Project, settingsFiles } from '../../config/project.ts'
import { isInside } from '../../files/inside.ts'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import type { ViteDevServer } from '../astro.ts'

/** Called once things have been quiet for a moment after a change. */
export interface ChangeHandlers {
  onSource: () => void
  onConfig: () => void
  /** Whether a file outside of the guidebooks root, absolute, decides what pages say. */
  isOutside: (file: string) => boolean
}

/** Editors write a file in several steps; a change is read when they are done. */
const quietMs = 60

/** Tells of changes under the guidebooks root, of what its pages include, and of `waymark.yaml`. */
export function watchSources(
  server: ViteDevServer,
  project: Project,
  { onSource, onConfig, isOutside }: ChangeHandlers,
): void {
  const configFiles = settingsFiles(project.root)
  server.watcher.add([project.guidebooks, ...configFiles])
  let timer: NodeJS.Timeout | undefined
  server.watcher.on('all', (_event, file) => {
    const isConfig = configFiles.includes(file)
    if (!isConfig && !isSource(project, file) && !isOutside(file)) return
    clearTimeout(timer)
    timer = setTimeout(isConfig ? onConfig : onSource, quietMs)
  })
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
