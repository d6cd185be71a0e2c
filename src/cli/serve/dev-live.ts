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

/**
 * Probes the services in the background, from when it is first told to take up what pages say, or is asked: the pages are
 * there before, and without it when it cannot be opened.
 */
export function startDevLive(options: Options, log: (error: unknown) => void): DevLive {
  let isEnded = false
  let live: LiveSite | undefined
  let answer: Middleware | undefined
  let opened: Promise<void> | undefined
  const begin = () => {
    opened ??= open(options).then(
      (found) => {
        live = found.live
        answer = found.answer
      },
      (error) => {
        if (!isEnded) log(error)
      },
    )
    return opened
  }
  return {
    middleware: (request, response, next) => {
      const go = () => (answer ? answer(request, response, next) : next())
      // What was known last is no answer while the services are about to be probed.
      if (!answer && !isEnded && request.url?.startsWith('/_waymark/status.json')) void begin().then(go)
      else go()
    },
    reread: () => {
      if (live) void live.reread()
      else void begin()
    },
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
