import { basename, join, parse, resolve } from 'node:path'
import { type ProbeEnvironment, prepareEnvironment, systemClocks } from '../../../checks/probes/environment/environment.ts'
import { probeOnce } from '../../../checks/probes/run.ts'
import { environmentOf } from '../../config/schema/waymark.ts'
import { Disclosure } from '../../files/disclosure.ts'
import { Failure } from '../../finding/failure.ts'
import { listFiles } from '../../guidebook/reader.ts'
import type { LiveStatus } from '../../status/api/live-status.ts'
import type { Store } from '../../status/history/store.ts'
import { type Live, startLive } from '../../status/live/live.ts'
import { siteRecordPath } from '../../status/server/site-record.ts'
import { type Declared, type DeclaredOptions, readDeclared } from './declaration.ts'
import { watchFiles } from './file-watch.ts'
import { historyFile, openHistory } from './history-file.ts'

export interface LiveSiteOptions extends Omit<DeclaredOptions, 'signal'> {
  /** The file of the history. */
  data?: string | undefined
  readOnly: boolean
  trustProxy: boolean
  /** Whether a changed `waymark.yaml` is taken up; no where whoever started this starts it anew with another. */
  followsSettings: boolean
  /** Told that everything is read again, and whether because somebody wanted it. */
  onReread?: (isWanted: boolean) => Promise<void>
  /** How often it is tried again to go on with what could not be gone on with, in milliseconds. */
  retryMs?: number
  /** Told what a reader of the log has to know. */
  log: (message: string) => void
}

/** Something that is being asked. */
interface Running {
  live: Live
  /** Of what it was started with and cannot change while it runs. */
  key: string
  file: string
  declared: Declared
  surroundings: ProbeEnvironment
  /** It could not be gone on with: what is shown grows old. */
  isStopped: boolean
}

const usualRetryMs = 30_000

/**
 * The live status of a project while its files change: it begins when the first probe is declared, follows the services,
 * the facts of the pages and the settings, and keeps what it had where they cannot be used.
 */
export class LiveSite {
  readonly #options: LiveSiteOptions
  readonly #ended = new AbortController()
  #running: Running | undefined
  /** What was declared last, and may be used. */
  #declared: Declared | undefined
  #work: Promise<void> = Promise.resolve()
  #inScope = false
  #isWanted = false
  /** What is in the way now, as it was told. */
  #trouble = ''
  #retry: ReturnType<typeof setTimeout> | undefined

  private constructor(options: LiveSiteOptions) {
    this.#options = options
  }

  /**
   * Begins to ask the project's services, and to watch its files.
   *
   * @throws Failure where the project, the environment or the history cannot be used
   */
  static async open(options: LiveSiteOptions): Promise<LiveSite> {
    const site = new LiveSite(options)
    // A container that holds the built site alone may run anywhere.
    if (resolve(options.root) === parse(resolve(options.root)).root) return site
    const since = Date.now()
    const declared = await readDeclared({ ...options, signal: site.#ended.signal })
    site.#declared = declared
    if (countOf(declared) > 0) await site.#start(declared)
    await site.#watch(since)
    return site
  }

  /** Undefined until a probe is declared. */
  get status(): LiveStatus | undefined {
    return this.#running?.live.status
  }

  /** Reads everything again, and says so where somebody wanted it. Never rejects. */
  async reread(isWanted = false): Promise<void> {
    this.#isWanted ||= isWanted
    // What changes while it is being read is read once more.
    if (!this.#inScope) {
      this.#inScope = true
      this.#work = this.#work.then(() => {
        this.#inScope = false
        return this.#ended.signal.aborted ? undefined : this.#reread()
      })
    }
    await this.#work
  }

  /** Ends every stream; what is asked goes on until `stop`. */
  closeStreams(): void {
    this.status?.hub.close()
  }

  async stop(): Promise<void> {
    this.#ended.abort()
    clearTimeout(this.#retry)
    await this.#work
    if (this.#running) await end(this.#running)
  }

  async #reread(): Promise<void> {
    clearTimeout(this.#retry)
    const isWanted = this.#isWanted
    this.#isWanted = false
    try {
      await this.#options.onReread?.(isWanted)
      const declared = await readDeclared({ ...this.#options, signal: this.#ended.signal })
      expectAsBefore(this.#declared, declared)
      // Half a file must not make a service disappear.
      if (!declared.isWhole) return this.#tell('the services stay as they were', isWanted)
      await this.#take(declared, isWanted)
      this.#trouble = ''
    } catch (error) {
      if (!this.#ended.signal.aborted) this.#tell(`${wordsOf(error)}\n${this.#consequence}`, isWanted)
    } finally {
      if (this.#isIdle && !this.#ended.signal.aborted) {
        this.#retry = setTimeout(() => void this.reread(), this.#retryMs)
      }
    }
  }

  get #retryMs(): number {
    return this.#options.retryMs ?? usualRetryMs
  }

  /** Probes are declared, and nobody asks them. */
  get #isIdle(): boolean {
    if (this.#running) return this.#running.isStopped
    return this.#declared !== undefined && countOf(this.#declared) > 0
  }

  get #consequence(): string {
    if (!this.#isIdle) return 'what is asked stays as it was'
    return `nothing is asked; it is tried again in ${this.#retryMs / 1000} s`
  }

  async #take(declared: Declared, isWanted: boolean): Promise<void> {
    this.#declared = declared
    const before = this.#running
    if (!before) {
      if (countOf(declared) > 0) await this.#start(declared)
      return
    }
    if (before.isStopped || before.key !== keyOf(declared)) return this.#restart(before, declared)
    const surroundings = await this.#surroundings(declared)
    const isTold = isWanted || tellingOf(before.declared) !== tellingOf(declared)
    Object.assign(before, { declared, surroundings })
    await before.live.reload(declared.services, declared.project.config.status)
    if (isTold) this.#options.log(`asks ${phraseOf(declared)} from now on`)
  }

  /** With other settings, the history is opened anew. What can fail is done before anything ends. */
  async #restart(before: Running, declared: Declared): Promise<void> {
    const surroundings = await this.#surroundings(declared)
    const isSameFile = before.file === this.#fileOf(declared)
    const early = isSameFile ? undefined : await this.#open(declared)
    await end(before)
    await this.#run(declared, surroundings, early ?? (await this.#open(declared)))
    this.#options.log(`goes on with the new settings, asks ${phraseOf(declared)}`)
  }

  async #start(declared: Declared): Promise<void> {
    await this.#run(declared, await this.#surroundings(declared), await this.#open(declared))
    this.#options.log(`asks ${phraseOf(declared)}`)
  }

  async #run(declared: Declared, surroundings: ProbeEnvironment, store: Store): Promise<void> {
    const { log, readOnly, trustProxy } = this.#options
    const fixed = { key: keyOf(declared), file: this.#fileOf(declared), isStopped: false }
    const running: Omit<Running, 'live'> = { ...fixed, declared, surroundings }
    const live = await startLive({
      services: declared.services,
      settings: declared.project.config.status,
      environment: declared.environment ?? null,
      store,
      measure: (probe, ended) => probeOnce(probe, running.surroundings, ended),
      about: (id) => [running.declared.facts.get(id), machinesOf(running.declared)],
      ...{ log, readOnly, trustProxy, site: declared.project.config.site },
    }).catch(async (error) => {
      await store.close().catch(() => {})
      throw error
    })
    this.#running = Object.assign(running, { live })
  }

  #surroundings({ project, environment }: Declared): Promise<ProbeEnvironment> {
    return prepareEnvironment(project, environment, {
      env: process.env,
      ...systemClocks,
      factsOf: (id) => this.#declared?.facts.get(id) ?? [],
    })
  }

  #open({ project, environment }: Declared): Promise<Store> {
    return openHistory(project, environment ?? null, this.#options.data)
  }

  #fileOf({ project, environment }: Declared): string {
    return historyFile(project, environment ?? null, this.#options.data)
  }

  #watch(since: number): Promise<void> {
    const { signal } = this.#ended
    return watchFiles({ list: () => this.#files(), onChange: () => this.reread(), since, signal })
  }

  /** A new build brings new facts, so its record is watched, and no page. */
  async #files(): Promise<string[]> {
    const { root, out, followsSettings } = this.#options
    const settings = followsSettings ? ['waymark.yaml', 'waymark.yml'].map((file) => resolve(root, file)) : []
    const project = this.#declared?.project
    if (!project) return settings
    const { files } = await listFiles({
      root: project.guidebooks,
      disclosure: new Disclosure(project),
      isExcluded: () => false,
      ignore: [out, project.cache],
      signal: this.#ended.signal,
    })
    const services = files.filter((file) => basename(file) === 'services.yaml')
    return [...settings, siteRecordPath(out), ...services.map((file) => join(project.guidebooks, file))]
  }

  /** Tells once what is in the way, however often it is met; again where somebody wants to know. */
  #tell(trouble: string, isWanted: boolean): void {
    if (trouble !== this.#trouble || isWanted) for (const line of trouble.split('\n')) this.#options.log(line)
    this.#trouble = trouble
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error instanceof Failure && error.hint !== undefined ? `${error.message}\n  ${error.hint}` : error.message
}

/** Ends it once. */
async function end(running: Running): Promise<void> {
  if (running.isStopped) return
  running.isStopped = true
  await running.live.stop()
}

/** While Git changes a folder, its files are gone for a moment: what holds without them is not what anybody wrote. */
function expectAsBefore(before: Declared | undefined, { project }: Declared): void {
  const hint = 'Put it back, or start again to go on without it'
  if (before?.project.settings && !project.settings)
    throw new Failure(`\`${before.project.settings.file}\` is gone, expected it where it was`, hint)
  const isUsual = before !== undefined && project.config.guidebooks === before.project.config.guidebooks
  if (isUsual && before.project.guidebooks !== project.guidebooks && project.guidebooks === project.root)
    throw new Failure(`\`${before.project.guidebooks}\` is gone, expected it where it was`, hint)
}

function countOf({ services }: Declared): number {
  return services.reduce((sum, { probes }) => sum + probes.length, 0)
}

function phraseOf(declared: Declared): string {
  const count = countOf(declared)
  const of = declared.environment === undefined ? '' : ` of environment \`${declared.environment}\``
  return `${count} ${count === 1 ? 'probe' : 'probes'}${of}`
}

/** What cannot be changed while it runs; how it is judged can. */
function keyOf({ project, environment }: Declared): string {
  const { thresholds, maintenance, ...fixed } = project.config.status
  return JSON.stringify([environment, project.cache, project.config.site, fixed])
}

/** The set of machines that is asked, as it is written. */
function machinesOf({ project, environment }: Declared): unknown {
  return environmentOf(project.config, environment)
}

/** What is worth a line in the log when it changes: functions are left out by JSON. */
function tellingOf(declared: Declared): string {
  const { project, services } = declared
  const { thresholds, maintenance } = project.config.status
  const shown = services.map(({ place, ...service }) => ({ ...service, probes: service.probes.map(withoutPlace) }))
  return JSON.stringify([thresholds, maintenance, machinesOf(declared), shown])
}

function withoutPlace({ place, ...probe }: Declared['services'][number]['probes'][number]) {
  return probe
}
