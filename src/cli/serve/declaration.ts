import { factsIn } from '../../../checks/probes/conditions/facts.ts'
import { environmentNameOf } from '../../../checks/probes/environment/environment-name.ts'
import { missingVariables, wrongServices } from '../../../checks/services/services.ts'
import type { Service } from '../../config/inventory.ts'
import { openProject, type Project } from '../../config/project.ts'
import { readSources, skippedServices } from '../../config/sources.ts'
import { Failure } from '../../finding/failure.ts'
import type { Finding } from '../../finding/finding.ts'

export interface DeclaredOptions {
  root: string
  cache?: string | undefined
  /** The folder of the built site. */
  out: string
  environment?: string | undefined
  /** Told all that is wrong in `waymark.yaml` and in the `services.yaml` files, each time they are read. */
  onFindings: (findings: Finding[]) => void
  signal: AbortSignal
}

/** What a project says of its services, and of how they are asked. */
export interface Declared {
  project: Project
  /** The name of the environment; undefined for the hosts as written. */
  environment: string | undefined
  services: Service[]
  /** Expressions that pages show, by the id of a probe. */
  facts: ReadonlyMap<string, readonly string[]>
  /** Whether all of the `services.yaml` files is right. */
  isWhole: boolean
}

/**
 * Reads what a project declares.
 *
 * @throws Failure where it cannot be opened, and where its settings are not as they were meant: a default could tell what
 * is not to be told, and ask machines that are not to be asked
 */
export async function readDeclared(options: DeclaredOptions): Promise<Declared> {
  const { out, signal, onFindings } = options
  const { project, findings } = await openProject(options)
  if (findings.some(isError)) {
    onFindings(findings)
    throw new Failure(
      `Unexpected mistakes in \`${project.settings?.file ?? 'waymark.yaml'}\`, expected none before services are asked`,
      'Mend what is told above',
    )
  }
  const environment = environmentNameOf(project.config, options.environment)
  const sources = await readSources(project, { out, signal })
  const { services, pages } = sources
  const wrong = [...sources.findings, ...skippedServices(project, sources), ...wrongServices(services)]
  onFindings([...findings, ...wrong, ...missingVariables(services, project.config, environment, process.env)])
  return { project, environment, services, facts: factsIn(pages), isWhole: !wrong.some(isError) }
}

function isError({ severity }: Finding): boolean {
  return severity === 'error'
}
