import { z } from 'zod'
import type { Outline } from '../../site/contract/outline.ts'
import { asOf, minBuiltAgeMs } from '../../status-model/age.ts'
import { rollUp } from '../../status-model/rollup.ts'
import { type ShownVerdict, states } from '../../status-model/verdict.ts'
import { suggestion } from '../../text/suggestion.ts'
import { alertsNow, alertsOf } from '../firing-alerts.ts'
import type { Status } from '../published.ts'
import { readCursor, type Tool, type ToolContext, ToolError } from '../tool.ts'
import { visibleText } from '../visible-text.ts'

/** Services of one answer. */
const mostAtOnce = 50

const input = z.object({
  service: z
    .string()
    .max(200)
    .exactOptional()
    .describe('The id or the name of a service, or the id of a probe; all when left out'),
  state: z.enum(states).exactOptional().describe('Only services in this state'),
  cursor: z.string().max(20).exactOptional().describe('`nextCursor` of the answer before'),
})

const probe = z.object({
  id: z.string(),
  state: z.enum(states),
  since: z.string(),
  checkedAt: z.string(),
  /** Seconds since it was probed. */
  ageSeconds: z.int(),
  reason: z.string().exactOptional(),
  /** What it was before the answer became too old to count. */
  was: z.enum(states).exactOptional(),
})

const service = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(states),
  since: z.string().exactOptional(),
  owner: z.string().exactOptional(),
  runbook: z.string().exactOptional(),
  probes: z.array(probe),
})

export const serviceList = z.object({
  /** `live` where a server probes the services; `last known` what an earlier run found. */
  source: z.enum(['live', 'last known', 'none']),
  /** When something was probed last. */
  checkedAt: z.string().exactOptional(),
  /** The environment that is probed; absent for the hosts as written. */
  environment: z.string().exactOptional(),
  services: z.array(service),
})

const output = serviceList.extend({
  /** Which alerts fire; left out where one service is asked for, and where no source tells of alerts. */
  alerts: alertsNow.exactOptional(),
  nextCursor: z.string().exactOptional(),
})

/** Tells how services are, and how old that answer is. */
export const serviceStatus: Tool<typeof input, typeof output> = {
  name: 'service_status',
  title: 'Ask how services are',
  description:
    'Tells the state of services and of their probes, since when, why, and how old the answer is, and which alerts fire. An answer that is too old says `unknown`, with what it was.',
  input,
  output,
  run: async ({ service: asked, state, cursor }, context) => {
    const { services } = context.site.outline
    const chosen = asked === undefined ? services : [findService(services, asked)]
    const all = await servicesOf(chosen, context)
    const wanted = state === undefined ? all.services : all.services.filter((one) => one.state === state)
    const from = readCursor(cursor)
    const end = from + mostAtOnce
    const alerts = asked === undefined && from === 0 ? await alertsOf(context) : undefined
    return {
      ...all,
      ...(alerts && { alerts }),
      services: wanted.slice(from, end),
      ...(wanted.length > end && { nextCursor: String(end) }),
    }
  },
}

type OutlineService = Outline['services'][number]

/** How some services are. */
export async function servicesOf(
  services: readonly OutlineService[],
  { site, now }: ToolContext,
): Promise<z.infer<typeof serviceList>> {
  const status = await site.published.status()
  const leastMs = status?.isLive ? 0 : minBuiltAgeMs
  const verdicts = (status?.snapshot.probes ?? []).map((verdict) => asOf(verdict, now, leastMs))
  const environment = status?.snapshot.environment
  return {
    source: sourceOf(status),
    ...(status && verdicts.length > 0 && { checkedAt: status.snapshot.checkedAt }),
    ...(typeof environment === 'string' && { environment }),
    services: services.map(({ id, name, owner, runbook, probes }) => {
      const { state, since } = rollUp([id], verdicts)
      const own = new Set(probes)
      return {
        id,
        name: visibleText(name),
        state,
        ...(since !== undefined && { since }),
        ...(owner !== undefined && { owner: visibleText(owner) }),
        ...(runbook !== undefined && { runbook: (site.origin ?? '') + runbook }),
        probes: verdicts.filter((verdict) => own.has(verdict.id)).map((verdict) => probeOf(verdict, now)),
      }
    }),
  }
}

function sourceOf(status: Status | undefined) {
  if (!status || status.snapshot.probes.length === 0) return 'none'
  return status.isLive ? 'live' : 'last known'
}

function probeOf({ id, state, since, checkedAt, reason, was }: ShownVerdict, now: number): z.infer<typeof probe> {
  return {
    id,
    state,
    since,
    checkedAt,
    ageSeconds: Math.max(0, Math.round((now - Date.parse(checkedAt)) / 1000)),
    ...(reason !== undefined && { reason: visibleText(reason) }),
    ...(was !== undefined && { was }),
  }
}

/** @throws ToolError where there is none */
function findService(services: readonly OutlineService[], asked: string): OutlineService {
  const lower = asked.toLowerCase()
  const found =
    services.find(({ id }) => id === asked) ??
    services.find(({ probes }) => probes.includes(asked)) ??
    services.find(({ id, name }) => id.toLowerCase() === lower || name.toLowerCase() === lower)
  if (found) return found
  if (services.length === 0) throw new ToolError('No service is declared here')
  const ids = services.map(({ id }) => id)
  throw new ToolError(
    `No service \`${visibleText(asked)}\`. ${suggestion(asked, ids) ?? `Those that are declared: ${ids.slice(0, 50).join(', ')}`}`,
  )
}
