import {
  type CopyManifest,
  filesOf,
  isRequired,
  type KeptFile,
  manifestAddress,
  openGroups,
  sizeOf,
} from './manifest.ts'
import { encoded, keptAddresses } from './request-plan.ts'

/** What a worker works with; a test brings its own. */
export interface Surroundings {
  caches: CacheStorage
  fetch: typeof fetch
  /** The worker's own folder as an address, with a slash at its end. */
  base: string
  /** The digest of the manifest of the build that the worker came with. */
  build: string
  /** Bytes that may still be written; undefined where nobody knows. */
  room: () => Promise<number | undefined>
  now: () => number
}

/** What a copy says of itself, once it is whole. */
interface CopyRecord {
  /** When the server had this build last, as far as is known: ISO 8601. */
  keptAt: string
  /** The groups that are kept, the one that was opened last first. */
  opened: string[]
  manifest: CopyManifest
}

/** Fetches at a time: a browser opens six connections to a host, and the page has needs of its own. */
const atOnce = 4

/** Where a copy keeps what it says of itself: an address that no site has. */
const recordName = '_waymark/copy-record'

/**
 * The copy of one build, in a cache of its own. Each file is held against its digest before it is kept, so what is
 * kept is of this build: never half of another one, and never a page that somebody else sends in its place.
 */
export class SiteCopy {
  readonly #around: Surroundings
  #record: CopyRecord | undefined

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** All caches of the copies of one site begin so. */
  static prefix(base: string): string {
    return `waymark ${base} `
  }

  get #name(): string {
    return SiteCopy.prefix(this.#around.base) + this.#around.build
  }

  /** What the copy says of itself; undefined while it is not whole. */
  async record(): Promise<CopyRecord | undefined> {
    // The browser throws copies away for want of room, and the worker of the next build does.
    if (!(await this.#around.caches.has(this.#name))) this.#record = undefined
    this.#record ??= await readRecord(this.#around, this.#name)
    return this.#record
  }

  /**
   * Fetches what is to be kept. What the copy before has in the same state is taken from there, and so is what was opened
   * of it; what an attempt before has fetched is not fetched again.
   *
   * @throws where the server sends another build, or there is no room: what was kept before stays what it is
   */
  async fill(): Promise<void> {
    if (await this.record()) return
    const before = await this.#newest()
    await this.#removeOthers([this.#name, ...(before ? [before.name] : [])])
    const manifest = await this.#fetchManifest()
    const opened = openGroups(manifest, before?.record.opened ?? [])
    try {
      await this.#keep(filesOf(manifest, opened), before)
    } catch (error) {
      if (isOutOfRoom(error)) await this.#around.caches.delete(this.#name)
      throw error
    }
    await this.#write({ keptAt: new Date(this.#around.now()).toISOString(), opened, manifest })
  }

  /** Forgets the copies of other builds. To be called once this one is whole. */
  async replaceOthers(): Promise<void> {
    await this.#removeOthers([this.#name])
  }

  /** Keeps what belongs to a page that was opened, and forgets what was opened long ago where there is no room for all. */
  async open(group: string): Promise<void> {
    const record = await this.record()
    if (!record || !Object.hasOwn(record.manifest.groups, group) || record.opened[0] === group) return
    const opened = openGroups(record.manifest, [group, ...record.opened])
    if (!record.opened.includes(group)) await this.#keep(record.manifest.groups[group] ?? [], undefined)
    await this.#write({ ...record, opened })
    const kept = new Set(filesOf(record.manifest, opened).map(([address]) => address))
    const gone = filesOf(record.manifest, record.opened).filter(([address]) => !kept.has(address))
    const cache = await this.#around.caches.open(this.#name)
    for (const [address] of gone) await cache.delete(this.#url(address))
  }

  /** The server has this build at this moment. */
  async confirm(): Promise<void> {
    const record = await this.record()
    if (record) await this.#write({ ...record, keptAt: new Date(this.#around.now()).toISOString() })
  }

  /** The address, among those that mean the same, and the answer that is kept for it. */
  async read(address: string): Promise<{ address: string; response: Response } | undefined> {
    if (!(await this.record())) return undefined
    for (const one of keptAddresses(address)) {
      const response = await this.#around.caches.match(this.#url(one), { cacheName: this.#name, ignoreVary: true })
      if (response) return { address: one, response }
    }
    return undefined
  }

  async #fetchManifest(): Promise<CopyManifest> {
    const answer = await this.#fetchOwn(manifestAddress)
    const text = await answer.text()
    if ((await digestOf(new TextEncoder().encode(text))) !== this.#around.build) throw new Error('another build')
    return JSON.parse(text)
  }

  async #keep(files: readonly KeptFile[], before: StoredCopy | undefined): Promise<void> {
    const room = await this.#around.room()
    if (room !== undefined && room < sizeOf(files)) throw new DOMException('no room for a copy', 'QuotaExceededError')
    const cache = await this.#around.caches.open(this.#name)
    const has = new Set((await cache.keys()).map(({ url }) => url))
    const same = new Set((before ? filesOf(before.record.manifest, before.record.opened) : []).map(keyOf))
    const old = before && (await this.#around.caches.open(before.name))
    const queue = files.values()
    const worker = async () => {
      for (const file of queue) {
        const url = this.#url(file[0])
        if (has.has(url)) continue
        const known = same.has(keyOf(file)) ? await old?.match(url, { ignoreVary: true }) : undefined
        const answer = known ?? (await this.#fetchFile(file))
        if (answer) await cache.put(url, answer)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }

  /** A file as it is to be kept; undefined for one that the copy can be without. */
  async #fetchFile([address, digest]: KeptFile): Promise<Response | undefined> {
    try {
      const answer = await this.#fetchOwn(address)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      if ((await digestOf(bytes)) !== digest) throw new Error(`unexpected content of ${address}`)
      return new Response(bytes, { headers: keptHeaders(answer.headers) })
    } catch (error) {
      if (isRequired(address)) throw error
      return undefined
    }
  }

  /** A way to somewhere else is none to a file of ours: behind a sign-in, it leads there. */
  async #fetchOwn(address: string): Promise<Response> {
    const answer = await this.#around.fetch(this.#url(address), {
      cache: 'no-cache',
      credentials: 'same-origin',
      redirect: 'error',
    })
    if (answer.status !== 200 || answer.redirected) throw new Error(`unexpected answer for ${address}`)
    return answer
  }

  #url(address: string): string {
    return this.#around.base + encoded(address)
  }

  async #write(record: CopyRecord): Promise<void> {
    const cache = await this.#around.caches.open(this.#name)
    await cache.put(this.#url(recordName), new Response(JSON.stringify(record)))
    this.#record = record
  }

  /** Of the copies that are whole, the one that was right last. */
  async #newest(): Promise<StoredCopy | undefined> {
    const all: StoredCopy[] = []
    for (const name of await this.#names()) {
      const record = name === this.#name ? undefined : await readRecord(this.#around, name)
      if (record) all.push({ name, record })
    }
    return all.sort((a, b) => b.record.keptAt.localeCompare(a.record.keptAt))[0]
  }

  async #names(): Promise<string[]> {
    const prefix = SiteCopy.prefix(this.#around.base)
    return (await this.#around.caches.keys()).filter((name) => name.startsWith(prefix))
  }

  async #removeOthers(kept: readonly string[]): Promise<void> {
    for (const name of await this.#names()) if (!kept.includes(name)) await this.#around.caches.delete(name)
  }
}

interface StoredCopy {
  name: string
  record: CopyRecord
}

async function readRecord({ caches, base }: Surroundings, name: string): Promise<CopyRecord | undefined> {
  // To open a cache that is gone would make another one, of which nobody knew.
  const answer = await caches.match(base + encoded(recordName), { cacheName: name })
  const record: CopyRecord | undefined = await answer?.json()
  return record?.manifest.version === 1 ? record : undefined
}

function keyOf([address, digest]: KeptFile): string {
  return `${digest} ${address}`
}

/** What a server said of a file, but for what was said of the way here. */
function keptHeaders(headers: Headers): Headers {
  const kept = new Headers(headers)
  for (const name of ['Content-Encoding', 'Content-Length', 'Transfer-Encoding', 'Age', 'Vary']) kept.delete(name)
  return kept
}

function isOutOfRoom(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError'
}

/** The first half of the SHA-256 of some bytes, in base64url. */
export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).subarray(0, 16)
  return btoa(String.fromCharCode(...hash))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}
