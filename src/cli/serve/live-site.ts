import { parse, resolve } from 'node:path'
import { settingsFiles } from '../../config/project.ts'
import { Failure } from '../../finding/failure.ts'
import { systemDnsFiles } from '../../network/dns/system-dns.ts'
import type { LiveStatus } from '../../status/live/live.ts'
import { runsPath } from '../../status/runs/run-log.ts'
import {
  type Declaration,
  type DeclarationOptions,
  declaringFiles,
  expectNothingGone,
  isAsking,
  probesText,
  readDeclaration,
} from './declaration.ts'
import { watchFiles } from './file-watch.ts'
import { historyFile, LiveRun, type LiveRunOptions } from './live-run.ts'

export interface LiveSiteOptions extends DeclarationOptions, LiveRunOptions {
  /** Whether a changed `waymark.yaml` is taken up; no where whoever started this starts it anew with another. */
  followsSettings: boolean
  /** Told that everything is read again, and whether because somebody wanted it. */
  onReread?: (isWanted: boolean) => Promise<void>
  /** How often it is tried again to go on with what could not be gone on with, in milliseconds. */
  retryMs?: number
}

const defaultRetryMs = 30_000

/**
 * The live status of a project while its files change: it begins when the first probe is declared, follows the services,
 * the facts of the pages and the settings, and keeps what it had where they cannot be used.
 */
export class LiveSite {
  readonly #options: LiveSiteOptions
  readonly #ended = new AbortController()
  #run: LiveRun | undefined
  /** What was declared last, and may be used. */
  #declaration: Declaration | undefined
  #work: Promise<void> = Promise.resolve()
  #isQueued = false
  #isWanted = false
  /** What is in the way now, as it was logged. */
  #trouble = ''
  #retry: ReturnType<typeof setTimeout> | undefined

  private constructor(options: LiveSiteOptions) {
    this.#options = options
  }

  /**
   * Begins to probe the project's services, and to watch its files.
   *
   * @throws Failure where the project, the environment or the history cannot be used
   */
  static async open(options: LiveSiteOptions): Promise<LiveSite> {
    const site = new LiveSite(options)
    // A container that holds the built site alone may run anywhere.
    if (resolve(options.root) === parse(resolve(options.root)).root) return site
    const since = Date.now()
    const declaration = await readDeclaration(options, site.#ended.signal)
    site.#declaration = declaration
    if (isAsking(declaration)) await site.#start(declaration)
    await site.#watch(since)
    return site
  }

  /** Undefined until a probe is declared. */
  get status(): LiveStatus | undefined {
    return this.#run?.status
  }

  /** Whether it is kept that pages were followed, as the settings say now. */
  get keepsRuns(): boolean {
    return this.#declaration?.project.config.status.runs ?? false
  }

  /** The file of runs, beside that of the history; undefined where there is no project. */
  get runsFile(): string | undefined {
    return this.#declaration && runsPath(historyFile(this.#declaration, this.#options))
  }

  /** Reads everything again, and says so where somebody wanted it. Never rejects. */
  async reread(isWanted = false): Promise<void> {
    this.#isWanted ||= isWanted
    // What changes while it is being read is read once more.
    if (!this.#isQueued) {
      this.#isQueued = true
      this.#work = this.#work.then(() => {
        this.#isQueued = false
        return this.#ended.signal.aborted ? undefined : this.#reread()
      })
    }
    await this.#work
  }

  /** Ends every stream; probes run on until `stop`. */
  closeStreams(): void {
    this.status?.hub.close()
  }

  async stop(): Promise<void> {
    this.#ended.abort()
    clearTimeout(this.#retry)
    await this.#work
    await this.#run?.stop()
  }

  async #reread(): Promise<void> {
    clearTimeout(this.#retry)
    const isWanted = this.#isWanted
    this.#isWanted = false
    try {
      await this.#options.onReread?.(isWanted)
      const declaration = await readDeclaration(this.#options, this.#ended.signal)
      expectNothingGone(this.#declaration, declaration)
      // Half a file must not make a service disappear.
      if (!declaration.isWhole) return this.#tell('the services stay as they were', isWanted)
      await this.#take(declaration, isWanted)
      this.#trouble = ''
    } catch (error) {
      if (!this.#ended.signal.aborted) this.#tell(`${messageOf(error)}\n${this.#consequence}`, isWanted)
    } finally {
      if (this.#isIdle && !this.#ended.signal.aborted) {
        this.#retry = setTimeout(() => void this.reread(), this.#retryMs)
      }
    }
  }

  get #retryMs(): number {
    return this.#options.retryMs ?? defaultRetryMs
  }

  /** Probes are declared, and do not run. */
  get #isIdle(): boolean {
    if (this.#run) return this.#run.isStopped
    return this.#declaration !== undefined && isAsking(this.#declaration)
  }

  get #consequence(): string {
    if (!this.#isIdle) return 'what is asked stays as it was'
    return `nothing is asked; it is tried again in ${this.#retryMs / 1000} s`
  }

  async #take(declaration: Declaration, isWanted: boolean): Promise<void> {
    const { log } = this.#options
    this.#declaration = declaration
    if (!this.#run) {
      if (isAsking(declaration)) await this.#start(declaration)
    } else if (this.#run.canReload(declaration)) {
      const isVisible = await this.#run.reload(declaration)
      if (isVisible || isWanted) log(`asks ${probesText(declaration)} from now on`)
    } else {
      this.#run = await this.#run.restart(declaration)
      log(`goes on with the new settings, asks ${probesText(declaration)}`)
    }
  }

  async #start(declaration: Declaration): Promise<void> {
    this.#run = await LiveRun.start(declaration, this.#options)
    this.#options.log(`asks ${probesText(declaration)}`)
  }

  #watch(since: number): Promise<void> {
    const { signal } = this.#ended
    return watchFiles({ list: () => this.#files(), onChange: () => this.reread(), since, signal })
  }

  async #files(): Promise<string[]> {
    const { root, out, followsSettings } = this.#options
    const settings = followsSettings ? settingsFiles(root) : []
    if (!this.#declaration) return settings
    return [...settings, ...systemDnsFiles, ...(await declaringFiles(this.#declaration, out, this.#ended.signal))]
  }

  /** Logs once what is in the way, however often it is met; again where somebody wants to know. */
  #tell(trouble: string, isWanted: boolean): void {
    if (trouble !== this.#trouble || isWanted) for (const line of trouble.split('\n')) this.#options.log(line)
    this.#trouble = trouble
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error instanceof Failure && error.hint !== undefined ? `${error.message}\n  ${error.hint}` : error.message
}
