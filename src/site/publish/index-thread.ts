import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { sourceModule } from '../../files/package.ts'
import { type Indexer, type IndexTask, type PublishedPage, TextIndexer } from './text-indexer.ts'

/** What the thread is asked: to add pages, to finish, or else to end the process. Answers are told by the number. */
export interface IndexRequest {
  number: number
  pages?: readonly PublishedPage[]
  task?: IndexTask
}

export interface IndexAnswer {
  number: number
  isDone: boolean
  fault?: { message: string; stack?: string; code?: string; path?: string }
}

/** To start a thread takes a sixth of a second of a processor, and 25 MB: as much as to hand on two hundred pages. */
const worthwhilePages = 200

/** Begins to index so many pages: in a thread where that pays, and nothing else is asked of the working directory. */
export function startIndexer(pages: number): Indexer {
  return pages < worthwhilePages || availableParallelism() < 2 ? new TextIndexer(pages > 0) : new IndexThread()
}

/** An indexer in a thread of its own: handing pages to a process, and reading its files, takes time. */
export class IndexThread implements Indexer {
  readonly #worker: Worker
  readonly #asked = new Map<number, PromiseWithResolvers<boolean>>()
  #last = 0
  #failure: Error | undefined

  constructor() {
    this.#worker = new Worker(sourceModule('src/site/publish/index-worker'), {
      // What goes wrong there is told by answers.
      stdout: true,
      stderr: true,
      // Megabytes. More would fill with pages that are done with, and saves no time.
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    })
    this.#worker.stdout.resume()
    this.#worker.stderr.resume()
    this.#worker.on('message', (answer: IndexAnswer) => this.#take(answer))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('The search index could not be made: its thread has ended')))
  }

  async add(pages: readonly PublishedPage[]): Promise<void> {
    await this.#ask({ pages }, [...new Set(pages.map(({ html }) => html.buffer))])
  }

  finish(task: IndexTask): Promise<boolean> {
    return this.#ask({ task })
  }

  async close(): Promise<void> {
    // It may have ended by itself.
    await this.#ask({}).catch(() => {})
    await this.#worker.terminate()
  }

  #ask(request: Omit<IndexRequest, 'number'>, handedOver: ArrayBuffer[] = []): Promise<boolean> {
    if (this.#failure) return Promise.reject(this.#failure)
    const number = ++this.#last
    const asked = Promise.withResolvers<boolean>()
    this.#asked.set(number, asked)
    this.#worker.postMessage({ number, ...request } satisfies IndexRequest, handedOver)
    return asked.promise
  }

  #take({ number, isDone, fault }: IndexAnswer): void {
    const asked = this.#asked.get(number)
    this.#asked.delete(number)
    if (fault) asked?.reject(Object.assign(new Error(fault.message), fault))
    else asked?.resolve(isDone)
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#asked.values()) reject(error)
    this.#asked.clear()
  }
}
