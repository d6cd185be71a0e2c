import { readFile, stat } from 'node:fs/promises'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

/** Milliseconds that the files are not looked at again. */
const holds = 1000

/** Bytes of a file of authorities; those of all systems take a tenth of it. */
const largest = 4 * 1024 * 1024

/** A PEM file. */
export interface PemFile {
  /** Absolute. */
  path: string
  /** As it may be shown: a page tells no path of the machine. */
  shownAs: string
}

/** What a client shows of itself. */
export interface ClientFiles {
  certificate: PemFile
  key: PemFile
}

/** Files by what they are, in the words of a reason. */
type Files = readonly (readonly [what: string, file: PemFile])[]

/**
 * Whom TLS connections trust: Node's own authorities, and one of a file that may come late and may change. And what they
 * show of themselves, from files as well.
 */
export class Trust {
  readonly #authority: PemFile | undefined
  readonly #client: ClientFiles | undefined
  readonly #ticks: () => number
  #last: { at: number; anchors: Promise<TrustAnchors> } | undefined
  #known: { version: string; context: SecureContext } | undefined

  /** Without an `authority` Node's own authorities are all; without a `client` no certificate is shown. */
  constructor(authority: PemFile | undefined, ticks: () => number, client?: ClientFiles) {
    this.#authority = authority
    this.#client = client
    this.#ticks = ticks
  }

  anchors(): Promise<TrustAnchors> {
    if (this.#authority === undefined && this.#client === undefined) return Promise.resolve({})
    const now = this.#ticks()
    if (!this.#last || now - this.#last.at >= holds) this.#last = { at: now, anchors: this.#read() }
    return this.#last.anchors
  }

  async #read(): Promise<TrustAnchors> {
    const versions: string[] = []
    for (const [what, file] of this.#files) {
      const version = await versionOf(what, file)
      if ('trouble' in version) return version
      versions.push(version.version)
    }
    const version = versions.join('\n')
    if (this.#known?.version === version) return { context: this.#known.context }
    const made = await this.#context()
    if ('context' in made) this.#known = { version, context: made.context }
    return made
  }

  get #files(): Files {
    return [
      ...(this.#authority ? [['certificate authority', this.#authority] as const] : []),
      ...(this.#client
        ? ([
            ['client certificate', this.#client.certificate],
            ['client key', this.#client.key],
          ] as const)
        : []),
    ]
  }

  async #context(): Promise<{ context: SecureContext } | { trouble: string }> {
    const [last] = this.#files.slice(-1)
    try {
      const ca = this.#authority && [...getCACertificates('default'), await readFile(this.#authority.path, 'utf8')]
      const client = this.#client && {
        cert: await readFile(this.#client.certificate.path, 'utf8'),
        key: await readFile(this.#client.key.path, 'utf8'),
      }
      return { context: createSecureContext({ ...(ca && { ca }), ...client }) }
    } catch (error) {
      // Which of the files is broken is not told by the library; a client's are the likelier ones.
      return unreadable(last?.[0] ?? '', last?.[1].shownAs ?? '', error)
    }
  }
}

async function versionOf(what: string, { path, shownAs }: PemFile): Promise<{ version: string } | { trouble: string }> {
  try {
    const stats = await stat(path)
    const { mtimeMs, size, ino } = stats
    // A device or a pipe may never end.
    if (!stats.isFile() || size > largest) return { trouble: `the ${what} \`${shownAs}\` is no PEM file` }
    return { version: `${mtimeMs} ${size} ${ino}` }
  } catch (error) {
    return unreadable(what, shownAs, error)
  }
}

function unreadable(what: string, shownAs: string, error: unknown): { trouble: string } {
  const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
  return { trouble: `the ${what} \`${shownAs}\` cannot be read (${why})` }
}

/** What to connect with, Node's own authorities when absent; or why nobody can be trusted now. */
export type TrustAnchors = { context?: SecureContext } | { trouble: string }
