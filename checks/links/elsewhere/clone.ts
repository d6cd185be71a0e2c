import { posix } from 'node:path'
import { boundedPath } from '../../../src/guidebook/paths/path.ts'
import { decoded } from '../../../src/text/decoded.ts'
import { quote } from '../../../src/text/quote.ts'
import type { KnownFiles } from '../internal/known-files.ts'
import { encoded, pathOf, tailOf } from '../internal/relative-url.ts'
import type { LinkProblem } from '../problem.ts'

/** A tree of files that a forge shows under an address, and that is at hand. */
export interface Clone {
  /** The beginning of its addresses. */
  prefix: string
  files: KnownFiles
  /** How its folder is called in messages; empty for this very repository. */
  folder: string
}

/** Finds the clone that an address leads into: the one with the longest prefix. */
export function cloneOf(clones: readonly Clone[], url: string): Clone | undefined {
  const found = clones.filter(({ prefix }) => startsWith(url, prefix))
  return found.sort((a, b) => b.prefix.length - a.prefix.length)[0]
}

/** What is wrong with an address that leads into a clone: its file, its lines, its anchor. */
export async function checkInClone({ prefix, files, folder }: Clone, url: string): Promise<LinkProblem | undefined> {
  const path = pathIn(prefix, url)
  if (path === '..' || path.startsWith('../')) return undefined
  const [, fragment] = tailOf(url).split(/#(.*)/s)
  const shown = quote(posix.join(folder, path))
  const kind = await files.kind(path)
  if (kind !== undefined) return fragment === undefined ? undefined : files.judgeFragment(url, path, fragment, shown)
  const corrected = await files.correct(path)
  const meant = corrected && `${slashed(prefix)}${encoded(corrected.path)}${tailOf(url)}`
  return {
    code: corrected?.isCase ? 'links/case' : 'links/missing-file',
    message: `Unexpected link to ${quote(url)}, expected a file in ${quote(`${posix.join(folder, posix.dirname(path))}/`)}`,
    ...(meant !== undefined && { hint: `Did you mean ${quote(meant)}?` }),
    ...(corrected?.isCertain && meant !== undefined && { replacement: meant }),
  }
}

function pathIn(prefix: string, url: string): string {
  const path = boundedPath(decoded(pathOf(url).slice(prefix.length)))
  return posix.normalize(`./${path}`).replace(/\/$/, '').replace(/^\.$/, '')
}

/** `…/main` is the beginning of `…/main/a`, not of `…/maintenance/a`. */
function startsWith(url: string, prefix: string): boolean {
  return url.startsWith(prefix) && (prefix.endsWith('/') || /^(?:[/?#]|$)/.test(url.slice(prefix.length)))
}

function slashed(prefix: string): string {
  return prefix.endsWith('/') ? prefix : `${prefix}/`
}
