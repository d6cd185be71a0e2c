import type { DiskSources } from '../config/sources.ts'
import type { Guidebooks } from '../guidebook/guidebooks.ts'
import type { ProjectInventory } from './project-inventory.ts'

/** What was read of the files of a project, for who needs the same of them a moment later. */
export interface ProjectFiles {
  sources: DiskSources
  /** Its pages without drafts. */
  guidebooks: Guidebooks
  inventory: ProjectInventory
}
