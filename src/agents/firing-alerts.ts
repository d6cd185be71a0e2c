import { z } from 'zod'
import { alertsAsOf, minBuiltAgeMs } from '../status-model/age.ts'
import { alertStates, type FiringAlert } from '../status-model/alert.ts'
import type { ToolContext } from './tool.ts'
import { visibleText } from './visible-text.ts'

/** Alerts of one answer. */
const mostAlerts = 50

/** Which alerts fire, and who says so. */
export const alertsNow = z.object({
  firing: z.array(
    z.object({
      alert: z.string(),
      state: z.enum(alertStates),
      since: z.string(),
      labels: z.record(z.string(), z.string()),
      summary: z.string().exactOptional(),
      /** What its expression has now. */
      value: z.number().exactOptional(),
      /** Where it stands what to do. */
      runbook: z.string().exactOptional(),
    }),
  ),
  /** How many more fire than are told. */
  omitted: z.int().exactOptional(),
  /** `unknown` where one does not answer: then its alerts are those of its last answer. */
  sources: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['up', 'unknown']),
      /** When it answered last; absent for never. */
      checkedAt: z.string().exactOptional(),
    }),
  ),
})

/** Which alerts fire, of all or of one name; undefined where no source tells of any. */
export async function alertsOf(
  { site, now }: ToolContext,
  name?: string,
): Promise<z.infer<typeof alertsNow> | undefined> {
  const status = await site.published.status()
  if (!status?.snapshot.alerts) return undefined
  const { firing, omitted, sources } = alertsAsOf(status.snapshot.alerts, now, status.isLive ? 0 : minBuiltAgeMs)
  const wanted = name === undefined ? firing : firing.filter((alert) => alert.name === name)
  const unsaid = Math.max(0, wanted.length - mostAlerts) + (name === undefined ? (omitted ?? 0) : 0)
  return {
    firing: wanted.slice(0, mostAlerts).map((alert) => toldAlert(alert, site)),
    ...(unsaid > 0 && { omitted: unsaid }),
    sources: sources.map(({ name: source, state, checkedAt }) => ({
      name: visibleText(source),
      state,
      ...(checkedAt !== undefined && { checkedAt }),
    })),
  }
}

function toldAlert({ name, state, since, labels, summary, value, page }: FiringAlert, site: ToolContext['site']) {
  return {
    alert: visibleText(name),
    state,
    since,
    labels: Object.fromEntries(Object.entries(labels).map(([label, text]) => [visibleText(label), visibleText(text)])),
    ...(summary !== undefined && { summary: visibleText(summary) }),
    ...(value !== undefined && Number.isFinite(value) && { value }),
    ...(page && { runbook: site.url(page.address, page.anchor) }),
  }
}
