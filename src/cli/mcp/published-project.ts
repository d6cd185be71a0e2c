import { createHash } from 'node:crypto'
import { IdleThread } from '../../../checks/diagrams/reader/idle-thread.ts'
import { judgeClaims } from '../../../checks/engine/claims.ts'
import type { Published, Status } from '../../agents/published.ts'
import { openProject, type Project } from '../../config/project.ts'
import { noPagesFailure } from '../../config/sources.ts'
import type { ClaimsReport } from '../../finding/claim.ts'
import { Failure } from '../../finding/failure.ts'
import { KnownPages } from '../../guidebook/known-pages.ts'
import { claimsAddress } from '../../site/contract/claims-record.ts'
import { loadSite, type ReadSources } from '../../site/load.ts'
import { publications } from '../../site/publish/publication.ts'
import { pageTextOf } from '../../site/search/page-text.ts'
import { Site, type SiteParts } from '../../site/site.ts'
import { readLastKnown } from '../last-known.ts'

interface ProjectOptions {
  root: string
  cache?: string
  environment?: string
}

/** What is read of the sources holds so long, in milliseconds: the questions of one answer are about one text. */
const freshMs = 2000

/** One reading of the sources. */
interface Reading {
  version: string
  site: Site
  /** The texts that are published beside the pages, by address. */
  texts: ReadonlyMap<string, string>
  /** What is held of the pages, as it is published. */
  claims: () => Promise<string | undefined>
  readAt: number
}

/** The sources of a project, read again when something is asked and they may have changed. Nothing is built, and nothing run. */
export class PublishedProject implements Published {
  readonly #project: Project
  readonly #environment: string | undefined
  readonly #log: (message: string) => void
  readonly #known = new KnownPages()
  readonly #idleThread = new IdleThread()
  #reading: Promise<Reading>
  #isReading = true
  /** What was in the way last. */
  #trouble = ''

  private constructor(project: Project, environment: string | undefined, log: (message: string) => void) {
    this.#project = project
    this.#environment = environment
    this.#log = log
    this.#reading = this.#read()
    this.#reading.catch(() => {})
  }

  /**
   * Begins to read, and does not wait for it: an agent gives up on whoever is silent for long.
   *
   * @throws Failure where the project cannot be opened
   */
  static async open(options: ProjectOptions, log: (message: string) => void): Promise<PublishedProject> {
    const { project } = await openProject(options)
    return new PublishedProject(project, options.environment, log)
  }

  /** Resolves when all is read for the first time. Rejects where that cannot be, or there is no page. */
  async opened(): Promise<void> {
    const { site } = await this.#reading
    if (site.guidebooks.pages.length === 0) throw noPagesFailure(this.#project)
  }

  async version(): Promise<string> {
    const { readAt } = await this.#reading
    if (!this.#isReading && Date.now() - readAt >= freshMs) this.#reading = this.#readAgain(this.#reading)
    return (await this.#reading).version
  }

  async read(address: string): Promise<string | undefined> {
    const { texts, claims } = await this.#reading
    return address === claimsAddress ? claims() : texts.get(address)
  }

  async textOf(address: string): ReturnType<Published['textOf']> {
    const { site } = await this.#reading
    const page = site.page(address)
    return page && pageTextOf(page.title, site.tree(page))
  }

  async status(): Promise<Status | undefined> {
    const options = this.#environment === undefined ? {} : { environment: this.#environment }
    try {
      const { snapshot } = await readLastKnown(this.#project, options)
      return { snapshot, isLive: false }
    } catch (error) {
      if (error instanceof Failure) return undefined
      throw error
    }
  }

  /** Half a file must not end the answers: what was read last stays, and it is told why. */
  async #readAgain(last: Promise<Reading>): Promise<Reading> {
    this.#isReading = true
    try {
      const reading = await this.#read()
      this.#trouble = ''
      return reading
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error)
      if (trouble !== this.#trouble) this.#log(`goes on with what was read before: ${trouble}`)
      this.#trouble = trouble
      this.#isReading = false
      return { ...(await last), readAt: Date.now() }
    }
  }

  async #read(): Promise<Reading> {
    const { parts, read } = await loadSite(this.#project, {
      drafts: false,
      known: this.#known,
      isJudged: this.#isJudged,
    })
    const site = new Site(parts)
    const texts = textsOf(site)
    const hash = createHash('sha256')
    for (const [address, text] of texts) hash.update(`${address}\0${text}\0`)
    this.#isReading = false
    return { version: hash.digest('hex'), site, texts, claims: this.#claimsOnce(parts, read), readAt: Date.now() }
  }

  /** Pages are held against what is when somebody asks for that. */
  #claimsOnce(parts: SiteParts, read: ReadSources): Reading['claims'] {
    let judged: Promise<string | undefined> | undefined
    return async () => {
      if (!this.#isJudged) return undefined
      judged ??= this.#judge(read).then(
        (claims) => textsOf(new Site({ ...parts, claims })).get(claimsAddress),
        (error: unknown) => {
          this.#log(
            `does not know what of the pages is held: ${error instanceof Error ? error.message : String(error)}`,
          )
          return undefined
        },
      )
      return judged
    }
  }

  get #isJudged(): boolean {
    return this.#project.config.claims.pages
  }

  async #judge({ sources, cache, inventory }: ReadSources): Promise<ClaimsReport> {
    const { signal } = new AbortController()
    const report = await judgeClaims(this.#project, sources, {
      ...{ cache, inventory, env: process.env, signal, now: Date.now, idleThread: this.#idleThread },
    })
    // A cache that cannot be written costs the next reading time alone.
    await cache.save().catch(() => {})
    return report
  }
}

/** The texts that are published beside the pages, by address. */
function textsOf(site: Site): Map<string, string> {
  return new Map(
    publications(site).flatMap((one): [string, string][] =>
      'text' in one && typeof one.text === 'string' ? [[one.address, one.text]] : [],
    ),
  )
}
