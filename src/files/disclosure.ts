import path from 'node:path'
import { isInside } from './inside.ts'
import { realPath } from './real-path.ts'

/**
 * Why a file is kept from readers: nothing is there, it is not in the repository, it is git's own, a name on the way to
 * it begins with a dot or is `node_modules`, or git ignores it, so that it is on this machine alone.
 */
export type Refusal = 'missing' | 'outside' | 'git' | 'hidden' | 'ignored'

/** Which rule makes git ignore a file: one that is in the repository too, or one of this machine. */
export type GitIgnoreRule = 'tracked' | 'local'

export interface DisclosureOptions {
  /** Absolute folder: nothing outside of it is shown. */
  repository: string
  /** Absolute folder of the guidebooks: they may stand in a folder that is hidden. */
  guidebooks?: string
  /** Absolute folders of git's own, whatever their names. */
  gitFolders?: readonly string[]
  /** What git ignores, by paths relative to the repository. */
  ignoreRule?: (path: string) => GitIgnoreRule | undefined
}

/**
 * Says which files may be read, linked to and published. Each is judged by its real path, so that no symbolic link gives
 * away what stands beside the guidebooks: a password in `.env`, a token in `.git/config`.
 */
export class Disclosure {
  readonly #repository: string
  readonly #guidebooks: string
  readonly #gitFolders: readonly string[]
  readonly #ignoreRule: (path: string) => GitIgnoreRule | undefined

  constructor({
    repository,
    guidebooks = repository,
    gitFolders = [],
    ignoreRule = () => undefined,
  }: DisclosureOptions) {
    this.#repository = realPath(repository) ?? repository
    this.#guidebooks = realPath(guidebooks) ?? guidebooks
    this.#gitFolders = gitFolders.map((folder) => realPath(folder) ?? folder)
    this.#ignoreRule = ignoreRule
  }

  /**
   * The real path of a file that may be read or published, or why it may not. `file` is absolute, as is `folder`, that
   * of the page that names it: a file of its own may be ignored where the repository says so, as it is with pictures
   * that a script draws.
   */
  find(file: string, folder?: string): { real: string } | { refusal: Refusal } {
    const real = realPath(file)
    if (real === undefined) return { refusal: 'missing' }
    const refusal = this.#refusalOf(real) ?? (this.#isWithheld(real, folder) ? 'ignored' : undefined)
    return refusal ? { refusal } : { real }
  }

  /** Why no link to a file or a folder of the repository is made, given as to `find`: a forge shows its own pages. */
  refuseLink(file: string, folder?: string): Refusal | undefined {
    const found = this.find(file, folder)
    if ('real' in found) return undefined
    const real = found.refusal === 'hidden' ? realPath(file) : undefined
    return real !== undefined && isForgePage(this.#inRepository(real)) ? undefined : found.refusal
  }

  /**
   * Why a file or folder is not looked at that was asked for by its name. It may be hidden, and git may ignore it; but a
   * link to what is hidden must lead to a page.
   */
  refuseNamed(file: string, isPage: (file: string) => boolean): Refusal | undefined {
    const real = realPath(file)
    if (real === undefined) return 'missing'
    const refusal = this.#refusalOf(real)
    const isForeign = this.#inRepository(real).split('/').some(isPackages)
    return refusal === 'hidden' && !isForeign && isPage(real) ? undefined : refusal
  }

  /** Which rule makes git ignore a file or folder of the guidebooks, given by its way from their root, without links. */
  ignoreRuleOf(way: string): GitIgnoreRule | undefined {
    return this.#ignoreRule(this.#inRepository(path.join(this.#guidebooks, way)))
  }

  #refusalOf(real: string): Refusal | undefined {
    if (!isInside(this.#repository, real)) return 'outside'
    if (this.#gitFolders.some((folder) => isInside(folder, real))) return 'git'
    return refusalOfPath(this.#inRepository(real), this.#inRepository(this.#guidebooks))
  }

  #isWithheld(real: string, folder: string | undefined): boolean {
    const rule = this.#ignoreRule(this.#inRepository(real))
    if (rule !== 'tracked' || folder === undefined) return rule !== undefined
    return !isInside(realPath(folder) ?? folder, real)
  }

  #inRepository(real: string): string {
    return slashed(path.relative(this.#repository, real))
  }
}

/** Why a file is kept from readers by its path alone. Both are relative to the repository, and have no links on the way. */
export function refusalOfPath(file: string, guidebooks: string): 'git' | 'hidden' | undefined {
  if (isGits(file)) return 'git'
  const own = guidebooks !== '' && file.startsWith(`${guidebooks}/`) ? file.slice(guidebooks.length + 1) : file
  return isHidden(own) ? 'hidden' : undefined
}

/** Whether a path, with `/` between names, has a name that begins with a dot, or `node_modules`. */
export function isHidden(file: string): boolean {
  return file.split('/').some((name) => isHiddenName(name))
}

/** Some file systems do not care for the case of a name. */
export function isHiddenName(name: string): boolean {
  return name.startsWith('.') || isPackages(name)
}

function isPackages(name: string): boolean {
  return name.toLowerCase() === 'node_modules'
}

/** Whether a path, with `/` between names, is git's own, as a folder or as the file that leads to it. */
export function isGits(file: string): boolean {
  return file.split('/').some((name) => name.toLowerCase() === '.git')
}

/** A page that forges read from a folder of their own, such as `.github/CONTRIBUTING.md`. */
export function isForgePage(file: string): boolean {
  const [first = '', ...names] = file.split('/')
  return /^\.git(?:hub|lab)$/.test(first) && !isHidden(names.join('/')) && /\.(?:md|mdx|markdown)$/i.test(file)
}

function slashed(way: string): string {
  return way.split(path.sep).join('/')
}
