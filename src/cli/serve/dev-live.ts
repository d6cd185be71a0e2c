import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Middleware } from '../../network/http/middleware.ts'
import type { LiveSite } from './live-site.ts'

interface Options {
  root: string
  cache?: string
  environment?: string
}

/** The live status beside the pages of `dev`. */
export interface DevLive {
  /** Answers for it, by addresses without the base; passes everything on while there is none. */
  middleware(request: IncomingMessage, response: ServerResponse, next: () => void): void
  /** Takes up what pages and services say by now. */
  reread(): void
  stop(): Promise<void>
}

/** Begins to probe the services in the background: the pages are there before, and without it when it cannot be opened. */
export function startDevLive(options: Options, log: (error: unknown) => void): DevLive {
  let isEnded = false
  let live: LiveSite | undefined
  let answer: Middleware | undefined
  const opened = open(options).then(
    (found) => {
      live = found.live
      answer = found.answer
    },
    (error) => {
      if (!isEnded) log(error)
    },
  )
  return {
    middleware: (request, response, next) => {
      const go = () => (answer ? answer(request, response, next) : next())
      // What was known last is no answer while the services are about to be probed.
      if (!answer && request.url?.startsWith('/_waymark/status.json')) void opened.then(go)
      else go()
    },
    reread: () => void live?.reread(),
    stop: async () => {
      isEnded = true
      await opened
      await live?.stop()
    },
  }
}

async function open({ root, cache, environment }: Options) {
  const [{ LiveSite }, { createStatusMiddleware }] = await Promise.all([
    import('./live-site.ts'),
    import('../../status/api/middleware.ts'),
  ])
  const live = await LiveSite.open({
    ...{ root, cache, environment },
    out: join(root, 'dist'),
    readOnly: false,
    trustProxy: false,
    followsSettings: false,
    // The checks of `dev` tell of them.
    onFindings: () => {},
    log: (message) => void process.stderr.write(`waymark: ${message}\n`),
  })
  return { live, answer: createStatusMiddleware(() => live.status, '/') }
}
