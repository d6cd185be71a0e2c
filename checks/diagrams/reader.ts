import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { Patience } from './patience.ts'
import type { Problem } from './problem.ts'

export interface Question {
  source: string
}

/** What is wrong with a diagram; why that cannot be told; or a fault of Waymark itself. */
export type Answer = { problems: Problem[] } | { failure: Failure } | { fault: string }

/** The diagram was too deep for the stack, took too long, or too much memory; or others before it took all the time. */
export type Failure = 'depth' | 'timeout' | 'memory' | 'unread'

export interface ReaderOptions {
  signal: AbortSignal
  /** How long diagrams are waited for. */
  patience?: Patience
  /** Megabytes of JavaScript objects that the thread may take. */
  memory?: number
  /** What runs in place of the thread. */
  script?: URL
}

/** Megabytes: what Mermaid's code itself takes is a third of it. */
export const usualMemory = 192

/** In the package, what runs is JavaScript. */
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

/** Reads diagrams in a thread, which is started with the first one. What hangs or kills it costs that diagram alone. */
export class DiagramReader {
  readonly #options: ReaderOptions
  readonly #patience: Patience
  #worker: Worker | undefined

  constructor(options: ReaderOptions) {
    this.#options = options
    this.#patience = options.patience ?? new Patience()
  }

  /**
   * One call at a time.
   *
   * @throws when the signal is aborted, and on a fault of Waymark itself
   */
  async read(source: string): Promise<Problem[] | Failure> {
    const { signal } = this.#options
    signal.throwIfAborted()
    const { wait } = this.#patience
    if (wait === 0) return 'unread'
    this.#worker ??= start(this.#options)
    const started = performance.now()
    const answer = await ask(this.#worker, source, { signal, wait })
    if (answer === undefined || 'failure' in answer) {
      this.#patience.lose(performance.now() - started)
      // After an overflow Mermaid's own state is not sound either.
      await this.close()
      return answer?.failure ?? 'timeout'
    }
    if ('fault' in answer) throw new Error(`A diagram could not be judged: ${answer.fault}`)
    return answer.problems
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }
}

/** What Mermaid and its libraries print is of no use to anybody. */
function start({ memory = usualMemory, script = workerFile }: ReaderOptions): Worker {
  const worker = new Worker(script, {
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 8 },
  })
  worker.stdout.resume()
  worker.stderr.resume()
  return worker
}

/** Undefined when the time is over. */
async function ask(
  worker: Worker,
  source: string,
  { signal, wait }: { signal: AbortSignal; wait: number },
): Promise<Answer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer | undefined>()
  const onMessage = (answer: Answer) => resolve(answer)
  const onError = (error: Error & { code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ failure: 'memory' })
    else reject(error)
  }
  const onExit = () => resolve({ failure: 'memory' })
  const onAbort = () => reject(signal.reason)
  // When this thread itself was busy, the answer may be there already.
  const timer = setTimeout(() => void setImmediate().then(() => resolve(undefined)), wait)
  worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  signal.addEventListener('abort', onAbort)
  try {
    const question: Question = { source }
    worker.postMessage(question)
    return await promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    worker.off('message', onMessage).off('error', onError).off('exit', onExit)
  }
}
