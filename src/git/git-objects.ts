import { Buffer } from 'node:buffer'
import { type GitProcess, streamGit } from './git.ts'

type TakeBytes = (bytes: Buffer | undefined) => void

interface Running {
  child: GitProcess
  waiting: TakeBytes[]
  reader: BatchReader
}

/**
 * Reads files out of commits. One `git cat-file --batch` serves all requests that are made while another is under way,
 * and ends with the last of them.
 */
export class GitObjects {
  readonly #repository: string
  readonly #signal: AbortSignal | undefined
  #running: Running | undefined

  constructor(repository: string, signal?: AbortSignal) {
    this.#repository = repository
    this.#signal = signal
  }

  /** The bytes of a file of a commit, by its path in the repository; `undefined` where there is none. */
  read(commit: string, path: string): Promise<Buffer | undefined> {
    // The protocol has one request a line.
    if (/[\n\0]/.test(path)) return Promise.resolve(undefined)
    const { promise, resolve } = Promise.withResolvers<Buffer | undefined>()
    const running = this.#running ?? this.#start()
    running.waiting.push(resolve)
    running.child.stdin.write(`${commit}:${path}\n`)
    return promise
  }

  #start(): Running {
    const child = streamGit(this.#repository, ['cat-file', '--batch'], { signal: this.#signal })
    const waiting: TakeBytes[] = []
    const reader = new BatchReader((bytes) => {
      waiting.shift()?.(bytes)
      // Whoever got an answer may ask again at once.
      if (waiting.length === 0) setImmediate(() => waiting.length === 0 && this.#end(running))
    })
    const running = { child, waiting, reader }
    child.stdout.on('data', (chunk: Buffer) => reader.push(chunk))
    child.on('error', () => this.#end(running))
    child.on('close', () => this.#end(running))
    this.#running = running
    return running
  }

  /** Without git, or after its end, nothing more is known. */
  #end(running: Running): void {
    if (this.#running === running) this.#running = undefined
    running.child.stdin.end()
    for (const answer of running.waiting.splice(0)) answer(undefined)
  }
}

/** Takes the output of `git cat-file --batch` apart: `<hash> <type> <size>`, the bytes and a line break, or `<name> missing`. */
class BatchReader {
  readonly #answer: TakeBytes
  #chunks: Buffer[] = []
  #length = 0
  /** Bytes of the body that is awaited, with its line break; none while a head is. */
  #awaited: number | undefined

  constructor(answer: TakeBytes) {
    this.#answer = answer
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    if (this.#awaited !== undefined && this.#length < this.#awaited) return
    let rest = Buffer.concat(this.#chunks)
    for (let used = this.#next(rest); used > 0; used = this.#next(rest)) rest = rest.subarray(used)
    this.#chunks = [rest]
    this.#length = rest.length
  }

  /** Reads one part, and says how many bytes it had; none where it is not whole yet. */
  #next(bytes: Buffer): number {
    if (this.#awaited !== undefined) {
      const length = this.#awaited
      if (bytes.length < length) return 0
      this.#awaited = undefined
      this.#answer(bytes.subarray(0, length - 1))
      return length
    }
    const end = bytes.indexOf('\n')
    if (end === -1) return 0
    const [, size] = /^[0-9a-f]+ [a-z]+ (\d+)$/.exec(bytes.toString('utf8', 0, end)) ?? []
    if (size === undefined) this.#answer(undefined)
    else this.#awaited = Number(size) + 1
    return end + 1
  }
}
