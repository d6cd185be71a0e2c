import { posix } from 'node:path'
import { plainHost } from '../../../checks/hosts/host-index.ts'
import { hostsOn } from '../../../checks/hosts/host-mention.ts'
import type { Project } from '../../config/project.ts'
import { fromRoot, readSources } from '../../config/sources.ts'
import { posixRelative } from '../../files/inside.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { type HostReport, hostReport } from './host-report.ts'

/** What serves a host, and who says so. Files are named from the repository on, as those of the inventory are. */
export async function reportOn(
  host: string,
  project: Project,
  inventory: Inventory,
  signal: AbortSignal,
): Promise<HostReport> {
  const { pages, services } = await readSources(project, { signal })
  const inRoot = fromRoot(project)
  const way = posixRelative(project.repository, project.root)
  const inRepository = (file: string) => posix.join(way, file)
  const declared = services.map(({ id, file, hosts, retired, place }) => ({
    ...{ id, file: inRepository(file), line: place.line },
    ...{ hosts: hosts.map(plainHost), retired: retired.map(plainHost) },
  }))
  const mentions = pages.flatMap((page) =>
    hostsOn(page).map((mention) => ({ ...mention, file: inRepository(inRoot(page.file)) })),
  )
  return hostReport(host, inventory, declared, mentions)
}
