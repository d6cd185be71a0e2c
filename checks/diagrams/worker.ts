// The thread that reads diagrams: takes sources, answers with what is wrong with each.
import { parentPort } from 'node:worker_threads'
import { Headless } from './mermaid/headless.ts'
import type { Answer, Question } from './reader.ts'
import { problemsOf } from './reading.ts'

const mermaid = Headless.load()

parentPort?.on('message', async ({ source }: Question) => {
  parentPort?.postMessage(await answer(source))
})

/** Mermaid may be given more nesting than the stack holds; any other fault of our own ends the run. */
async function answer(source: string): Promise<Answer> {
  try {
    return { problems: await problemsOf(source, await mermaid) }
  } catch (error) {
    if (error instanceof RangeError) return { failure: 'depth' }
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
