import { factsIn } from '../../checks/probes/conditions/facts.ts'
import { wrongServices } from '../../checks/services/services.ts'
import type { Project } from '../config/project.ts'
import { tellsAlerts } from '../config/schema/source-settings.ts'
import type { Service } from '../config/services.ts'
import { type DiskSources, fromRoot, guidebooksInRepository, readSources, skippedServices } from '../config/sources.ts'
import type { Finding } from '../finding/finding.ts'
import { Guidebooks } from '../guidebook/guidebooks.ts'
import { AlertPlaces } from '../inventory/alerts/alert-places.ts'
import { RunbookAddresses } from '../inventory/alerts/runbook-address.ts'

/** What the files of a project declare of its services. */
export interface DeclaredServices {
  services: Service[]
  /** Expressions that pages show, by the id of a probe. */
  facts: ReadonlyMap<string, readonly string[]>
  /** All that is wrong in the `services.yaml` files. */
  findings: Finding[]
  /** Which page is about an alert; absent where no source tells of alerts. */
  places?: AlertPlaces
  /** All files that are no pages, relative to the project's root. */
  files: string[]
}

/** Reads the services of a project. `out` is the folder of the built site, where it is another than the usual one. */
export async function readDeclaredServices(
  project: Project,
  options: { out?: string; signal: AbortSignal },
): Promise<DeclaredServices> {
  const sources = await readSources(project, options)
  const { services, pages, files } = sources
  const findings = [...sources.findings, ...skippedServices(project, sources), ...wrongServices(services)]
  return {
    ...{ services, facts: factsIn(pages), findings, files: files.map(fromRoot(project)) },
    ...(tellsAlerts(project.config) && { places: alertPlaces(project, sources) }),
  }
}

function alertPlaces(project: Project, { pages, files, dialects }: DiskSources): AlertPlaces {
  const inRepository = guidebooksInRepository(project)
  const { site } = project.config
  const guidebooks = new Guidebooks(
    { pages, files, inRepository, site, navigation: dialects.navigation },
    { drafts: false },
  )
  return new AlertPlaces(guidebooks, RunbookAddresses.of(project))
}

export function isError({ severity }: Finding): boolean {
  return severity === 'error'
}
