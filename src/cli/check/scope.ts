import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import picomatch from 'picomatch'
import type { Project } from '../../config/project.ts'
import { quote } from '../../config/quote.ts'
import { pageTest, posixRelative } from '../../config/sources.ts'
import { Failure } from '../../guidebook/failure.ts'
import { isInside } from '../../guidebook/inside.ts'

/**
 * Which files, given relative to the project's root, paths of the command line ask about: themselves, and what is
 * below them. A path is relative to the working directory, or else to the project's root.
 */
export async function scopeOf(paths: readonly string[], { root }: Project): Promise<(file: string) => boolean> {
  const scopes = await Promise.all(paths.map((path) => inProject(path, root)))
  if (scopes.length === 0 || scopes.includes('')) return () => true
  return (file) => scopes.some((scope) => file === scope || file.startsWith(`${scope}/`))
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
