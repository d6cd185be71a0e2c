import path from 'node:path'
import { isForgePage, type Refusal, refusalOfPath } from '../files/disclosure.ts'
import { type FileTree, longestPath } from '../files/file-tree.ts'
import { Failure } from '../finding/failure.ts'
import { type GitOptions, runGit, wholeClone } from './git.ts'

const mostBytes = 20_000_000
const longestChain = 10

interface Blob {
  hash: string
  isLink: boolean
}

/** What stood in a repository at a commit, read from git's objects. Symbolic links count as what they lead to. */
export class CommitTree implements FileTree {
  readonly #repository: string
  readonly #options: GitOptions
  readonly #blobs: Map<string, Blob>
  readonly #folders: Map<string, Set<string>>

  private constructor(repository: string, options: GitOptions, blobs: Map<string, Blob>) {
    this.#repository = repository
    this.#options = options
    this.#blobs = blobs
    this.#folders = foldersOf(blobs.keys())
  }

  static async open(repository: string, commit: string, options: GitOptions): Promise<CommitTree> {
    const { status, stdout, stderr } = await runGit(repository, ['ls-tree', '-r', '-z', '--full-tree', commit], options)
    if (status !== 0) throw unreadable(commit, stderr)
    const blobs = new Map<string, Blob>()
    for (const line of stdout.toString('utf8').split('\0')) {
      const [, mode, type, hash, file] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      if (type === 'blob' && hash && file) blobs.set(file, { hash, isLink: mode === '120000' })
    }
    return new CommitTree(repository, options, blobs)
  }

  /** Every file, relative to the repository; symbolic links too. */
  get files(): Iterable<string> {
    return this.#blobs.keys()
  }

  /** The hash of what a file holds; `undefined` of symbolic links, and of what is behind one. */
  objectOf(file: string): string | undefined {
    const blob = this.#blobs.get(file)
    return blob?.isLink ? undefined : blob?.hash
  }

  async kind(file: string): Promise<'file' | 'folder' | undefined> {
    const found = await this.#resolve(file)
    if (found === undefined) return undefined
    return this.#folders.has(found) ? 'folder' : 'file'
  }

  async names(folder: string): Promise<string[]> {
    const found = await this.#resolve(folder)
    return found === undefined ? [] : [...(this.#folders.get(found) ?? [])]
  }

  async refusal(file: string): Promise<Refusal | undefined> {
    const found = await this.realPath(file)
    if (found === undefined) return 'missing'
    return isForgePage(found) ? undefined : refusalOfPath(found, '')
  }

  realPath(file: string): Promise<string | undefined> {
    return this.#resolve(file)
  }

  /** Why a path that leads nowhere is lost: a symbolic link out of the repository, or to nothing; undefined for no link. */
  async lostLink(file: string): Promise<'symlink-out' | 'unreadable' | undefined> {
    const blob = this.#blobs.get(file)
    if (!blob?.isLink) return undefined
    const target = Buffer.from((await this.#contents([blob.hash])).get(blob.hash) ?? '').toString('utf8')
    const way = path.posix.join(path.posix.dirname(file), target)
    return target.startsWith('/') || way === '..' || way.startsWith('../') ? 'symlink-out' : 'unreadable'
  }

  async read(file: string): Promise<Uint8Array | undefined> {
    return (await this.readAll([file])).get(file)
  }

  /** The bytes of several files at once, by their paths as given; those that cannot be read are missing. */
  async readAll(files: readonly string[]): Promise<Map<string, Uint8Array>> {
    const wanted: { file: string; hash: string }[] = []
    for (const file of files) {
      const blob = this.#blobs.get((await this.#resolve(file)) ?? '')
      if (blob) wanted.push({ file, hash: blob.hash })
    }
    const contents = await this.#contents(wanted.map(({ hash }) => hash))
    return new Map(
      wanted.flatMap(({ file, hash }) => {
        const bytes = contents.get(hash)
        return bytes ? [[file, bytes] as const] : []
      }),
    )
  }

  /** Follows symbolic links, also of folders on the way. */
  async #resolve(file: string, depth = 0): Promise<string | undefined> {
    if (file.length > longestPath) return undefined
    const plain = path.posix.normalize(`./${file}`).replace(/\/$/, '').replace(/^\.$/, '')
    if (plain === '..' || plain.startsWith('../') || depth > longestChain) return undefined
    if (this.#folders.has(plain)) return plain
    const blob = this.#blobs.get(plain)
    if (blob && !blob.isLink) return plain
    const segments = plain.split('/')
    for (let count = 1; count <= segments.length; count++) {
      const head = segments.slice(0, count).join('/')
      const link = this.#blobs.get(head)
      if (!link?.isLink) continue
      const target = (await this.#contents([link.hash])).get(link.hash)
      if (!target) return undefined
      const way = path.posix.join(path.posix.dirname(head), Buffer.from(target).toString('utf8'))
      return this.#resolve([way, ...segments.slice(count)].join('/'), depth + 1)
    }
    return undefined
  }

  /** Objects by their hashes: `HASH blob SIZE`, a line break, the bytes, a line break. Source: git-cat-file(1). */
  async #contents(hashes: readonly string[]): Promise<Map<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>()
    const small = await this.#small([...new Set(hashes)])
    if (small.length === 0) return found
    const stdout = await this.#ask('--batch', small)
    for (let at = 0; at < stdout.length; ) {
      const end = stdout.indexOf(10, at)
      if (end < 0) break
      const [hash = '', type, size] = stdout.toString('latin1', at, end).split(' ')
      if (type !== 'blob') throw unreadable(hash, String(type))
      const next = end + 1 + Number(size)
      found.set(hash, stdout.subarray(end + 1, next))
      at = next + 1
    }
    return found
  }

  /** Those of a size to read. What a tree names but the clone lacks is a fault: as an empty page it would be new in all it says. */
  async #small(hashes: readonly string[]): Promise<string[]> {
    if (hashes.length === 0) return []
    const lines = (await this.#ask('--batch-check', hashes)).toString('latin1').split('\n')
    return lines.filter(Boolean).flatMap((line) => {
      const [hash = '', type, size] = line.split(' ')
      if (type !== 'blob') throw unreadable(hash, String(type))
      return Number(size) <= mostBytes ? [hash] : []
    })
  }

  async #ask(how: string, hashes: readonly string[]): Promise<Buffer> {
    const input = hashes.map((hash) => `${hash}\n`).join('')
    const { status, stdout, stderr } = await runGit(this.#repository, ['cat-file', how], { ...this.#options, input })
    if (status !== 0) throw unreadable(hashes[0] ?? '', stderr)
    return stdout
  }
}

function unreadable(object: string, said: string): Failure {
  return new Failure(`Git cannot read \`${object.slice(0, 12)}\`: ${said.split('\n')[0]?.slice(0, 200)}`, wholeClone)
}

function foldersOf(files: Iterable<string>): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>([['', new Set()]])
  for (const file of files) {
    let name = file
    while (name !== '') {
      const parent = path.posix.dirname(name) === '.' ? '' : path.posix.dirname(name)
      const known = folders.get(parent)
      if (known) known.add(path.posix.basename(name))
      else folders.set(parent, new Set([path.posix.basename(name)]))
      if (known) break
      name = parent
    }
  }
  return folders
}
