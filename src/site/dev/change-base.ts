import type { Project } from '../../config/project.ts'
import { knownDrawings } from '../../diagrams/drawings.ts'
import { diagramsOf } from '../../diagrams/fence.ts'
import { Failure } from '../../finding/failure.ts'
import { type Changes, readChanges } from '../../git/changes.ts'
import { gitText } from '../../git/git.ts'
import { mergeBase } from '../../git/merge-base.ts'
import { type ChangeBase, type Moment, openChangeBase } from '../../review/moments.ts'
import { loadSite } from '../load.ts'
import { FormerSite } from '../preview/live-preview.ts'
import { Site } from '../site.ts'
import type { StatusData } from '../status/site-status.ts'

/** What a change begins with, and what git says of it by now. */
export interface WrittenChange {
  former: FormerSite
  /** The same, as checks look at it. */
  before: Moment
  changes: Changes
  /** The commit that is checked out: the whole hash. */
  head: string
}

/**
 * Reads what pages are compared with while they are written: the commit where HEAD and another one part. It is read
 * once, and again when it is another commit, as after a rebase.
 */
export class ChangeBaseReader {
  readonly #project: Project
  readonly #ref: string
  #base: ChangeBase | undefined
  #known: Pick<WrittenChange, 'former' | 'before'> | undefined

  /** `ref` is the other commit, as it was named. */
  constructor(project: Project, ref: string) {
    this.#project = project
    this.#ref = ref
  }

  /** @throws Failure where there is no such commit, or what lies between is not in the clone */
  async read({ signal, status }: { signal: AbortSignal; status?: StatusData }): Promise<WrittenChange> {
    const { repository } = this.#project
    const commit = await this.#commit(signal)
    const known = this.#known?.former.commit === commit ? this.#known : await this.#open(commit, { signal, status })
    const [changes, head] = await Promise.all([
      readChanges(repository, commit, { signal }),
      gitText(repository, ['rev-parse', 'HEAD'], { signal }),
    ])
    return { ...known, changes, head: head ?? '' }
  }

  /** Removes what was written on the disk. */
  async remove(): Promise<void> {
    await this.#base?.remove()
    this.#base = undefined
  }

  /** In the middle of a rebase the branch may be gone for a moment: what was compared with last stays. */
  async #commit(signal: AbortSignal): Promise<string> {
    try {
      return await mergeBase(this.#project.repository, this.#ref, { signal }, '--base')
    } catch (error) {
      if (this.#known && error instanceof Failure) return this.#known.former.commit
      throw error
    }
  }

  async #open(
    commit: string,
    { signal, status }: { signal: AbortSignal; status: StatusData | undefined },
  ): Promise<Pick<WrittenChange, 'former' | 'before'>> {
    const base = await openChangeBase(this.#project, commit, signal)
    try {
      const { parts } = await loadSite(base.moment.project, { drafts: true, signal, ...(status && { status }) })
      const drawings = await knownDrawings(diagramsOf(parts.guidebooks.pages), this.#project)
      const former = new FormerSite({
        ...{ site: new Site({ ...parts, drawings }), ref: this.#ref, commit, notes: base.notes },
        needsDrawing: drawings.left.length > 0,
      })
      await this.remove()
      this.#base = base
      this.#known = { former, before: base.moment }
      return this.#known
    } catch (error) {
      await base.remove().catch(() => {})
      throw error
    }
  }
}
