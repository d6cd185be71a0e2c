import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import picomatch from 'picomatch'
import type { Project } from '../../config/project.ts'
import { pageTest } from '../../config/sources.ts'
import { Disclosure, isHidden } from '../../files/disclosure.ts'
import { isInside, posixRelative } from '../../files/inside.ts'
import { Failure } from '../../finding/failure.ts'
import { gitFoldersOf } from '../../git/git-folder.ts'
import { listFiles } from '../../guidebook/reader.ts'
import { quote } from '../../text/quote.ts'

/** What paths of the command line select. */
export interface Scope {
  /** Whether a file, given relative to the project's root, is selected. */
  inScope: (file: string) => boolean
  /** Pages that were given by their names, or that stand in a hidden folder that was, relative to the guidebooks root. */
  extraPages: string[]
}

/**
 * Which files, given relative to the project's root, paths of the command line select: themselves, and what is
 * below them. A path is relative to the working directory, or else to the project's root.
 */
export async function scopeOf(paths: readonly string[], project: Project): Promise<Scope> {
  const scopes = await Promise.all(paths.map((path) => inProject(path, project.root)))
  const extraPages = (await Promise.all(scopes.map((scope) => namedBy(scope, project)))).flat()
  if (scopes.length === 0 || scopes.includes('')) return { inScope: () => true, extraPages }
  return { inScope: (file) => scopes.some((scope) => file === scope || file.startsWith(`${scope}/`)), extraPages }
}

/** A page counts wherever it stands in the project; of folders only those whose pages are passed over otherwise. */
async function namedBy(scope: string, project: Project): Promise<string[]> {
  const isPage = pageTest(project)
  const absolute = join(project.root, scope)
  const fromGuidebooks = (file: string) => posixRelative(project.guidebooks, join(project.root, file))
  const stats = await stat(absolute)
  const isListed = stats.isDirectory() && isHidden(scope)
  if (!isListed && !(stats.isFile() && isPage(scope))) return []
  const { repository } = project
  const disclosure = new Disclosure({ repository, gitFolders: gitFoldersOf(repository) })
  if (disclosure.refuseNamed(absolute, isListed ? () => true : isPage)) throw keptFromReaders(scope)
  if (!isListed) return [fromGuidebooks(scope)]
  const { files } = await listFiles({
    root: absolute,
    disclosure: new Disclosure({ repository: absolute }),
    isPage,
    isExcluded: () => false,
    ignore: [project.cache],
  })
  return files.filter(isPage).map((file) => fromGuidebooks(`${scope}/${file}`))
}

/** A finding shows what stands in the file. */
function keptFromReaders(path: string): Failure {
  return new Failure(
    `Unexpected path ${quote(path)}, expected a page of this repository`,
    'What is in `.git` and in `node_modules` is not checked, nor what a symbolic link leads to that is no page here',
  )
}

/** Whether an absolute file is a page of a project, rather than one that only stands near. */
export function isPageOf(project: Project, file: string): boolean {
  const way = posixRelative(project.guidebooks, file)
  return isInside(project.guidebooks, file) && pageTest(project)(way) && !picomatch(project.config.exclude)(way)
}

async function inProject(path: string, root: string): Promise<string> {
  const candidates = [resolve(path), resolve(root, path)]
  const there = await Promise.all(candidates.map(isThere))
  const found = candidates.filter((_, index) => there[index])
  if (found.length === 0) {
    throw new Failure(
      `Unexpected path ${quote(path)}, expected a file or a folder that is there`,
      'Look at its spelling',
    )
  }
  const inside = found.find((absolute) => isInside(root, absolute))
  if (inside !== undefined) return posixRelative(root, inside)
  throw new Failure(
    `Unexpected path ${quote(path)}, expected one inside of the project`,
    `The project is \`${root}\`: name another with \`--root DIR\``,
  )
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
