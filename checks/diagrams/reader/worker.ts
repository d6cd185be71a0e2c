import { parentPort } from 'node:worker_threads'
import { MermaidParser } from '../mermaid/mermaid-parser.ts'
import { problemsOf } from './diagram-problems.ts'
import type { ParseAnswer, ParseRequest } from './diagram-reader.ts'

// The thread that reads diagrams: takes sources, answers with what is wrong with each.

const mermaid = MermaidParser.load()

parentPort?.on('message', async ({ source }: ParseRequest) => {
  parentPort?.postMessage(await answer(source))
})

/** Mermaid may be given more nesting than the stack holds; any bug of our own ends the run. */
async function answer(source: string): Promise<ParseAnswer> {
  try {
    return { problems: await problemsOf(source, await mermaid) }
  } catch (error) {
    if (error instanceof RangeError) return { exceeded: 'depth' }
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
