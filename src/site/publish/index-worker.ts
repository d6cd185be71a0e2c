// The thread that makes the search index beside the one that renders: it answers to pages once they are in.
import module from 'node:module'
import { parentPort } from 'node:worker_threads'
import type { IndexAnswer, IndexRequest } from './index-thread.ts'

// A thread does not have the cache of the process: two thirds of its start is the compiling of modules.
module.enableCompileCache?.()
const { TextIndexer } = await import('./text-indexer.ts')
module.flushCompileCache?.()
const indexer = new TextIndexer()

parentPort?.on('message', async ({ number, ...asked }: IndexRequest) => {
  parentPort?.postMessage({ number, ...(await answerTo(asked).catch(faultOf)) } satisfies IndexAnswer)
})

async function answerTo({ pages, task }: Omit<IndexRequest, 'number'>): Promise<Omit<IndexAnswer, 'number'>> {
  if (pages) await indexer.add(pages)
  else if (task) return { isDone: await indexer.finish(task) }
  else await indexer.close()
  return { isDone: true }
}

/** What a thread hands on of an error is its text alone: why the file system refuses is told besides. */
function faultOf(error: unknown): Omit<IndexAnswer, 'number'> {
  const fault = error instanceof Error ? error : new Error(String(error))
  const { message, stack, code, path } = fault as NodeJS.ErrnoException
  return { isDone: false, fault: { message, ...(stack && { stack }), ...(code && { code }), ...(path && { path }) } }
}
