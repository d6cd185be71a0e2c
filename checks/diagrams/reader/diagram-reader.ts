import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { cpuLimitReached, type MeteredWorker } from '../../../src/diagrams/cpu-limit.ts'
import { sourceModule } from '../../../src/files/package.ts'
import type { DiagramProblem } from '../problem.ts'
import type { IdleThread } from './idle-thread.ts'
import { TimeoutBudget } from './timeout-budget.ts'

export interface ParseRequest {
  source: string
}

/** What is wrong with a diagram; why that cannot be told; or a bug of Waymark itself. */
export type ParseAnswer = { problems: DiagramProblem[] } | { exceeded: ExceededLimit } | { bug: string }

/** What is wrong with a diagram, or why that cannot be told. */
export type DiagramAnswer = DiagramProblem[] | ExceededLimit

/** The diagram was too deep for the stack, took too much work or memory; or others before it took all the work. */
export type ExceededLimit = 'depth' | 'timeout' | 'memory' | 'unread'

export interface ReaderOptions {
  signal: AbortSignal
  /** How much work goes into diagrams. */
  budget?: TimeoutBudget
  /** Megabytes of JavaScript objects that the thread may take. */
  memory?: number
  /** What runs in place of the thread. */
  script?: URL
  /** Where a thread is left for the next reader, and taken from; it is for those without a script or memory of their own. */
  idle?: IdleThread | undefined
}

/** Megabytes: what Mermaid's code itself takes is a third of it. */
export const usualMemory = 192

/** Milliseconds of a processor's time, about: what another thread in place of one that broke costs. */
const restart = 500

const workerFile = pathToFileURL(sourceModule('checks/diagrams/reader/worker'))

/** Reads diagrams in a thread, which is started with the first one. What hangs or kills it costs that diagram alone. */
export class DiagramReader {
  readonly #options: ReaderOptions
  readonly #budget: TimeoutBudget
  #thread: { worker: Worker; isUsed: boolean } | undefined
  /** Whether the thread has something to do. */
  #isReading = false

  constructor(options: ReaderOptions) {
    this.#options = options
    this.#budget = options.budget ?? new TimeoutBudget()
  }

  /** As `readAll`, of one diagram. */
  async read(source: string): Promise<DiagramAnswer> {
    for await (const [, answer] of this.readAll([source])) return answer
    throw new Error('A diagram was not read')
  }

  /**
   * Tells what is wrong with each diagram, in their order. The thread has some before it at any time, so that it need not
   * wait until this one has time for its answers. One call at a time.
   *
   * @throws when the signal is aborted, and on a bug of Waymark itself
   */
  async *readAll(sources: readonly string[]): AsyncGenerator<[source: string, answer: DiagramAnswer], void> {
    // Whoever asked before has not waited for all of the answers.
    if (this.#isReading) await this.close()
    for (let done = 0; done < sources.length; ) {
      for await (const answer of this.#readSome(sources.slice(done))) {
        yield [sources[done] ?? '', answer]
        done++
      }
    }
  }

  /** The answers about the first of some diagrams: as many as there are until the thread breaks. */
  async *#readSome(sources: readonly string[]): AsyncGenerator<DiagramAnswer, void> {
    const { signal } = this.#options
    signal.throwIfAborted()
    if (this.#budget.work === 0) {
      for (const _ of sources) yield 'unread'
      return
    }
    this.#thread ??= this.#take() ?? { worker: start(this.#options), isUsed: false }
    const { worker, isUsed } = this.#thread
    const questions = new Questions(worker, sources)
    this.#isReading = true
    try {
      for (const _ of sources) {
        const { work } = this.#budget
        const answer = await questions.next({ signal, work })
        if ('exceeded' in answer) {
          // After an overflow Mermaid's own state is not sound either.
          await this.close()
          // What others have left in memory is not this diagram's.
          if (isUsed && answer.exceeded === 'memory') return
          // Another thread has to load Mermaid again.
          this.#budget.lose(answer.exceeded === 'timeout' ? work : restart)
          yield answer.exceeded
          return
        }
        if ('bug' in answer) throw new Error(`A diagram could not be judged: ${answer.bug}`)
        this.#isReading = questions.areLeft
        yield answer.problems
      }
    } finally {
      questions.close()
    }
  }

  async close(): Promise<void> {
    const worker = this.#thread?.worker
    const isReading = this.#isReading
    this.#thread = undefined
    this.#isReading = false
    if (!worker) return
    const { idle } = this.#options
    if (isReading || !idle) await worker.terminate()
    else await idle.keep(worker)
  }

  #take(): { worker: Worker; isUsed: boolean } | undefined {
    const worker = this.#options.idle?.take()
    return worker && { worker, isUsed: true }
  }
}

/** Starts a thread for the next reader, where none is kept for it. */
export function warm(idle: IdleThread): void {
  idle.keepOne(() => start({}))
}

/** What the thread prints is not read: whoever reads is held back from the end of the process. It prints nothing itself. */
function start({ memory = usualMemory, script = workerFile }: Pick<ReaderOptions, 'memory' | 'script'>): Worker {
  return new Worker(script, {
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 8 },
  })
}

/** Diagrams that the thread has before it: their answers take next to no memory, and are of use only in their order. */
const mostAhead = 32

/** What a thread is asked, and what it answers, one after the other. */
class Questions {
  readonly #worker: Worker
  readonly #sources: readonly string[]
  readonly #answers: ParseAnswer[] = []
  /** How many were asked, and how many of the answers were taken. */
  #asked = 0
  #taken = 0
  /** Why no more answers come. */
  #end: { exceeded: 'memory' } | Error | undefined
  #told = () => {}

  constructor(worker: Worker, sources: readonly string[]) {
    this.#worker = worker
    this.#sources = sources
    worker.on('message', this.#onMessage).on('error', this.#onError).on('exit', this.#onExit)
  }

  close(): void {
    this.#worker.off('message', this.#onMessage).off('error', this.#onError).off('exit', this.#onExit)
  }

  /** Whether some were asked, and are not answered. */
  get areLeft(): boolean {
    return this.#taken < this.#asked
  }

  /** The answer about the next one; `work` is in milliseconds of a processor's time. */
  async next({ signal, work }: { signal: AbortSignal; work: number }): Promise<ParseAnswer> {
    for (const source of this.#sources.slice(this.#asked, this.#taken + mostAhead)) {
      const message: ParseRequest = { source }
      this.#worker.postMessage(message)
      this.#asked++
    }
    const answer = this.#answer ?? (await this.#wait(signal, work))
    this.#taken++
    return answer
  }

  /** Undefined where it is not there yet. */
  get #answer(): ParseAnswer | undefined {
    const answer = this.#answers[this.#taken] ?? this.#end
    if (answer instanceof Error) throw answer
    return answer
  }

  /** What is answered already needs no clock. */
  async #wait(signal: AbortSignal, work: number): Promise<ParseAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const over = new AbortController()
    this.#told = resolve
    try {
      cpuLimitReached(clockOf(this.#worker), { limitMs: work, signal: AbortSignal.any([over.signal, signal]) })
        // When this thread itself was busy, the answer may be there already.
        .then(() => setImmediate())
        .then(() => resolve(), reject)
      await promise
    } finally {
      over.abort()
      this.#told = () => {}
    }
    return this.#answer ?? { exceeded: 'timeout' }
  }

  readonly #onMessage = (answer: ParseAnswer): void => {
    this.#answers.push(answer)
    this.#told()
  }

  readonly #onError = (error: Error & { code?: string }): void => {
    this.#end ??= error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { exceeded: 'memory' } : error
    this.#told()
  }

  readonly #onExit = (): void => {
    this.#end ??= { exceeded: 'memory' }
    this.#told()
  }
}

/** Fails while the thread is not running yet, and once it runs no more. */
function clockOf(worker: Worker): MeteredWorker {
  return {
    async used() {
      const { user, system } = await worker.cpuUsage()
      return (user + system) / 1000
    },
  }
}
