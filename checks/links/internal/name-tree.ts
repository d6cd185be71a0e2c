import { posix } from 'node:path'
import type { FileTree } from '../../../src/files/file-tree.ts'
import { parentOf } from '../../../src/guidebook/tree.ts'
import { isSwapped } from '../../../src/text/edit-distance.ts'
import { Names, type SearchBudget, type SimilarName } from './names.ts'

/** The names in folders, by their path; none where there is no such folder. */
export interface NameTree {
  folder(path: string): Names | Promise<Names>
}

const none = new Names([])

/** What is published under the guidebooks root, by name. */
export class PublishedNames implements NameTree {
  readonly #folders: Map<string, Names>
  /** Files by their last name. */
  readonly #named: Map<string, string[]>
  #children: Map<string, string[]> | undefined

  /** `files` are relative to the guidebooks root. */
  constructor(files: readonly string[]) {
    const folders = new Map<string, Set<string>>()
    for (const file of files) enter(folders, file)
    this.#folders = new Map([...folders].map(([folder, names]) => [folder, new Names(names)]))
    this.#named = Map.groupBy(files, (file) => posix.basename(file))
  }

  folder(path: string): Names {
    return this.#folders.get(path) ?? none
  }

  has(path: string): boolean {
    return path !== '' && this.folder(parentOf(path)).has(posix.basename(path))
  }

  /** The folder above a folder, those below it, and those beside it. */
  around(folder: string): string[] {
    const above = folder === '' ? [] : [parentOf(folder)]
    const others = this.#childrenOf(folder)
    const beside = folder === '' ? [] : this.#childrenOf(parentOf(folder)).filter((one) => one !== folder)
    return [...above, ...others, ...beside]
  }

  #childrenOf(folder: string): readonly string[] {
    this.#children ??= Map.groupBy(
      [...this.#folders.keys()].filter((path) => path !== ''),
      (path) => parentOf(path),
    )
    return this.#children.get(folder) ?? []
  }

  /** Files of this name, wherever they stand. */
  named(name: string): readonly string[] {
    return this.#named.get(name) ?? []
  }
}

/** The names of a tree of files, each folder listed once. */
export class TreeNames implements NameTree {
  readonly #tree: FileTree
  readonly #folders = new Map<string, Promise<Names>>()

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  folder(path: string): Promise<Names> {
    const known = this.#folders.get(path) ?? this.#tree.names(path).then((names) => new Names(names))
    this.#folders.set(path, known)
    return known
  }
}

/** A path that is there, for one that is not. */
export interface Correction {
  path: string
  /** Whether it differs in capitals alone. */
  isCase: boolean
  isCertain: boolean
}

/** Follows a path from name to name: names in other capitals are taken, and one that is misspelt. */
export async function correct(tree: NameTree, path: string, budget: SearchBudget): Promise<Correction | undefined> {
  let found: Correction = { path: '', isCase: true, isCertain: true }
  const segments = path.split('/')
  for (const [index, segment] of segments.entries()) {
    const names = await tree.folder(found.path)
    const name = names.has(segment) ? segment : names.otherCase(segment)
    // Two misspelt names in one path are too many to guess.
    const near = name === undefined && found.isCase ? names.similar(segment, budget) : undefined
    const taken = name ?? near?.name
    if (taken === undefined) return undefined
    found = {
      path: found.path === '' ? taken : `${found.path}/${taken}`,
      isCase: found.isCase && !near,
      isCertain: found.isCertain && (near ? isSure(near, segment, index === segments.length - 1) : true),
    }
  }
  return found
}

/** What stands below a folder that is misspelt is there, which says more than its name. */
function isSure({ name, isCertain }: SimilarName, written: string, isLast: boolean): boolean {
  return isCertain || (!isLast && isSwapped(written.toLowerCase(), name.toLowerCase()))
}

function enter(folders: Map<string, Set<string>>, path: string): void {
  const parent = parentOf(path)
  const names = folders.get(parent)
  const name = posix.basename(path)
  if (names) names.add(name)
  else {
    folders.set(parent, new Set([name]))
    if (parent !== '') enter(folders, parent)
  }
}
