// The thread that reads diagrams: takes sources, answers with what is wrong with each, in their order.
import module from 'node:module'
import { parentPort } from 'node:worker_threads'
import type { ParseAnswer, ParseRequest } from './diagram-reader.ts'

// What Mermaid and its libraries print is of no use to anybody; handed on, it would hold the process back from its end.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true

// A thread does not have the cache of the process: most of its start is the compiling of modules.
module.enableCompileCache?.()
const [{ MermaidParser }, { problemsOf }] = await Promise.all([
  import('../mermaid/mermaid-parser.ts'),
  import('./diagram-problems.ts'),
])
const loading = MermaidParser.load()
let last: Promise<void> = Promise.resolve()

parentPort?.on('message', ({ source }: ParseRequest) => {
  const answering = last.then(async () => void parentPort?.postMessage(await answer(source)))
  last = answering
  // Mermaid loads what reads a type with its first diagram.
  answering.then(() => last === answering && module.flushCompileCache?.())
})

/** Mermaid may be given more nesting than the stack holds; any bug of our own ends the run. */
async function answer(source: string): Promise<ParseAnswer> {
  try {
    return { problems: await problemsOf(source, await loading) }
  } catch (error) {
    if (error instanceof RangeError) return { exceeded: 'depth' }
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
