import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

export type ForgeKind = 'github' | 'gitea' | 'gitlab'

export interface ForgeComment {
  id: number
  author: string
  body: string
}

export interface ForgeAnswer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

export interface ForgeOptions {
  kind: ForgeKind
  /** Kept as it is given: what is written is added to it. */
  comments?: ForgeComment[]
  /** The state of a pull request, by its number; those that are not named are missing. */
  states?: Record<number, string>
  head?: string
  /** What is answered in place of what the forge would, in order; by the method and path that it is asked for. */
  interfere?: (request: string) => ForgeAnswer | undefined
}

export interface FakeForge {
  url: string
  /** What GitHub, Gitea or GitLab tell a job of themselves. */
  env: Record<string, string>
  comments: ForgeComment[]
  /** Method and path of each request. */
  requests: string[]
}

interface Lifetime {
  onTestFinished(step: () => unknown): void
}

export const token = 'a-token-of-a-test'

/** Whom each forge's own token writes as. */
export const selves: Record<ForgeKind, string> = {
  github: 'github-actions[bot]',
  gitea: 'gitea-actions',
  gitlab: 'project_12_bot_previews',
}

/** GitHub: "body is too long (maximum is 65536 characters)". */
const longestBody: Record<ForgeKind, number> = { github: 65_536, gitea: Number.POSITIVE_INFINITY, gitlab: 1_000_000 }

/**
 * Plays the part of a forge's API that comments of pull requests need, as its documentation has it. GitHub and GitLab
 * give comments by pages, Gitea all at once. A token that may write comments may change those of others, too.
 */
export async function startForge(t: Lifetime, options: ForgeOptions): Promise<FakeForge> {
  const { kind, comments = [], states = { 7: 'open' }, head = 'a'.repeat(40), interfere = () => undefined } = options
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://forge.example')
    const asked = `${request.method} ${url.pathname}${url.search}`
    requests.push(asked)
    const body = await text(request)
    const { status, body: answer, headers } = interfere(asked) ?? reply(request, url, body)
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? { message: 'no more' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return { url, env: environment(url), comments, requests }

  function environment(url: string): Record<string, string> {
    if (kind === 'gitlab')
      return { GITLAB_CI: 'true', CI_API_V4_URL: `${url}/api/v4`, CI_MERGE_REQUEST_PROJECT_ID: '12' }
    const api = kind === 'gitea' ? `${url}/api/v1` : url
    return { GITHUB_API_URL: api, GITHUB_REPOSITORY: 'o/r', GITHUB_SERVER_URL: url }
  }

  function reply({ method, headers }: IncomingMessage, url: URL, body: string): ForgeAnswer {
    const given = kind === 'gitlab' ? headers['private-token'] : headers.authorization?.replace(/^Bearer /, '')
    if (given !== token) return { status: 401, body: { message: 'Bad credentials' } }
    const way = url.pathname.replace(/^\/api\/v[14]/, '')
    if (way === '/user') return { status: 200, body: { username: selves.gitlab } }
    const asked = /^\/(?:repos\/o\/r\/pulls|projects\/12\/merge_requests)\/(\d+)$/.exec(way)
    if (asked && method === 'GET') {
      const state = states[Number(asked[1])]
      if (state === undefined) return { status: 404, body: { message: 'Not Found' } }
      const named = kind === 'gitlab' && state === 'open' ? 'opened' : state
      return { status: 200, body: { state: named, head: { sha: head }, sha: head } }
    }
    if (/^\/(?:repos\/o\/r\/issues\/7\/comments|projects\/12\/merge_requests\/7\/notes)$/.test(way)) {
      if (method === 'GET') return { status: 200, body: pageOf(url).map(shown) }
      if (method === 'POST') return written(body, undefined)
    }
    const one = /^\/(?:repos\/o\/r\/issues\/comments|projects\/12\/merge_requests\/7\/notes)\/(\d+)$/.exec(way)
    if (one && method === (kind === 'gitlab' ? 'PUT' : 'PATCH')) return written(body, Number(one[1]))
    return { status: 404, body: { message: 'Not Found' } }
  }

  function pageOf({ searchParams }: URL): ForgeComment[] {
    if (kind === 'gitea') return comments
    const size = Math.min(100, Number(searchParams.get('per_page') ?? 30))
    const page = Number(searchParams.get('page') ?? 1)
    return comments.slice((page - 1) * size, page * size)
  }

  function shown({ id, author, body }: ForgeComment): unknown {
    return { id, body, ...(kind === 'gitlab' ? { author: { username: author } } : { user: { login: author } }) }
  }

  function written(body: string, id: number | undefined): ForgeAnswer {
    const { body: posted } = JSON.parse(body)
    if ([...posted].length > longestBody[kind])
      return { status: 422, body: { message: 'Validation Failed', errors: ['body is too long'] } }
    const comment = comments.find((one) => one.id === id)
    if (id !== undefined && !comment) return { status: 404, body: { message: 'Not Found' } }
    if (comment) comment.body = posted
    else comments.push({ id: 1000 + comments.length, author: selves[kind], body: posted })
    return { status: id === undefined ? 201 : 200, body: { id } }
  }
}
