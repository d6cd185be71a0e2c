import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { cpuLimitReached, type MeteredWorker } from '../../../src/diagrams/cpu-limit.ts'
import type { DiagramProblem } from '../problem.ts'
import type { IdleThread } from './idle-thread.ts'
import { TimeoutBudget } from './timeout-budget.ts'

export interface ParseRequest {
  source: string
}

/** What is wrong with a diagram; why that cannot be told; or a bug of Waymark itself. */
export type ParseAnswer = { problems: DiagramProblem[] } | { exceeded: ExceededLimit } | { bug: string }

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

/** In the package, what runs is JavaScript. */
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

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

  /**
   * One call at a time.
   *
   * @throws when the signal is aborted, and on a bug of Waymark itself
   */
  async read(source: string): Promise<DiagramProblem[] | ExceededLimit> {
    const { signal } = this.#options
    signal.throwIfAborted()
    const { work } = this.#budget
    if (work === 0) return 'unread'
    this.#thread ??= this.#take() ?? { worker: start(this.#options), isUsed: false }
    const { worker, isUsed } = this.#thread
    this.#isReading = true
    const answer = await request(worker, source, { signal, work })
    if ('exceeded' in answer) {
      // After an overflow Mermaid's own state is not sound either.
      await this.close()
      // What others have left in memory is not this diagram's.
      if (isUsed && answer.exceeded === 'memory') return this.read(source)
      // Another thread has to load Mermaid again.
      this.#budget.lose(answer.exceeded === 'timeout' ? work : restart)
      return answer.exceeded
    }
    if ('bug' in answer) throw new Error(`A diagram could not be judged: ${answer.bug}`)
    this.#isReading = false
    return answer.problems
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

/** What Mermaid and its libraries print is of no use to anybody. */
function start({ memory = usualMemory, script = workerFile }: Pick<ReaderOptions, 'memory' | 'script'>): Worker {
  const worker = new Worker(script, {
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 8 },
  })
  worker.stdout.resume()
  worker.stderr.resume()
  return worker
}

async function request(
  worker: Worker,
  source: string,
  { signal, work }: { signal: AbortSignal; work: number },
): Promise<ParseAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ParseAnswer>()
  const onMessage = (answer: ParseAnswer) => resolve(answer)
  const onError = (error: Error & { code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ exceeded: 'memory' })
    else reject(error)
  }
  const onExit = () => resolve({ exceeded: 'memory' })
  const over = new AbortController()
  worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  try {
    const message: ParseRequest = { source }
    worker.postMessage(message)
    cpuLimitReached(clockOf(worker), { limitMs: work, signal: AbortSignal.any([over.signal, signal]) })
      // When this thread itself was busy, the answer may be there already.
      .then(() => setImmediate())
      .then(() => resolve({ exceeded: 'timeout' }), reject)
    return await promise
  } finally {
    over.abort()
    worker.off('message', onMessage).off('error', onError).off('exit', onExit)
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
