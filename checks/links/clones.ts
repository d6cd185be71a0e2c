import path, { posix } from 'node:path'
import type { Project } from '../../src/config/project.ts'
import { DiskTree } from '../../src/files/disk-tree.ts'
import { limitPathDepth } from '../../src/guidebook/paths/path.ts'
import { forgeOf, viewRoots } from '../../src/guidebook/paths/repository.ts'
import { decoded } from '../../src/text/decoded.ts'
import { quote } from '../../src/text/quote.ts'
import { KnownFiles } from './internal/known-files.ts'
import type { SearchBudget } from './internal/names.ts'
import { encoded, pathOf, tailOf } from './internal/relative-url.ts'
import type { LinkProblem } from './link-problem.ts'
import { otherCase } from './rules/target/case.ts'
import { missingFile } from './rules/target/missing-file.ts'

/** A tree of files that a forge shows under an address, and that is at hand. */
export interface Clone {
  /** The beginning of its addresses. */
  prefix: string
  files: KnownFiles
  /** How its folder is called in messages; empty for this very repository. */
  folder: string
}

/** The repositories whose files are at hand: those of `checks.links.map`, and this one by its forge's address. */
export function clonesOf({ root, config }: Project, own: KnownFiles, budget: SearchBudget): Clone[] {
  const mapped = Object.entries(config.checks.links.map).map(([prefix, folder]) => ({
    prefix,
    folder,
    files: new KnownFiles(new DiskTree(path.resolve(root, folder)), budget),
  }))
  const { repository } = config
  const views = repository ? viewRoots({ ...repository, forge: repository.forge ?? forgeOf(repository.url) }) : []
  return [...mapped, ...views.map((prefix) => ({ prefix, folder: '', files: own }))]
}

/** Finds the clone that an address leads into: the one with the longest prefix. */
export function cloneOf(clones: readonly Clone[], url: string): Clone | undefined {
  const candidates = clones.filter(({ prefix }) => startsWith(url, prefix))
  return candidates.sort((a, b) => b.prefix.length - a.prefix.length)[0]
}

/** What is wrong with an address that leads into a clone: its file, its lines, its anchor. */
export async function checkInClone({ prefix, files, folder }: Clone, url: string): Promise<LinkProblem | undefined> {
  const path = pathIn(prefix, url)
  if (path === '..' || path.startsWith('../')) return undefined
  const [, fragment] = tailOf(url).split(/#(.*)/s)
  const shown = quote(posix.join(folder, path))
  const kind = await files.kind(path)
  if (kind !== undefined) return fragment === undefined ? undefined : files.checkFragment(url, path, fragment, shown)
  const corrected = await files.correct(path)
  const meant = corrected && `${slashed(prefix)}${encoded(corrected.path)}${tailOf(url)}`
  return {
    ...missingFile.problem(url, posix.join(folder, posix.dirname(path))),
    ...(corrected?.isCase && { code: otherCase.code }),
    ...(meant !== undefined && { hint: `Did you mean ${quote(meant)}?` }),
    ...(corrected?.isCertain && meant !== undefined && { replacement: meant }),
  }
}

function pathIn(prefix: string, url: string): string {
  const path = limitPathDepth(decoded(pathOf(url).slice(prefix.length)))
  return posix.normalize(`./${path}`).replace(/\/$/, '').replace(/^\.$/, '')
}

/** `…/main` is the beginning of `…/main/a`, not of `…/maintenance/a`. */
function startsWith(url: string, prefix: string): boolean {
  return url.startsWith(prefix) && (prefix.endsWith('/') || /^(?:[/?#]|$)/.test(url.slice(prefix.length)))
}

function slashed(prefix: string): string {
  return prefix.endsWith('/') ? prefix : `${prefix}/`
}
