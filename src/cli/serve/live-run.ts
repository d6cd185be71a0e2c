import { dirname, resolve } from 'node:path'
import { alertReader, alertSources } from '../../../checks/probes/alerts/alert-reader.ts'
import {
  type ProbeEnvironment,
  prepareEnvironment,
  systemClocks,
} from '../../../checks/probes/environment/environment.ts'
import { probeOnce } from '../../../checks/probes/run.ts'
import { markCache } from '../../files/cache-folder.ts'
import { Failure } from '../../finding/failure.ts'
import { historyPath } from '../../status/history/history-file.ts'
import { SqliteStore } from '../../status/history/sqlite-store.ts'
import { type Store, StoreError } from '../../status/history/store.ts'
import type { AlertSettings } from '../../status/live/alert-monitor.ts'
import { type Live, type LiveStatus, startLive } from '../../status/live/live.ts'
import { type Declaration, fixedKey, hostsOf, visibleKey } from './declaration.ts'

export interface LiveRunOptions {
  /** The file of the history. */
  data?: string | undefined
  readOnly: boolean
  trustProxy: boolean
  /** Told what a reader of the log has to know. */
  log: (message: string) => void
}

/** What the probes run by; it may change while they do. */
interface Context {
  declaration: Declaration
  probeEnvironment: ProbeEnvironment
}

/** The probes of a declaration while they run, with their history open. */
export class LiveRun {
  readonly #options: LiveRunOptions
  readonly #live: Live
  readonly #context: Context
  /** The file of the history. */
  readonly #file: string
  #isStopped = false

  private constructor(options: LiveRunOptions, live: Live, context: Context) {
    this.#options = options
    this.#live = live
    this.#context = context
    this.#file = historyFile(context.declaration, options)
  }

  /** @throws Failure where the environment or the history cannot be used */
  static async start(declaration: Declaration, options: LiveRunOptions): Promise<LiveRun> {
    const context = await contextOf(declaration)
    return LiveRun.#begin(context, await openStore(declaration, options), options)
  }

  static async #begin(context: Context, store: Store, options: LiveRunOptions): Promise<LiveRun> {
    const { services, environment, project } = context.declaration
    const { log, readOnly, trustProxy } = options
    const live = await startLive({
      services,
      settings: project.config.status,
      environment: environment ?? null,
      store,
      measure: (probe, signal) => probeOnce(probe, context.probeEnvironment, signal),
      alerts: alertSettings(context),
      dependencies: (id) => [context.declaration.facts.get(id), hostsOf(context.declaration)],
      ...{ log, readOnly, trustProxy, site: project.config.site },
    }).catch(async (error) => {
      await store.close().catch(() => {})
      throw error instanceof StoreError ? unusable(error) : error
    })
    return new LiveRun(options, live, context)
  }

  get status(): LiveStatus {
    return this.#live.status
  }

  /** It could not be gone on with: what is shown grows old. */
  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Whether a declaration can be taken up without a restart. */
  canReload(declaration: Declaration): boolean {
    return !this.#isStopped && fixedKey(this.#context.declaration) === fixedKey(declaration)
  }

  /** Takes up another declaration. Resolves with whether it says something else that is worth a line in the log. */
  async reload(declaration: Declaration): Promise<boolean> {
    const context = await contextOf(declaration)
    const isVisible = visibleKey(this.#context.declaration) !== visibleKey(declaration)
    Object.assign(this.#context, context)
    await this.#live.reload(declaration.services, declaration.project.config.status, alertSettings(context))
    return isVisible
  }

  /** Stops, and starts another run with the history opened anew. What can fail is done before anything ends. */
  async restart(declaration: Declaration): Promise<LiveRun> {
    const context = await contextOf(declaration)
    const isSameFile = this.#file === historyFile(declaration, this.#options)
    const early = isSameFile ? undefined : await openStore(declaration, this.#options)
    await this.stop()
    return LiveRun.#begin(context, early ?? (await openStore(declaration, this.#options)), this.#options)
  }

  /** Stops once. */
  async stop(): Promise<void> {
    if (this.#isStopped) return
    this.#isStopped = true
    await this.#live.stop()
  }
}

async function contextOf(declaration: Declaration): Promise<Context> {
  const { project, environment, facts } = declaration
  const probeEnvironment = await prepareEnvironment(project, environment, {
    env: process.env,
    ...systemClocks,
    factsOf: (id) => facts.get(id) ?? [],
  })
  return { declaration, probeEnvironment }
}

function alertSettings({ declaration, probeEnvironment }: Context): AlertSettings | undefined {
  const sources = alertSources(probeEnvironment)
  if (sources.length === 0) return undefined
  return { sources, ...alertReader(probeEnvironment, (alert) => declaration.places?.of(alert)) }
}

/**
 * Opens the history of a declaration's environment.
 *
 * @throws Failure where it cannot be used
 */
async function openStore(declaration: Declaration, options: LiveRunOptions): Promise<SqliteStore> {
  const { project } = declaration
  const environment = declaration.environment ?? null
  try {
    if (options.data === undefined) await markCache(project.cache)
    const { retention } = project.config.status
    return SqliteStore.open({ file: historyFile(declaration, options), environment, retention })
  } catch (error) {
    if (error instanceof StoreError) throw unusable(error)
    if (error instanceof Error && 'code' in error && error.code !== undefined) throw unwritable(error, project.cache)
    throw error
  }
}

/** Where the history is kept: in `data` where that is named. Absolute. */
export function historyFile({ project, environment }: Declaration, { data }: LiveRunOptions): string {
  return data === undefined ? historyPath(project.cache, environment ?? null) : resolve(data)
}

function unusable({ message, hint }: StoreError): Failure {
  return new Failure(message, hint)
}

function unwritable(error: Error, cache: string): Failure {
  return new Failure(
    `Cannot keep the history in \`${cache}\`: ${error.message}`,
    `Name a folder that may be written to with \`--cache DIR\`, or a file with \`--data FILE\` (in \`${dirname(cache)}\` it may not)`,
  )
}
