import { join } from 'node:path'
import type { Status } from '../../agents/published.ts'
import type { AgentEndpoint } from '../../status/api/agents.ts'
import type { LiveStatus } from '../../status/live/live.ts'
import { readStatusFile } from '../status-file.ts'

interface AgentEndpointOptions {
  /** The folder of the built site. */
  dist: string
  log: (message: string) => void
  live: () => LiveStatus | undefined
}

/** Questions that are answered at once: each may go through the text of every page. */
const atOnce = 2

/** Answers agents about a built site; what that needs is loaded when the first one asks. */
export function agentEndpoint({ dist, log, live }: AgentEndpointOptions): AgentEndpoint {
  const load = async () => {
    const [{ createAgentHandler }, { PublishedFolder }, { siteReader }, { Semaphore }] = await Promise.all([
      import('../../agents/endpoint.ts'),
      import('../../agents/published-folder.ts'),
      import('../../agents/published-site.ts'),
      import('../../concurrency/semaphore.ts'),
    ])
    const status = async () => liveStatus(live()) ?? (await builtStatus(dist))
    return createAgentHandler({
      site: siteReader(new PublishedFolder({ dist, status })),
      now: () => live()?.now() ?? Date.now(),
      limit: new Semaphore(atOnce),
      log: (message) => log(`mcp: ${message}`),
    })
  }
  let handler: ReturnType<typeof load> | undefined
  return async (request) => {
    handler ??= load()
    return (await handler).fetch(request)
  }
}

/** What readers of the pages may know, and no more. */
function liveStatus(live: LiveStatus | undefined): Status | undefined {
  return live && { snapshot: live.shown(), isLive: true }
}

/** What the build knew of the services; nothing where it knew nothing, or cannot be read. */
async function builtStatus(dist: string): Promise<Status | undefined> {
  const snapshot = await readStatusFile(join(dist, '_waymark', 'status.json')).catch(() => undefined)
  return snapshot && { snapshot, isLive: false }
}
