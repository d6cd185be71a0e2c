import { posix } from 'node:path'
import { z } from 'zod'
import { withoutPageEnding } from '../../guidebook/paths/page-file.ts'
import type { OutlineAlert } from '../../site/contract/outline.ts'
import { keyOfName } from '../../text/name-key.ts'
import { suggestion } from '../../text/suggestion.ts'
import { filledBlock } from '../commands.ts'
import { alertsNow, alertsOf } from '../firing-alerts.ts'
import { claimsOf, cutText, factsOf, pageClaims, pageFacts, readPart } from '../page-answer.ts'
import type { PublishedSite } from '../published-site.ts'
import { readCursor, type Tool, ToolError } from '../tool.ts'
import { visibleText } from '../visible-text.ts'
import { serviceList, servicesOf } from './service-status.ts'

/** Blocks of commands of one answer. */
const mostCommands = 60

const input = z.object({
  alert: z.string().min(1).max(200).describe('The name of the alert, its label `alertname`'),
  labels: z
    .record(z.string().max(100), z.string().max(500))
    .exactOptional()
    .describe('The labels of the alert that fires: they fill the blanks of the commands'),
  cursor: z.string().max(20).exactOptional().describe('`nextCursor` of the answer before'),
})

const output = z.object({
  alert: z.string(),
  /** The rules of that name, as the repository declares them. */
  rules: z.array(
    z.object({
      severity: z.string().exactOptional(),
      for: z.string().exactOptional(),
      expression: z.string().exactOptional(),
      summary: z.string().exactOptional(),
      file: z.string(),
      line: z.int(),
    }),
  ),
  /** Absent where no page here is about the alert. */
  page: pageFacts.exactOptional(),
  /** What fires of it now; absent where no source tells of alerts. */
  now: alertsNow.exactOptional(),
  /** Where a rule leads that no page here is about. */
  elsewhere: z.string().exactOptional(),
  claims: pageClaims.exactOptional(),
  /** The section about the alert, or the page, as Markdown. */
  text: z.string().exactOptional(),
  commands: z
    .array(
      z.object({
        /** With the blanks filled that the labels name. */
        text: z.string(),
        effect: z.enum(['read-only', 'changing', 'dangerous', 'unknown']),
        readsSecret: z.literal(true).exactOptional(),
        /** Names of blanks that no label fills. */
        missing: z.array(z.string()).exactOptional(),
      }),
    )
    .exactOptional(),
  services: serviceList.exactOptional(),
  nextCursor: z.string().exactOptional(),
})

/** Finds what to do about an alert that fires. */
export const runbookForAlert: Tool<typeof input, typeof output> = {
  name: 'runbook_for_alert',
  title: 'Find the runbook of an alert',
  description:
    'Gives what the guidebooks say of an alert: its rules, the page or section to follow, its commands with the labels of the alert filled in and marked read-only, changing, dangerous or unknown, how the services of the page are, and with which labels it fires now. Nothing is run.',
  input,
  output,
  run: async ({ alert: name, labels = {}, cursor }, context) => {
    const { site } = context
    const { alert, place } = await findAlert(site, name)
    const now = await alertsOf(context, alert?.name ?? name)
    const told = {
      alert: visibleText(alert?.name ?? name),
      rules: (alert?.rules ?? []).map(ruleOf),
      ...(now && { now }),
      ...(alert?.elsewhere !== undefined && { elsewhere: visibleText(alert.elsewhere) }),
    }
    const page = place && site.page(place.address)
    if (!page) return told
    const [part, claims] = await Promise.all([readPart(site, page, place.anchor), claimsOf(site, page)])
    const services = site.outline.services.filter(
      ({ runbook }) => runbook?.replace(/#.*$/, '') === site.path(page.address),
    )
    return {
      ...told,
      page: factsOf(site, page, place.anchor),
      ...(claims && { claims }),
      commands: part.fences
        .flatMap((fence) => filledBlock(fence, labels, part.parameters) ?? [])
        .slice(0, mostCommands)
        .map(({ text, effect, readsSecret, missing }) => ({
          text,
          effect,
          ...(readsSecret && { readsSecret: true as const }),
          ...(missing.length > 0 && { missing }),
        })),
      ...(services.length > 0 && { services: await servicesOf(services, context) }),
      ...cutText(part.text, readCursor(cursor)),
    }
  },
}

interface FoundAlert {
  alert?: OutlineAlert
  place?: { address: string; anchor?: string }
}

/**
 * An alert by the rules of the repository, or by a page that names it.
 *
 * @throws ToolError where neither knows it
 */
async function findAlert(site: PublishedSite, name: string): Promise<FoundAlert> {
  const alert = site.alert(name)
  if (alert) return { alert, ...(alert.runbook && { place: alert.runbook }) }
  const place = placeByName(site.outline.pages, name)
  if (place) return { place }
  const { pages } = await site.searcher.search(`"${name.replaceAll('"', '')}"`, { most: 5 })
  const named = pages.find(
    ({ reason }) =>
      reason.kind === 'alert' && !reason.isSlip && lower(reason.text.map(({ text }) => text).join('')) === lower(name),
  )
  if (named) return { place: { address: `/${named.address}` } }
  const hint =
    suggestion(
      name,
      site.outline.alerts.map((one) => one.name),
    ) ?? 'Look for what it is about with `search`'
  throw new ToolError(`No alert \`${visibleText(name)}\` is declared here, and no page names it. ${hint}`)
}

/** The page whose file or title is called so, else the heading that is: as for the rules of files. */
function placeByName(pages: PublishedSite['outline']['pages'], name: string): FoundAlert['place'] {
  const key = keyOfName(name)
  if (key === '') return undefined
  const page =
    pages.find(({ file }) => keyOfName(posix.basename(withoutPageEnding(file))) === key) ??
    pages.find(({ title }) => keyOfName(title) === key)
  if (page) return { address: page.address }
  for (const { address, headings } of pages)
    for (const [, anchor, heading] of headings)
      if (keyOfName(heading) === key) return { address, ...(anchor !== '' && { anchor }) }
  return undefined
}

function lower(text: string): string {
  return text.trim().toLowerCase()
}

function ruleOf({ severity, for: hold, expression, annotations, file, line }: OutlineAlert['rules'][number]) {
  const summary = annotations.summary ?? annotations.description
  return {
    ...(severity !== undefined && { severity: visibleText(severity) }),
    ...(hold !== undefined && { for: visibleText(hold) }),
    ...(expression !== undefined && { expression: visibleText(expression).slice(0, 4000) }),
    ...(summary !== undefined && { summary: visibleText(summary).slice(0, 2000) }),
    file,
    line,
  }
}
