import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Failure } from '../finding/failure.ts'

/** A folder that git takes for its own: it has the data of a repository, and none of the settings that come with it. */
export interface GitFolder {
  /** Absolute. */
  path: string
  remove(): void
}

/** What is data: objects, references and their history, the index. Settings, hooks, attributes and remotes are not. */
const data = /^(?:objects|refs|logs|packed-refs|reftable|shallow|index|sharedindex\.[0-9a-f]+|(?:[A-Z]+_)?HEAD)$/

/** No reference is so long. */
const mostBytes = 4096

/**
 * Makes a folder in which git finds what a repository holds, but no setting by which it would run a program: whoever
 * wrote `.git/config` need not be whoever runs Waymark. `repository` is the folder that `.git` stands in; `undefined` of
 * one without.
 *
 * @throws Failure where there is no place for temporary files
 */
export function openGitFolder(repository: string): GitFolder | undefined {
  const own = realGitFolder(repository)
  if (own === undefined) return undefined
  const folder = temporaryFolder()
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const common = commonFolder(own)
    linkData(own, folder)
    if (common) {
      writeFileSync(path.join(folder, 'commondir'), 'common\n')
      mkdirSync(path.join(folder, 'common'))
      linkData(common, path.join(folder, 'common'))
    }
    bringSettings(common ?? own, path.join(folder, common ? 'common' : '.'))
    return { path: folder, remove }
  } catch (error) {
    remove()
    throw error
  }
}

/**
 * Makes `.git` in a folder, so that git finds in it the objects of a repository and a HEAD that is one of its commits, but
 * none of its branches, and of its settings only how objects are kept and where it came from. `repository` is the folder that its own `.git` stands in.
 *
 * @throws Failure where there is no repository
 */
export function makeGitFolder(folder: string, repository: string, commit: string): void {
  const from = realGitFolder(repository)
  const common = from && (commonFolder(from) ?? from)
  if (!common)
    throw new Failure(
      `Unexpected folder \`${repository}\`, expected a git repository`,
      'A change is compared by its commits: run it in a clone',
    )
  const git = path.join(folder, '.git')
  mkdirSync(path.join(git, 'refs'), { recursive: true })
  symlinkSync(path.join(common, 'objects'), path.join(git, 'objects'), 'junction')
  const shallow = path.join(common, 'shallow')
  if (statSync(shallow, { throwIfNoEntry: false })?.isFile()) copyFileSync(shallow, path.join(git, 'shallow'))
  const format = settingsOf(readSettings(common)).find(
    ({ section, key, value }) =>
      section === 'extensions' && key === 'objectformat' && taken['extensions.objectformat']?.test(value),
  )
  const extension = format ? `[extensions]\n\tobjectformat = ${format.value}\n` : ''
  // Some of what pages are read by is told from where the clone came from. Nothing is fetched from there.
  const url = remoteUrl(repository)
  const remote = url === undefined ? '' : `[remote "origin"]\n\turl = ${url}\n`
  writeFileSync(
    path.join(git, 'config'),
    `[core]\n\trepositoryFormatVersion = ${format ? 1 : 0}\n${extension}${remote}`,
  )
  writeFileSync(path.join(git, 'HEAD'), `${commit}\n`)
}

/** How the names of such folders begin. */
export const gitFolderPrefix = 'waymark-git-'

function temporaryFolder(): string {
  try {
    return mkdtempSync(path.join(tmpdir(), gitFolderPrefix))
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failure(
      `Cannot write into \`${tmpdir()}\` (${why}), expected a folder for temporary files`,
      'Name another with the variable `TMPDIR`',
    )
  }
}

/** The folders that git keeps for a repository, wherever they stand. */
export function gitFoldersOf(repository: string): string[] {
  const own = realGitFolder(repository)
  const common = own && commonFolder(own)
  return [own, common].filter((folder) => folder !== undefined)
}

/**
 * What git reads of a repository besides its objects, which are named by what is in them: absolute files and folders, which
 * may be gone. `repository` is the folder that `.git` stands in.
 */
export function gitStateOf(repository: string): string[] {
  const folders = gitFoldersOf(repository)
  const named = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => data.test(name) && name !== 'objects')
      .map((name) => path.join(folder, name)),
  )
  const settings = folders.flatMap((folder) =>
    ['config', 'commondir', path.join('info', 'exclude')].map((name) => path.join(folder, name)),
  )
  const git = path.join(repository, '.git')
  // Where it is a file, it says where the folder is.
  return [...(folders.includes(git) ? [] : [git]), ...named.sort(), ...settings]
}

/** The folder `.git`, or the one that a file of this name leads to, as in a linked work tree and in a submodule. */
function realGitFolder(repository: string): string | undefined {
  const git = path.join(repository, '.git')
  const stats = statSync(git, { throwIfNoEntry: false })
  if (stats?.isDirectory()) return git
  const [, way] = /^gitdir: (.+?)\s*$/s.exec(readSmall(git)) ?? []
  if (way === undefined) return undefined
  const folder = path.resolve(repository, way)
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : undefined
}

/** Where a linked work tree keeps what it shares with the others. Source: gitrepository-layout(5). */
function commonFolder(own: string): string | undefined {
  const way = readSmall(path.join(own, 'commondir')).trim()
  if (way === '') return undefined
  const folder = path.resolve(own, way)
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : undefined
}

function linkData(from: string, to: string): void {
  for (const name of readdirSync(from).filter((one) => data.test(one))) {
    const [source, target] = [path.join(from, name), path.join(to, name)]
    const stats = statSync(source, { throwIfNoEntry: false })
    // A junction, where links need a right that few have.
    if (stats?.isDirectory()) symlinkSync(source, target, 'junction')
    else if (stats?.isFile()) {
      // Git takes a HEAD that is a link for another kind of HEAD.
      if (name.endsWith('HEAD') || process.platform === 'win32') copyFileSync(source, target)
      else symlinkSync(source, target)
    }
  }
}

/** What all work trees share: of the settings what is data, and which files are ignored in this clone alone. */
function bringSettings(from: string, to: string): void {
  writeFileSync(path.join(to, 'config'), gitSettings(readSettings(from)))
  const rules = path.join(from, 'info', 'exclude')
  if (!statSync(rules, { throwIfNoEntry: false })?.isFile()) return
  mkdirSync(path.join(to, 'info'))
  copyFileSync(rules, path.join(to, 'info', 'exclude'))
}

function readSettings(folder: string): string {
  const file = path.join(folder, 'config')
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : ''
}

/** A small text; empty where there is none. */
function readSmall(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats?.isFile() && stats.size <= mostBytes ? readFileSync(file, 'utf8') : ''
}

/** Settings of Waymark's own: no file is written, no program runs, and nothing is fetched. */
const own = `[core]
	repositoryFormatVersion = 1
	bare = false
	fsmonitor = false
	untrackedCache = false
	quotePath = false
[diff]
	autoRefreshIndex = false
[gc]
	auto = 0
[maintenance]
	auto = false
[log]
	showSignature = false
[protocol]
	allow = never
`

/** The settings of a repository that say how its data is kept, and what `@{upstream}` is, each with the values that it may have. */
const taken: Readonly<Record<string, RegExp>> = {
  'extensions.objectformat': /^sha(?:1|256)$/,
  'extensions.refstorage': /^(?:files|reftable)$/,
  'branch.remote': /^[\w.][\w.-]*$/,
  'branch.merge': /^refs\/[\w./-]+$/,
  'remote.fetch': /^\+?refs\/[\w./*-]+:refs\/[\w./*-]+$/,
}

const header = /^[ \t]*\[[ \t]*([a-z]+)(?:[ \t]+"([\w./-]+)")?[ \t]*\][ \t]*$/i
const entry = /^[ \t]*([a-z]+)[ \t]*=[ \t]*(\S+)[ \t]*$/i

/** One line of a repository's `config`. */
interface Setting {
  section: string
  /** The name behind it, such as `origin` of `[remote "origin"]`; empty where there is none. */
  of: string
  /** In lower case. */
  key: string
  value: string
}

/** The settings of a `config`, whose text is given. Includes are not followed. What is written in another way than git itself writes it is passed over. */
function settingsOf(config: string): Setting[] {
  let section: { section: string; of: string } | undefined
  return config.split(/\r?\n/).flatMap((line): Setting[] => {
    const head = header.exec(line)
    if (head || /^\s*\[/.test(line)) {
      section = head ? { section: head[1]?.toLowerCase() ?? '', of: head[2] ?? '' } : undefined
      return []
    }
    const [, key, value] = entry.exec(line) ?? []
    return section && key !== undefined && value !== undefined ? [{ ...section, key: key.toLowerCase(), value }] : []
  })
}

/** What git is to read in place of a repository's own `config`, whose text is given: of that one only what is plain data. */
function gitSettings(config: string): string {
  const lines = settingsOf(config).flatMap(({ section, of, key, value }) => {
    const name = `${section}.${key}`
    if (!Object.hasOwn(taken, name) || !taken[name]?.test(value)) return []
    return [`[${section}${of === '' ? '' : ` "${of}"`}]\n\t${key} = ${value}\n`]
  })
  return own + lines.join('')
}

/**
 * Where a repository was cloned from: the address of its remote `origin`, or of its only one, as it is written; it may
 * hold credentials. The settings are read as data, and nobody is asked. `repository` is the folder that `.git` stands in.
 */
export function remoteUrl(repository: string): string | undefined {
  const own = realGitFolder(repository)
  if (own === undefined) return undefined
  const urls = settingsOf(readSettings(commonFolder(own) ?? own)).filter(
    ({ section, key }) => section === 'remote' && key === 'url',
  )
  const origin = urls.find(({ of }) => of === 'origin')
  return (origin ?? (urls.length === 1 ? urls[0] : undefined))?.value
}
