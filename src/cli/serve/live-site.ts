import { basename, dirname, parse, resolve } from 'node:path'
import { surroundingsOf } from '../../../checks/probes/environment.ts'
import { environmentNameOf } from '../../../checks/probes/environment-name.ts'
import { factsIn } from '../../../checks/probes/facts.ts'
import { measure } from '../../../checks/probes/prober.ts'
import { markCache } from '../../config/cache-folder.ts'
import type { Service } from '../../config/inventory.ts'
import { openProject, type Project } from '../../config/project.ts'
import { fromRoot, readSources } from '../../config/sources.ts'
import { Failure } from '../../guidebook/failure.ts'
import type { Finding } from '../../guidebook/finding.ts'
import { listFiles } from '../../guidebook/reader.ts'
import { statusFile } from '../../status/history/last-verdicts.ts'
import { SqliteStore } from '../../status/history/sqlite-store.ts'
import { StoreFault } from '../../status/history/store-fault.ts'
import { type Live, startLive } from '../../status/live/live.ts'
import { watchServices } from './services-watch.ts'

export interface LiveSiteOptions {
  root: string
  cache?: string | undefined
  /** The folder of the built site. */
  out: string
  environment?: string | undefined
  /** The file of the history. */
  data?: string | undefined
  readOnly: boolean
  trustProxy: boolean
  /** Told what is wrong in the `services.yaml` files. */
  onFindings: (findings: Finding[]) => void
  log: (message: string) => void
  signal: AbortSignal
}

interface Declared {
  services: Service[]
  facts: ReadonlyMap<string, readonly string[]>
  findings: Finding[]
}

/**
 * Begins to ask the project's services; undefined where there is none with a probe.
 *
 * @throws Failure where the project, the environment or the history cannot be used
 */
export async function openLive(options: LiveSiteOptions): Promise<Live | undefined> {
  const { log, onFindings, signal } = options
  // A container that holds the built site alone may run anywhere.
  if (resolve(options.root) === parse(resolve(options.root)).root) return undefined
  const { project } = await openProject(options)
  const environment = environmentNameOf(project.config, options.environment)
  let declared = await declaredIn(project, options.out)
  onFindings(declared.findings)
  if (declared.services.every(({ probes }) => probes.length === 0)) return undefined
  const surroundings = await surroundingsOf(project, environment, {
    env: process.env,
    now: Date.now,
    ticks: () => performance.now(),
    factsOf: (id) => declared.facts.get(id) ?? [],
  })
  const live = await startLive({
    services: declared.services,
    settings: project.config.status,
    environment: environment ?? null,
    store: await openStore(project, environment ?? null, options.data),
    measure: (probe, ended) => measure(probe, surroundings, ended),
    ...{ log, readOnly: options.readOnly, trustProxy: options.trustProxy },
  })
  const reload = async () => {
    const read = await declaredIn(project, options.out)
    onFindings(read.findings)
    // Half a file must not make a service disappear.
    if (read.findings.some(({ severity }) => severity === 'error')) return log('the services stay as they were')
    declared = read
    await live.reload(read.services)
    log(`asks ${countOf(read.services)} from now on`)
  }
  follow(project, options, reload, signal)
  log(`asks ${countOf(declared.services)}${environment === undefined ? '' : ` of environment \`${environment}\``}`)
  return live
}

function countOf(services: readonly Service[]): string {
  const count = services.reduce((sum, { probes }) => sum + probes.length, 0)
  return `${count} ${count === 1 ? 'probe' : 'probes'}`
}

async function declaredIn(project: Project, out: string): Promise<Declared> {
  const { services, pages, findings } = await readSources(project, { out })
  return { services, facts: factsIn(pages), findings }
}

/** Reads the services again when their files change, and on SIGHUP. */
function follow(
  project: Project,
  { out, log }: LiveSiteOptions,
  reload: () => Promise<void>,
  signal: AbortSignal,
): void {
  const tell = (error: unknown) => log(error instanceof Error ? error.message : String(error))
  const onChange = () => reload().catch(tell)
  process.on('SIGHUP', onChange)
  signal.addEventListener('abort', () => process.off('SIGHUP', onChange), { once: true })
  const list = () => serviceFiles(project, out)
  watchServices({ root: project.root, list, onChange, signal }).catch(tell)
}

async function serviceFiles(project: Project, out: string): Promise<string[]> {
  const { files } = await listFiles({
    root: project.guidebooks,
    within: project.repository,
    isExcluded: () => false,
    ignore: [out, project.cache],
  })
  return files.filter((file) => basename(file) === 'services.yaml').map(fromRoot(project))
}

async function openStore(project: Project, environment: string | null, data: string | undefined) {
  try {
    if (data === undefined) await markCache(project.cache)
    const file = data === undefined ? statusFile(project.cache, environment) : resolve(data)
    return SqliteStore.open({ file, environment, retention: project.config.status.retention })
  } catch (error) {
    if (error instanceof StoreFault) throw new Failure(error.message, error.hint)
    if (error instanceof Error && 'code' in error && error.code !== undefined) throw unwritable(error, project.cache)
    throw error
  }
}

function unwritable(error: Error, cache: string): Failure {
  return new Failure(
    `Cannot keep the history in \`${cache}\`: ${error.message}`,
    `Name a folder that may be written to with \`--cache DIR\`, or a file with \`--data FILE\` (in \`${dirname(cache)}\` it may not)`,
  )
}
