import type { Project } from '../../src/config/project.ts'
import { DiskTree } from '../../src/files/disk-tree.ts'
import { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { emptyInventory } from '../../src/inventory/inventory.ts'
import type { Check } from '../check.ts'
import type { CheckContext } from '../context.ts'
import { allCodes } from '../registry.ts'
import type { CheckResult } from './engine.ts'
import { evaluate } from './evaluate.ts'

/**
 * Checks pages as if there were no others. Their `file` is what findings name: they need not stand in the project, which
 * says how much each code weighs. `checks` are those that a page alone is enough for.
 */
export async function checkSinglePages(
  pages: Page[],
  project: Project,
  { checks, context }: { checks: readonly Check[]; context: CheckContext },
): Promise<CheckResult> {
  const guidebooks = new Guidebooks({ pages, files: [], inRepository: '' }, { drafts: true })
  const input = {
    project: { ...project, config: { ...project.config, checks: withoutExcludes(project.config.checks) } },
    guidebooks,
    pages,
    extraPages: new Set<string>(),
    skipped: [],
    hidden: [],
    services: [],
    repository: new DiskTree(project.repository),
    history: {
      lastChange: async () => undefined,
      fileHistory: async () => undefined,
      versions: async function* () {},
      version: async () => undefined,
    },
    git: { listed: async () => undefined, ignored: async () => [], namesInText: async () => [] },
    inRoot: (file: string) => file,
    inventory: async () => emptyInventory,
  }
  const snapshot = { input, findings: [], onPages: new Map() }
  const findings = await evaluate(snapshot, { checks, codes: allCodes(), context, inScope: () => true })
  return { snapshot, findings, ungrouped: findings, files: pages.length, skipped: [] }
}

/** Who names a file wants it checked, whatever is left out otherwise. */
function withoutExcludes(settings: Project['config']['checks']): Project['config']['checks'] {
  return { ...settings, diagrams: { ...settings.diagrams, exclude: [] } }
}
