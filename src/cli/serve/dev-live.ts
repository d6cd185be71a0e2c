import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Live } from '../../status/live/live.ts'
import type { Middleware } from '../../status/middleware.ts'

interface Options {
  root: string
  cache?: string
  environment?: string
}

/** The live status beside the pages of `dev`. */
export interface DevLive {
  /** Answers for it, by addresses without the base; passes everything on while there is none. */
  middleware(request: IncomingMessage, response: ServerResponse, next: () => void): void
  stop(): Promise<void>
}

/** Begins to ask the services in the background: the pages are there before, and without it when it cannot be opened. */
export function startDevLive(options: Options, log: (error: unknown) => void): DevLive {
  const ended = new AbortController()
  let live: Live | undefined
  let answer: Middleware | undefined
  const opened = open(options, ended.signal).then(
    (found) => {
      live = found?.live
      answer = found?.answer
    },
    (error) => {
      if (!ended.signal.aborted) log(error)
    },
  )
  return {
    middleware: (request, response, next) => (answer ? answer(request, response, next) : next()),
    stop: async () => {
      ended.abort()
      await opened
      live?.status.hub.close()
      await live?.stop()
    },
  }
}

async function open({ root, cache, environment }: Options, signal: AbortSignal) {
  const [{ openLive }, { createStatusMiddleware }] = await Promise.all([
    import('./live-site.ts'),
    import('../../status/middleware.ts'),
  ])
  const live = await openLive({
    ...{ root, cache, environment, signal },
    out: join(root, 'dist'),
    readOnly: false,
    trustProxy: false,
    // The checks of `dev` tell of them.
    onFindings: () => {},
    log: (message) => void process.stderr.write(`waymark: ${message}\n`),
  })
  return live && { live, answer: createStatusMiddleware(live.status, '/') }
}
