import picomatch from 'picomatch'
import type { Page } from '../../src/guidebook/page.ts'
import type { Inventory } from '../../src/inventory/inventory.ts'
import type { Former, Past } from '../../src/inventory/past.ts'
import type { CheckInput } from '../check-input.ts'
import { isOfOtherTime, Passages } from '../inventory/passage.ts'
import { HostIndex, type NamedService } from './host-index.ts'
import { type HostMention, hostsOn } from './host-mention.ts'
import { isDocumentationName, isElsewhere, isMachine } from './host-words.ts'
import { zoneOf } from './zones.ts'

/** A host that a page names and that may be wrong there. */
export interface NamedHost extends HostMention {
  /** The page, relative to the project's root. */
  file: string
  /** The folder directly under the guidebooks root; empty for pages of the root itself. */
  guidebook: string
  /** The one service that the text around it is about, where its hosts are others of the same domain. */
  service: NamedService | undefined
  /** What the past says of it, where it was declared once. */
  former: Former | undefined
}

/** All that the rules of this check look at. */
export interface Hosts {
  input: CheckInput
  index: HostIndex
  past: Past
  /** Hosts that no configuration names, in places that say nothing against them. */
  doubtful: readonly NamedHost[]
  /** Hosts that a service keeps no more, where the text does not say so. */
  retired: readonly NamedHost[]
  /** Every host that any page names. */
  documented: ReadonlySet<string>
}

/** Reads what pages say of hosts, and holds it against an inventory. */
export async function readHosts(input: CheckInput, inventory: Inventory): Promise<Hosts> {
  const { project, services, pages, inRoot } = input
  const { zones, ignore } = project.config.checks.hosts
  const index = new HostIndex(inventory, services, zones)
  const isIgnored = ignore.length > 0 ? picomatch([...ignore].map((host) => host.toLowerCase())) : () => false
  const past = await inventory.past()
  const documented = new Set<string>()
  for (const page of allPages(input)) for (const { host } of hostsOn(page)) documented.add(host)
  const doubtful: NamedHost[] = []
  const retired: NamedHost[] = []
  for (const page of pages) {
    const file = inRoot(page.file)
    const mentions = hostsOn(page).filter(({ host }) => !isDocumentationName(host) && !isIgnored(host))
    const isRetired = ({ host }: HostMention) => index.retired.has(host) && !index.declared.has(host)
    const worth = mentions.filter(
      (mention) => isRetired(mention) || (!index.isKnown(mention.host) && isOurs(mention.host, index, past)),
    )
    if (worth.length === 0 || isOfOtherTime(page, file)) continue
    const passages = new Passages(page)
    for (const mention of firstOfEachRow(worth)) {
      const { line, unit, heading, isExcused } = passages.around(mention)
      if (isExcused || isMachine(line, mention.start, mention.host)) continue
      const service = isElsewhere(mention.host) ? undefined : serviceIn(index, mention.host, [unit, heading])
      const named = {
        ...{ ...mention, file, guidebook: guidebookOf(page), service },
        former: past.find('host', mention.host),
      }
      if (isRetired(mention)) retired.push(named)
      else doubtful.push(named)
    }
  }
  return { input, index, past, doubtful, retired, documented }
}

/** A link whose text is its address names a host twice, and is one place. */
function firstOfEachRow(mentions: readonly HostMention[]): HostMention[] {
  const first = new Map<string, HostMention>()
  for (const mention of mentions) {
    const key = `${mention.row} ${mention.host}`
    if (!first.has(key)) first.set(key, mention)
  }
  return [...first.values()]
}

/** The pages of the guidebooks, also those whose findings are not asked for. */
function allPages({ guidebooks, pages }: CheckInput): Iterable<Page> {
  const all = new Set<Page>(pages)
  for (const folder of guidebooks.folders) {
    for (const entry of folder.entries) if (entry.kind === 'page') all.add(entry.page)
    if (folder.page) all.add(folder.page)
  }
  return all
}

/** Whether a repository can say anything of a host: it has declared it once, or keeps its domain. */
function isOurs(host: string, index: HostIndex, past: Past): boolean {
  if (index.isOwn(host)) return zoneOf(host) !== host
  const former = past.find('host', host)
  // An item of some list was a host of ours only where its domain is ours.
  return former !== undefined && !former.isLikely
}

function guidebookOf({ file }: Page): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : ''
}

/** The one service that texts are about, the nearest first; undefined where they name several, or none. */
function serviceIn(index: HostIndex, host: string, texts: readonly string[]): NamedService | undefined {
  for (const text of texts) {
    if (text.trim() === '') continue
    const named = index.services.filter(({ pattern }) => pattern.test(text))
    const hosts = new Set(named.map(({ hosts: own }) => [...own].sort().join(' ')))
    const [service] = named
    // Two names of one service are no contradiction; two services are.
    if (hosts.size > 1) return undefined
    if (service) return isSibling(host, service) ? service : undefined
  }
  return undefined
}

/** Whether a host differs from those of a service in its first label alone: another domain may be another environment. */
function isSibling(host: string, { hosts }: NamedService): boolean {
  const parent = (name: string) => name.split('.').slice(1).join('.')
  return hosts.some((own) => parent(own) === parent(host))
}
