import { homedir } from 'node:os'
import path from 'node:path'
import type { GitIgnoreRule } from '../files/disclosure.ts'
import { nulFields, streamGit } from './git.ts'
import { gitFolderPrefix } from './git-folder.ts'

/** What git ignores, by paths relative to the repository. */
export type Ignored = (path: string) => GitIgnoreRule | undefined

/**
 * Asks git which files of a repository it ignores, also by the rules of this machine and this user. Nothing is ignored
 * without git, nor in a folder that is ignored as a whole and was named all the same: `named` is relative to the
 * repository.
 */
export async function readIgnored(repository: string, named: string, signal?: AbortSignal): Promise<Ignored> {
  const args = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']
  const found = (await ask(repository, args, [], signal)).map((entry) => entry.replace(/\/$/, ''))
  const entries = found.filter((entry) => !isAt(entry, named))
  if (entries.length === 0) return () => undefined
  const tracked = await trackedAmong(repository, entries, signal)
  const rules = new Map(entries.map((entry) => [entry, tracked.has(entry) ? ('tracked' as const) : ('local' as const)]))
  return (path) => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const rule = rules.get(path.slice(0, end))
      if (rule) return rule
    }
    return undefined
  }
}

/** Where the settings of a machine are, besides where git says that it read some. */
const machineSettings = ['/etc/gitconfig', '/usr/local/etc/gitconfig', '/opt/homebrew/etc/gitconfig']

/** Files outside of a repository by which this machine and this user say what git ignores: absolute; they need not be there. */
export async function readIgnoreSettings(repository: string, signal?: AbortSignal): Promise<string[]> {
  const home = homedir()
  const own = path.join(process.env.XDG_CONFIG_HOME || path.join(home, '.config'), 'git')
  const usual = [path.join(home, '.gitconfig'), path.join(own, 'config'), path.join(own, 'ignore'), ...machineSettings]
  const fields = await ask(repository, ['config', '--list', '--show-origin', '-z'], [], signal)
  const told = fields.flatMap((field, index) => {
    if (index % 2 === 0) return field.startsWith('file:') ? [path.resolve(repository, field.slice('file:'.length))] : []
    const [, rules] = /^core\.excludesfile\n(.+)$/s.exec(field) ?? []
    return rules === undefined ? [] : [path.resolve(repository, rules.replace(/^~(?=[\\/])/, home))]
  })
  // Git is given a folder of its own for each command.
  return [...new Set([...usual, ...told])].filter((file) => !file.includes(gitFolderPrefix))
}

/** Those that a `.gitignore` of the repository itself names, rather than one that nobody else has. */
async function trackedAmong(repository: string, entries: string[], signal?: AbortSignal): Promise<Set<string>> {
  const fields = await ask(repository, ['check-ignore', '-z', '--verbose', '--stdin'], entries, signal)
  const sources = new Map<string, string>()
  for (let at = 0; at + 3 < fields.length; at += 4) sources.set(fields[at + 3] ?? '', fields[at] ?? '')
  const files = [...new Set(sources.values())]
  const listed = await ask(
    repository,
    ['ls-files', '-z', '--', ...files.map((file) => `:(top,literal)${file}`)],
    [],
    signal,
  )
  const known = new Set(listed)
  return new Set([...sources].flatMap(([entry, source]) => (known.has(source) ? [entry] : [])))
}

/** What git writes with `-z`; nothing where it fails. */
async function ask(repository: string, args: string[], input: string[], signal?: AbortSignal): Promise<string[]> {
  const child = streamGit(repository, args, { signal, ignoresOfUser: true })
  child.stdin.end(input.map((one) => `${one}\0`).join(''))
  const fields: string[] = []
  for await (const field of nulFields(child.stdout)) fields.push(field)
  return fields
}

function isAt(entry: string, named: string): boolean {
  return named === entry || named.startsWith(`${entry}/`)
}
