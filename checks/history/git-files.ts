import { readFile, stat } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import { join } from 'node:path'
import { runGit } from '../../src/git/git.ts'
import { readListedFiles } from '../../src/git/listed-files.ts'
import { isOwnOutput } from '../../src/inventory/own-output.ts'
import type { GitFiles } from '../check-input.ts'

/** More names than these are looked for in several rounds. */
const mostNames = 500

/** Files that are pages, or become some; and what Waymark keeps of pages itself. */
const noPages = [
  ...['md', 'mdx', 'markdown', 'adoc', 'rst', 'txt', 'html'].map((ending) => `:(exclude,icase)*.${ending}`),
  ...['.waymark', '_waymark'].map((folder) => `:(exclude,glob)**/${folder}/**`),
]

/** What git says of the files of a work tree. */
export class WorkTreeFiles implements GitFiles {
  readonly #repository: string
  readonly #signal: AbortSignal
  #listed: Promise<readonly string[] | undefined> | undefined

  constructor(repository: string, signal: AbortSignal) {
    this.#repository = repository
    this.#signal = signal
  }

  listed(): Promise<readonly string[] | undefined> {
    this.#listed ??= readListedFiles(this.#repository, this.#signal)
    return this.#listed
  }

  async ignored(paths: readonly string[]): Promise<string[]> {
    if (paths.length === 0) return []
    const input = paths.map((path) => `${path}\0`).join('')
    const options = { input, signal: this.#signal }
    const { stdout } = await runGit(this.#repository, ['check-ignore', '-z', '--no-index', '--stdin'], options)
    return stdout.toString('utf8').split('\0').slice(0, -1)
  }

  async namesInText(names: readonly string[]): Promise<string[]> {
    const files = new Map<string, Set<string>>()
    for (let start = 0; start < names.length; start += mostNames) {
      const some = names.slice(start, start + mostNames)
      const patterns = some.flatMap((name) => ['-e', name])
      const args = ['grep', '--no-color', '--no-textconv', '--untracked', '-I', '-z', '-o', '-w', '-F', ...patterns]
      const { status, stdout } = await runGit(this.#repository, [...args, '--', '.', ...noPages], {
        signal: this.#signal,
      })
      // 1 says that there is none.
      if (status !== 0 && status !== 1) return [...names]
      for (const line of stdout.toString('utf8').split('\n')) {
        const [file = '', name] = line.split('\0')
        if (name !== undefined) files.set(file, (files.get(file) ?? new Set()).add(name))
      }
    }
    return [...(await this.#wholeNames(files))]
  }

  /** The names that files have by themselves: `docs.acme.dev` is none of `old-docs.acme.dev`, nor of what Waymark wrote. */
  async #wholeNames(files: ReadonlyMap<string, ReadonlySet<string>>): Promise<Set<string>> {
    const found = new Set<string>()
    const patterns = new Map<string, RegExp>()
    for (const [file, names] of files) {
      const open = [...names].filter((name) => !found.has(name))
      if (open.length === 0) continue
      const text = await this.#read(file)
      if (isOwnOutput(file, text ?? '')) continue
      for (const name of open) {
        const pattern = patterns.get(name) ?? wholeName(name)
        patterns.set(name, pattern)
        // What cannot be read now may have it; a word of letters stands in many files, and is no part of another.
        if (text === undefined || !/[.-]/.test(name) || pattern.test(text)) found.add(name)
      }
    }
    return found
  }

  async #read(file: string): Promise<string | undefined> {
    this.#signal.throwIfAborted()
    const path = join(this.#repository, file)
    try {
      return (await stat(path)).size > largestText ? undefined : await readFile(path, 'utf8')
    } catch {
      return undefined
    }
  }
}

/** In bytes. */
const largestText = 10_000_000

/**
 * A name where it is no part of a longer one. What a variable or a pattern ends before is one with it; `${HOST:-docs.acme.dev}`
 * has it by itself. A name without dots may be one label of a host, and an address the beginning of a range.
 */
function wholeName(name: string): RegExp {
  const text = name.replace(/[^\w]/g, '\\$&')
  if (isIPv4(name)) return new RegExp(`(?<!\\w|\\w\\.)${text}(?!\\w|\\.\\w)`)
  const joint = name.includes('.') ? '[.-]' : '-'
  return new RegExp(`(?<!\\w|[\\w})*>%]${joint}+)${text}(?!\\w|${joint}+[\\w$({<%])`)
}
