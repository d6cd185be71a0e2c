import { join } from 'node:path'
import type { CheckContext } from '../../../checks/context.ts'
import { limitPerDiagram } from '../../../checks/diagrams/finding-limit.ts'
import { runChecks } from '../../../checks/engine/engine.ts'
import { checks } from '../../../checks/registry.ts'
import type { Project } from '../../config/project.ts'
import { FileCache } from '../../files/section-cache.ts'
import type { ClaimsReport } from '../../finding/claim.ts'
import type { Finding } from '../../finding/finding.ts'

/** Runs all checks on a project again and again, as `dev` does; what did not change between two runs is not checked anew. */
export class BackgroundCheck {
  readonly #project: Project
  readonly #early: Finding[]
  readonly #cache: FileCache

  private constructor(project: Project, early: Finding[], cache: FileCache) {
    this.#project = project
    this.#early = early
    this.#cache = cache
  }

  /** `early` is what was found wrong in the project's `waymark.yaml`. */
  static async open(project: Project, early: Finding[]): Promise<BackgroundCheck> {
    const cache = await FileCache.open(join(project.cache, 'check.json'), Date.now())
    return new BackgroundCheck(project, early, cache)
  }

  async run(signal: AbortSignal): Promise<{ findings: Finding[]; claims: ClaimsReport | undefined }> {
    const context: CheckContext = { cache: this.#cache, now: Date.now, env: process.env, signal, note: () => {} }
    const { findings, claims, snapshot } = await runChecks(this.#project, this.#early, {
      ...{ checks, context, inScope: () => true },
      claims: true,
    })
    signal.throwIfAborted()
    // A cache that cannot be written costs the next start time alone.
    await this.#cache.save().catch(() => {})
    return { findings: limitPerDiagram(findings, snapshot.input), claims }
  }
}
