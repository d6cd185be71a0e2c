import { posix } from 'node:path'
import type { SharedCause } from '../../src/finding/finding.ts'
import { quote } from '../../src/text/quote.ts'
import { foldersOf } from './named-commands.ts'

/** The code of the one finding that stands for many files. */
export const sharedCauseCode = 'commands/shared-cause'

/** Folders of the repository, and what became of those that are gone. */
export class FileCauses {
  readonly #folders: ReadonlySet<string>

  constructor(files: ReadonlySet<string>) {
    this.#folders = foldersOf(files)
  }

  /**
   * What files that are gone may have in common: the folder that was called otherwise or stood elsewhere, or the
   * uppermost one of which nothing is left. Undefined where just the file went. Paths are relative to the repository.
   */
  of(path: string, to: string | undefined): SharedCause | undefined {
    const moved = to === undefined ? undefined : movedFolder(path, to)
    const folder = moved?.from ?? uppermost(path, (one) => !this.#folders.has(one))
    if (folder === undefined) return undefined
    return {
      code: sharedCauseCode,
      key: `${folder}\0${moved?.to ?? ''}`,
      what: `paths in ${quote(`${folder}/`)}`,
      expected: 'files that are there',
      hint: moved
        ? `The folder is ${moved.to === '' ? "the repository's own" : quote(`${moved.to}/`)} now`
        : `\`git log --full-history --diff-filter=D -- ${folder.replaceAll('`', "'").slice(0, 200)}/\` tells when the folder went, and why`,
      isSetting: false,
    }
  }
}

/** What is left of two paths without the folders and the name that both end in: `infra`, `platform/infra`. */
function movedFolder(path: string, to: string): { from: string; to: string } | undefined {
  const [before, after] = [path.split('/'), to.split('/')]
  let same = 0
  while (same < Math.min(before.length, after.length) && before.at(-1 - same) === after.at(-1 - same)) same++
  const from = before.slice(0, before.length - same).join('/')
  // A file that is called otherwise was not moved with its folder.
  return same === 0 || from === '' ? undefined : { from, to: after.slice(0, after.length - same).join('/') }
}

/** The first of the folders above a path, from the repository's root down, of which something holds. */
function uppermost(path: string, holds: (folder: string) => boolean): string | undefined {
  const names = posix.dirname(path).split('/')
  return names.map((_, at) => names.slice(0, at + 1).join('/')).find((folder) => folder !== '.' && holds(folder))
}
