import { runGit } from '../../src/git/git.ts'
import { readListedFiles } from '../../src/git/listed-files.ts'
import type { GitFiles } from '../check-input.ts'

/** More names than these are looked for in several rounds. */
const mostNames = 500

/** Files that are pages, or become some. */
const noPages = ['md', 'mdx', 'markdown', 'adoc', 'rst', 'txt', 'html'].map((ending) => `:(exclude,icase)*.${ending}`)

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
    const found = new Set<string>()
    for (let start = 0; start < names.length; start += mostNames) {
      const some = names.slice(start, start + mostNames)
      const patterns = some.flatMap((name) => ['-e', name])
      const args = ['grep', '--no-color', '--no-textconv', '--untracked', '-I', '-h', '-o', '-w', '-F', ...patterns]
      const { status, stdout } = await runGit(this.#repository, [...args, '--', '.', ...noPages], {
        signal: this.#signal,
      })
      // 1 says that there is none.
      if (status !== 0 && status !== 1) return [...names]
      for (const name of stdout.toString('utf8').split('\n')) found.add(name)
    }
    return [...found]
  }
}
