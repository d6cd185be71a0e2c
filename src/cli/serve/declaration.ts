import { basename, join } from 'node:path'
import { environmentNameOf } from '../../../checks/probes/environment/environment-name.ts'
import { missingVariables } from '../../../checks/services/services.ts'
import { lostGuidebooks, openProject, type Project } from '../../config/project.ts'
import { tellsAlerts } from '../../config/schema/source-settings.ts'
import { environmentOf } from '../../config/schema/waymark.ts'
import type { Probe } from '../../config/services.ts'
import { Disclosure } from '../../files/disclosure.ts'
import { Failure } from '../../finding/failure.ts'
import type { Finding } from '../../finding/finding.ts'
import { listFiles } from '../../guidebook/reader.ts'
import { siteRecordPath } from '../../status/server/site-record.ts'
import { plural } from '../../text/plural.ts'
import { type DeclaredServices, isError, readDeclaredServices } from '../declared-services.ts'

export interface DeclarationOptions {
  root: string
  cache?: string | undefined
  /** The folder of the built site. */
  out: string
  environment?: string | undefined
  /** Told all that is wrong in `waymark.yaml` and in the `services.yaml` files, each time they are read. */
  onFindings: (findings: Finding[]) => void
}

/** What a project says of its services, and of how they are probed. */
export interface Declaration extends Pick<DeclaredServices, 'services' | 'facts' | 'places'> {
  project: Project
  /** The name of the environment; undefined for the hosts as written. */
  environment: string | undefined
  /** Whether all of the `services.yaml` files is right. */
  isWhole: boolean
}

/**
 * Reads what a project declares.
 *
 * @throws Failure where it cannot be opened, and where its settings are not as they were meant: a default could tell what
 * is not to be told, and probe machines that are not to be probed
 */
export async function readDeclaration(options: DeclarationOptions, signal: AbortSignal): Promise<Declaration> {
  const { out, onFindings } = options
  const { project, findings } = await openProject({ ...options, signal })
  if (findings.some(isError)) {
    onFindings(findings)
    throw new Failure(
      `Unexpected mistakes in \`${project.settings?.file ?? 'waymark.yaml'}\`, expected none before services are asked`,
      'Mend what is told above',
    )
  }
  const environment = environmentNameOf(project.config, options.environment)
  const { services, facts, places, findings: wrong } = await readDeclaredServices(project, { out, signal })
  onFindings([...findings, ...wrong, ...missingVariables(services, project, environment, process.env)])
  return { project, environment, services, facts, ...(places && { places }), isWhole: !wrong.some(isError) }
}

/** The `services.yaml` files of a project as they are now, absolute, with the record of its built site: a new build brings new facts. */
export async function declaringFiles({ project }: Declaration, out: string, signal: AbortSignal): Promise<string[]> {
  const { files } = await listFiles({
    root: project.guidebooks,
    disclosure: new Disclosure(project),
    isExcluded: () => false,
    ignore: [out, project.cache],
    signal,
  })
  const services = files.filter((file) => basename(file) === 'services.yaml')
  return [siteRecordPath(out), ...services.map((file) => join(project.guidebooks, file))]
}

/**
 * While Git changes a folder, its files are gone for a moment: what holds without them is not what anybody wrote.
 *
 * @throws Failure where something is gone
 */
export function expectNothingGone(before: Declaration | undefined, { project }: Declaration): void {
  const hint = 'Put it back, or start again to go on without it'
  if (before?.project.settings && !project.settings)
    throw new Failure(`\`${before.project.settings.file}\` is gone, expected it where it was`, hint)
  if (before && lostGuidebooks(before.project, project))
    throw new Failure(`\`${before.project.guidebooks}\` is gone, expected it where it was`, hint)
}

export function probeCount({ services }: Declaration): number {
  return services.reduce((sum, { probes }) => sum + probes.length, 0)
}

/** Whether anything is to be asked. */
export function isAsking(declaration: Declaration): boolean {
  return probeCount(declaration) > 0 || tellsAlerts(declaration.project.config)
}

/** What is asked, for the log: `3 probes of environment `staging``. */
export function probesText(declaration: Declaration): string {
  const count = probeCount(declaration)
  const { project, environment } = declaration
  const of = environment === undefined ? '' : ` of environment \`${environment}\``
  const sources = Object.values(project.config.sources).filter(({ alerts }) => alerts)
  const also = sources.length === 0 ? '' : ` and ${plural(sources.length, 'source')} of alerts`
  return `${plural(count, 'probe')}${of}${also}`
}

/** The hosts that are probed and asked, as they are written. */
export function hostsOf({ project, environment }: Declaration): unknown {
  return [environmentOf(project.config, environment), project.config.sources]
}

/** Changes with what is fixed while probes run; thresholds and maintenance are not. */
export function fixedKey({ project, environment }: Declaration): string {
  const { thresholds, maintenance, ...fixed } = project.config.status
  return JSON.stringify([environment, project.cache, project.config.site, fixed])
}

/** Changes with what is worth a line in the log: functions are left out by JSON. */
export function visibleKey(declaration: Declaration): string {
  const { project, services } = declaration
  const { thresholds, maintenance } = project.config.status
  const shown = services.map(({ place, ...service }) => ({ ...service, probes: service.probes.map(withoutPlace) }))
  return JSON.stringify([thresholds, maintenance, hostsOf(declaration), shown])
}

function withoutPlace({ place, ...probe }: Probe) {
  return probe
}
