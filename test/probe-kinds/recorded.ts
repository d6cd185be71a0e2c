import { readFileSync } from 'node:fs'
import type { TestContext } from 'vitest'
import { z } from 'zod'
import { serveHttp } from '../network/servers.ts'

const recordSchema = z.object({
  server: z.string(),
  version: z.string(),
  answers: z.array(z.object({ path: z.string(), status: z.int(), type: z.string(), body: z.string() })),
})

/** What a real server has answered once: `prometheus-2.42.0`, `alertmanager-0.25.0`, as Debian packages them. */
export function recorded(name: string) {
  return recordSchema.parse(JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')))
}

/** Answers as the real server did; `seen` holds what was asked. */
export async function serveRecorded(t: TestContext, name: string) {
  const { answers } = recorded(name)
  const seen: { path: string; query: URLSearchParams; headers: NodeJS.Dict<string | string[]> }[] = []
  const running = await serveHttp(t, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    seen.push({ path: url.pathname, query: url.searchParams, headers: request.headers })
    const answer = answers.find(({ path }) => isSame(new URL(path, url), url))
    response.writeHead(answer?.status ?? 501, { 'content-type': answer?.type ?? 'text/plain' })
    response.end(answer?.body ?? 'Not recorded')
  })
  return { ...running, seen }
}

/** That a time-out is named does not change what is answered. */
function isSame(known: URL, asked: URL): boolean {
  const wanted = new URLSearchParams(asked.searchParams)
  wanted.delete('timeout')
  return known.pathname === asked.pathname && known.searchParams.toString() === wanted.toString()
}
