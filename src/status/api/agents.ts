import type { Handler } from 'hono'
import type { HonoEnv } from '../server/hono-env.ts'
import { isSameOrigin } from '../server/same-origin.ts'

/** Answers a request of the Model Context Protocol. */
export type AgentEndpoint = (request: Request) => Promise<Response>

/**
 * Answers programs that read the site for somebody. Those are no browsers; a page of another site that asks in the name
 * of its reader is refused. Source: Model Context Protocol, revision 2026-07-28, Streamable HTTP, security.
 */
export function answerAgents(answer: AgentEndpoint, { trustProxy }: { trustProxy: boolean }): Handler<HonoEnv> {
  return async (c) => {
    const header = (name: string) => c.req.header(name)
    const isPage = header('origin') !== undefined || (header('sec-fetch-site') ?? 'none') !== 'none'
    if (isPage && !isSameOrigin({ header, trustProxy }))
      return c.json({ error: 'Only pages of this site may ask' }, 403, { 'Cache-Control': 'no-store' })
    const response = await answer(c.req.raw)
    const headers = new Headers(response.headers)
    headers.set('Cache-Control', 'no-store')
    return new Response(response.body, { status: response.status, headers })
  }
}
