import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Root } from 'mdast'
import type { CheckName } from '../../src/config/schema/check-settings.ts'
import { sourceModule } from '../../src/files/package.ts'
import { type Page, type Reading, readPage } from '../../src/guidebook/page.ts'
import type { Check, PageSettings, RawPageFinding } from '../check.ts'

/** A page's file, relative to the guidebooks root, and what is in it, and how it is to be read. */
export interface PageBytes {
  file: string
  bytes: Uint8Array
  reading?: Reading
}

export interface WorkerData {
  settings: PageSettingsByCheck
}

export type WorkerBatch = PageBytes[]

/** A thread takes a third of a second to start, and hands its pages back as copies: less is done sooner without. */
const worthwhileBytes = 10_000_000

/** Threads beyond this would wait for the disk, and each takes 70 MB. */
const mostThreads = 4

const batchBytes = 100_000

/** How many threads are worth it. One page is never divided, so there are no more than pages. */
export function threadsFor(files: readonly PageBytes[]): number {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  const threads = Math.min(mostThreads, availableParallelism(), files.length)
  return bytes < worthwhileBytes || threads < 2 ? 0 : threads
}

/** Checks pages in threads, in the order given. Rejects when a thread breaks or `signal` is aborted. */
export async function checkInThreads(
  files: readonly PageBytes[],
  settings: PageSettingsByCheck,
  threads: number,
  signal: AbortSignal,
): Promise<CheckedPage[]> {
  const batches = divide(files)
  const results: CheckedPage[][] = batches.map(() => [])
  const queue = batches.entries()
  const data: WorkerData = { settings }
  await Promise.all(
    Array.from({ length: Math.min(threads, batches.length) }, async () => {
      const worker = new Worker(sourceModule('checks/engine/page-worker'), { workerData: data })
      try {
        for (const [index, batch] of queue) {
          signal.throwIfAborted()
          results[index] = await ask(worker, batch, signal)
        }
      } finally {
        await worker.terminate()
      }
    }),
  )
  return results.flat()
}

/** An error of the thread rejects `once`. */
async function ask(worker: Worker, batch: WorkerBatch, signal: AbortSignal): Promise<CheckedPage[]> {
  const answer = once(worker, 'message', { signal })
  worker.postMessage(batch)
  const [checked]: CheckedPage[][] = await answer
  return checked ?? []
}

function divide(files: readonly PageBytes[]): WorkerBatch[] {
  const batches: WorkerBatch[] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const file of files) {
    if (bytes >= batchBytes) {
      batches.push([])
      bytes = 0
    }
    batches.at(-1)?.push(file)
    bytes += file.bytes.length
  }
  return batches
}

/** What each check of one page needs to know, by its name: plain data, which a worker can be handed. */
export type PageSettingsByCheck = Partial<Record<CheckName, PageSettings>>

/** A page, and what is wrong with it by itself. */
export interface CheckedPage {
  page: Page
  findings: RawPageFinding[]
}

/** Reads one page and runs the checks of one page on its tree. */
export function checkPage(
  { file, bytes, reading }: PageBytes,
  checks: readonly Check[],
  settings: PageSettingsByCheck,
): CheckedPage {
  const findings: RawPageFinding[] = []
  const look = (read: Page, tree: Root) => {
    for (const check of checks) {
      const own = settings[check.name]
      if (own && check.checkPage) for (const finding of check.checkPage(read, tree, own)) findings.push(finding)
    }
  }
  return { page: readPage(file, bytes, look, reading), findings }
}
