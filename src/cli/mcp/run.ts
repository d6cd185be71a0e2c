import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { siteReader } from '../../agents/published-site.ts'
import { createAgentServer } from '../../agents/server.ts'
import { Semaphore } from '../../concurrency/semaphore.ts'
import { interruption } from '../interruption.ts'
import { PublishedProject } from './published-project.ts'

export interface McpOptions {
  root: string
  cache?: string
  environment?: string
}

/** Questions that are answered at once. */
const atOnce = 2

/**
 * Answers one agent about a folder of guidebooks, over standard input and output, until the input ends. All that is said
 * besides goes to standard error.
 *
 * @throws Failure where the project cannot be opened or read
 */
export async function runMcp(options: McpOptions): Promise<void> {
  const log = (message: string) => void process.stderr.write(`waymark: ${message}\n`)
  const published = await PublishedProject.open(options, log)
  const stop = interruption()
  const site = siteReader(published)
  const server = { site, now: () => Date.now(), limit: new Semaphore(atOnce), log }
  const connection = serveStdio(() => createAgentServer(server), { onerror: ({ message }) => log(`mcp: ${message}`) })
  const ended = new Promise<void>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve(), { once: true })
    process.stdin.once('end', resolve).once('close', resolve)
  })
  const opened = published.opened().then(() => {
    // The first search reads all texts: nobody is to wait for that.
    site()
      .then((known) => known?.searcher.search('a', { most: 1 }))
      .catch((error: unknown) => log(`mcp: ${String(error)}`))
    return ended
  })
  try {
    await Promise.race([ended, opened])
  } finally {
    await connection.close()
  }
}
