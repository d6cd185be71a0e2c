import { join } from 'node:path'
import type { CheckContext } from '../../../checks/context.ts'
import { limitPerDiagram } from '../../../checks/diagrams/finding-limit.ts'
import { IdleThread } from '../../../checks/diagrams/reader/idle-thread.ts'
import { runChecks } from '../../../checks/engine/engine.ts'
import { checks } from '../../../checks/registry.ts'
import type { Evaluated } from '../../../checks/since/new-findings.ts'
import type { Project } from '../../config/project.ts'
import { FileCache } from '../../files/section-cache.ts'
import type { Finding } from '../../finding/finding.ts'
import { changesOfFindings, evaluated } from '../../review/findings.ts'
import { type CheckedMeaning, checkedMeaning } from '../../review/meaning/checked-meaning.ts'
import type { Moment } from '../../review/moments.ts'
import { pairPages } from '../../review/page-pairs.ts'
import type { Checked, CheckedChange } from '../../site/dev/dev.ts'

/** Runs all checks on a project again and again, as `dev` does; what did not change between two runs is not checked anew. */
export class BackgroundCheck {
  readonly #project: Project
  readonly #early: Finding[]
  readonly #cache: FileCache
  readonly #idleThread = new IdleThread()
  /** What was found at the moment that the project is compared with. */
  #then: { moment: Moment; found: Evaluated | undefined } | undefined

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

  /** With `change`, also what the change means that the project has gone through since. */
  async run(signal: AbortSignal, change?: CheckedChange): Promise<Checked> {
    const context = this.#contextOf(this.#cache, signal)
    const { findings, ungrouped, claims, snapshot } = await runChecks(this.#project, this.#early, {
      ...{ checks, context, inScope: () => true },
      claims: true,
    })
    signal.throwIfAborted()
    // A cache that cannot be written costs the next start time alone.
    await this.#cache.save().catch(() => {})
    const now = { input: snapshot.input, findings: ungrouped }
    const meaning = change && (await this.#meaningOf(now, change, signal))
    return { findings: limitPerDiagram(findings, snapshot.input), claims, meaning }
  }

  async #meaningOf(now: Evaluated, { before, changes }: CheckedChange, signal: AbortSignal): Promise<CheckedMeaning> {
    if (this.#then?.moment !== before) this.#then = { moment: before, found: await this.#evaluatedThen(before, signal) }
    const found = await changesOfFindings(this.#then.found, now, changes)
    const pairs = found.before && found.after ? pairPages(found.before.guidebooks, found.after.guidebooks, changes) : []
    const differing = pairs.filter((pair) => pair.before?.digest !== pair.after?.digest || pair.after?.includes)
    return checkedMeaning(found, { pairs: differing, changes })
  }

  /** What is kept of it never mixes with what is kept of the files as they are. */
  async #evaluatedThen(moment: Moment, signal: AbortSignal): Promise<Evaluated | undefined> {
    const cache = await FileCache.open(join(moment.project.cache, 'check.json'), Date.now())
    const found = await evaluated(moment, this.#contextOf(cache, signal))
    await cache.save().catch(() => {})
    return found
  }

  #contextOf(cache: FileCache, signal: AbortSignal): CheckContext {
    return { cache, now: Date.now, env: process.env, signal, note: () => {}, idleThread: this.#idleThread }
  }
}
