import { factsIn } from '../../checks/probes/conditions/facts.ts'
import { wrongServices } from '../../checks/services/services.ts'
import type { Project } from '../config/project.ts'
import type { Service } from '../config/services.ts'
import { fromRoot, readSources, skippedServices } from '../config/sources.ts'
import type { Finding } from '../finding/finding.ts'

/** What the files of a project declare of its services. */
export interface DeclaredServices {
  services: Service[]
  /** Expressions that pages show, by the id of a probe. */
  facts: ReadonlyMap<string, readonly string[]>
  /** All that is wrong in the `services.yaml` files. */
  findings: Finding[]
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
  return { services, facts: factsIn(pages), findings, files: files.map(fromRoot(project)) }
}

export function isError({ severity }: Finding): boolean {
  return severity === 'error'
}
