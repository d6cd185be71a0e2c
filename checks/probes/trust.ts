import { readFile, stat } from 'node:fs/promises'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

/** Milliseconds that a look at the file holds. */
const holds = 1000

/** Whom TLS connections trust: Node's own authorities, and one of a file that may come late and may change. */
export class Trust {
  readonly #file: string | undefined
  readonly #ticks: () => number
  #looked: { at: number; look: Promise<Look> } | undefined
  #known: { version: string; context: SecureContext } | undefined

  /** `file` is an absolute path of a PEM file; without one Node's own authorities are all. */
  constructor(file: string | undefined, ticks: () => number) {
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

  async #look(file: string): Promise<Look> {
    try {
      const { mtimeMs, size, ino } = await stat(file)
      const version = `${mtimeMs} ${size} ${ino}`
      if (this.#known?.version !== version) {
        const pem = await readFile(file, 'utf8')
        this.#known = { version, context: createSecureContext({ ca: [...getCACertificates('default'), pem] }) }
      }
      return { context: this.#known.context }
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
      return { trouble: `the certificate authority \`${file}\` cannot be read (${why})` }
    }
  }
}

export type Look = { context?: SecureContext } | { trouble: string }
