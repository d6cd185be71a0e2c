import { readFile, stat } from 'node:fs/promises'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

/** Milliseconds that the file is not looked at again. */
const holds = 1000

/** Bytes of a file of authorities; those of all systems take a tenth of it. */
const largest = 4 * 1024 * 1024

/** A PEM file. */
export interface AuthorityFile {
  /** Absolute. */
  path: string
  /** As it may be shown: a page tells no path of the machine. */
  shownAs: string
}

/** Whom TLS connections trust: Node's own authorities, and one of a file that may come late and may change. */
export class Trust {
  readonly #file: AuthorityFile | undefined
  readonly #ticks: () => number
  #last: { at: number; anchors: Promise<TrustAnchors> } | undefined
  #known: { version: string; context: SecureContext } | undefined

  /** Without a `file` Node's own authorities are all. */
  constructor(file: AuthorityFile | undefined, ticks: () => number) {
    this.#file = file
    this.#ticks = ticks
  }

  anchors(): Promise<TrustAnchors> {
    if (this.#file === undefined) return Promise.resolve({})
    const now = this.#ticks()
    if (!this.#last || now - this.#last.at >= holds) this.#last = { at: now, anchors: this.#read(this.#file) }
    return this.#last.anchors
  }

  async #read({ path, shownAs }: AuthorityFile): Promise<TrustAnchors> {
    try {
      const stats = await stat(path)
      const { mtimeMs, size, ino } = stats
      // A device or a pipe may never end.
      if (!stats.isFile() || size > largest)
        return { trouble: `the certificate authority \`${shownAs}\` is no PEM file` }
      const version = `${mtimeMs} ${size} ${ino}`
      if (this.#known?.version !== version) {
        const pem = await readFile(path, 'utf8')
        this.#known = { version, context: createSecureContext({ ca: [...getCACertificates('default'), pem] }) }
      }
      return { context: this.#known.context }
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
      return { trouble: `the certificate authority \`${shownAs}\` cannot be read (${why})` }
    }
  }
}

/** What to connect with, Node's own authorities when absent; or why nobody can be trusted now. */
export type TrustAnchors = { context?: SecureContext } | { trouble: string }
