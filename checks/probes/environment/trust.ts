import { readFile, stat } from 'node:fs/promises'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

/** Milliseconds that a look at the file holds. */
const holds = 1000

/** Bytes of a file of authorities; those of all systems take a tenth of it. */
const largest = 4 * 1024 * 1024

/** A PEM file. */
export interface AuthorityFile {
  /** Absolute. */
  path: string
  /** As it may be shown: a page tells no path of the machine. */
  told: string
}

/** Whom TLS connections trust: Node's own authorities, and one of a file that may come late and may change. */
export class Trust {
  readonly #file: AuthorityFile | undefined
  readonly #ticks: () => number
  #looked: { at: number; look: Promise<Look> } | undefined
  #known: { version: string; context: SecureContext } | undefined

  /** Without a `file` Node's own authorities are all. */
  constructor(file: AuthorityFile | undefined, ticks: () => number) {
    this.#file = file
    this.#ticks = ticks
  }

  /** What to connect with, `undefined` for Node's own; or why nobody can be trusted now. */
  context(): Promise<Look> {
    if (this.#file === undefined) return Promise.resolve({})
    const now = this.#ticks()
    if (!this.#looked || now - this.#looked.at >= holds) this.#looked = { at: now, look: this.#look(this.#file) }
    return this.#looked.look
  }

  async #look({ path, told }: AuthorityFile): Promise<Look> {
    try {
      const stats = await stat(path)
      const { mtimeMs, size, ino } = stats
      // A device or a pipe may never end.
      if (!stats.isFile() || size > largest) return { trouble: `the certificate authority \`${told}\` is no PEM file` }
      const version = `${mtimeMs} ${size} ${ino}`
      if (this.#known?.version !== version) {
        const pem = await readFile(path, 'utf8')
        this.#known = { version, context: createSecureContext({ ca: [...getCACertificates('default'), pem] }) }
      }
      return { context: this.#known.context }
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
      return { trouble: `the certificate authority \`${told}\` cannot be read (${why})` }
    }
  }
}

export type Look = { context?: SecureContext } | { trouble: string }
