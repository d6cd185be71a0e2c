import { stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Project } from '../../config/project.ts'
import { quote } from '../../config/quote.ts'
import { Failure } from '../../guidebook/failure.ts'

/**
 * Which files, given relative to the project's root, paths of the command line ask about: themselves, and what is
 * below them. A path is relative to the working directory, or else to the project's root.
 */
export async function scopeOf(paths: readonly string[], { root }: Project): Promise<(file: string) => boolean> {
  const scopes = await Promise.all(paths.map((path) => inProject(path, root)))
  if (scopes.length === 0 || scopes.includes('')) return () => true
  return (file) => scopes.some((scope) => file === scope || file.startsWith(`${scope}/`))
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
  const ways = found.map((absolute) => relative(root, absolute))
  const way = ways.find((one) => one !== '..' && !one.startsWith(`..${sep}`) && !isAbsolute(one))
  if (way !== undefined) return way.split(sep).join('/')
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
