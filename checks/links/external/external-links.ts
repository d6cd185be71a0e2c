import type { Project } from '../../../src/config/project.ts'
import { isThisMachine } from '../../../src/network/address-range.ts'
import type { RawFinding } from '../../check.ts'
import type { CheckInput } from '../../check-input.ts'
import type { CheckContext } from '../../context.ts'
import { type FetchEnvironment, fetchLinks } from './fetch/fetch-links.ts'
import { LinkFindings } from './link-findings.ts'
import { type LinkTable, readLinkTable, writeLinkTable } from './link-table.ts'
import { RedirectFixes } from './redirect-fix.ts'
import type { LinkSettings } from './settings.ts'
import { type ExternalLink, type WebPage, webPagesOf } from './web-page.ts'

/** The part of the input that links to the outside depend on. */
export type ExternalInput = Pick<CheckInput, 'pages' | 'inRoot'> & { project: Pick<Project, 'config'> }

/**
 * Fetches what links lead to, or reads from a table what came of it before, and says what is wrong.
 *
 * @throws Failure where a table cannot be read or written, or a proxy of the environment makes no sense
 */
export async function checkExternalLinks(
  links: readonly ExternalLink[],
  input: ExternalInput,
  context: CheckContext,
  environment: FetchEnvironment = {},
): Promise<RawFinding[]> {
  const settings = input.project.config.checks.links
  const pages = webPagesOf(settings.localhost ? links : links.filter(({ url }) => !leadsToThisMachine(url)))
  const table = await tableOf(pages, settings, context, environment)
  return new LinkFindings(table, settings.grace, new RedirectFixes(input)).of(pages)
}

function leadsToThisMachine(url: string): boolean {
  return isThisMachine(URL.parse(url)?.hostname ?? '')
}

async function tableOf(
  pages: ReadonlyMap<string, WebPage>,
  settings: LinkSettings,
  context: CheckContext,
  environment: FetchEnvironment,
): Promise<LinkTable> {
  const { replay, record, known } = context.external ?? {}
  if (known?.table) return known.table
  const table =
    replay === undefined ? await fetchLinks(pages, settings, context, environment) : await readLinkTable(replay)
  context.signal.throwIfAborted()
  if (record !== undefined) await writeLinkTable(record, table)
  if (known) known.table = table
  return table
}
