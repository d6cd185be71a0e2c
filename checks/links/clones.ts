import { stat } from 'node:fs/promises'
import path, { posix } from 'node:path'
import type { Project } from '../../src/config/project.ts'
import { DiskTree } from '../../src/files/disk-tree.ts'
import { limitPathDepth } from '../../src/guidebook/paths/path.ts'
import { forgeOf, viewRoots } from '../../src/guidebook/paths/repository.ts'
import { decoded } from '../../src/text/decoded.ts'
import { quote } from '../../src/text/quote.ts'
import type { SettingProblem } from '../check.ts'
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

/** What is wrong with `checks.links.map`. */
export async function mapProblems({ root, config }: Project): Promise<SettingProblem[]> {
  const problems = Object.entries(config.checks.links.map).map(async ([prefix, folder]): Promise<SettingProblem[]> => {
    if (!/^https?:\/\/[^/]/i.test(prefix)) return [prefixProblem(prefix)]
    return (await isFolder(path.resolve(root, folder))) ? [] : [folderProblem(prefix, folder)]
  })
  return (await Promise.all(problems)).flat()
}

/** The prefixes whose folder is not there: what they lead to cannot be looked at. */
export async function absentPrefixes(project: Project): Promise<Set<string>> {
  const problems = await mapProblems(project)
  return new Set(problems.map(({ path: [, prefix] }) => String(prefix)))
}

function prefixProblem(prefix: string): SettingProblem {
  const message = `Unexpected ${quote(prefix)} in \`checks.links.map\`, expected the beginning of a web address`
  return { path: ['map', prefix], side: 'key', code: 'config/invalid-value', message }
}

function folderProblem(prefix: string, folder: string): SettingProblem {
  const message = `Unexpected ${quote(folder)} in \`checks.links.map\`, expected a folder that is there`
  const hint = 'Clone the repository there, or take the line away; links into it are not checked until then'
  return { path: ['map', prefix], code: 'config/invalid-value', message, hint }
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
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
