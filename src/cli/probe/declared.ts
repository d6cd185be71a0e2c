import { basename } from 'node:path'
import { factsIn } from '../../../checks/probes/conditions/facts.ts'
import { wrongServices } from '../../../checks/services/services.ts'
import type { Service } from '../../config/inventory.ts'
import { openProject, type Project } from '../../config/project.ts'
import { fromRoot, readSources, skippedServices } from '../../config/sources.ts'
import { Failure } from '../../finding/failure.ts'
import { printFindings } from '../findings.ts'
import type { ProbeOptions } from './options.ts'

/** What there is to ask. */
export interface Declared {
  project: Project
  services: Service[]
  /** Expressions that pages show, by the id of a probe. */
  facts: ReadonlyMap<string, readonly string[]>
}

/**
 * Reads the project. What is wrong with its services is told on standard error before anything is asked.
 *
 * @throws Failure where a probe would be left out or judged by something that is no condition: a green table would lie
 */
export async function readDeclared({ root, cache }: ProbeOptions, signal: AbortSignal): Promise<Declared> {
  const { project, findings } = await openProject({ root, cache, signal })
  const sources = await readSources(project, { signal })
  const wrong = [...skippedServices(project, sources), ...sources.findings, ...wrongServices(sources.services)]
  const all = [...findings, ...wrong]
  const errors = all.filter(({ severity }) => severity === 'error')
  printFindings(errors, process.stderr)
  if (errors.length > 0)
    throw new Failure('Nothing was asked, since not all of the probes can be', 'Mend what is told above')
  if (sources.services.length === 0) expectNoOtherName(sources.files.map(fromRoot(project)))
  return { project, services: sources.services, facts: factsIn(sources.pages) }
}

/** A file of another name is read by nobody. */
function expectNoOtherName(files: readonly string[]): void {
  const found = files.find((file) => /^services?\.ya?ml$/i.test(basename(file)))
  if (found !== undefined)
    throw new Failure(
      `No probe is declared, expected one at least; \`${found}\` is passed over`,
      'Name that file `services.yaml`',
    )
}
