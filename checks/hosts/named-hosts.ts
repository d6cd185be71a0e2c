import { isIPv4 } from 'node:net'
import picomatch from 'picomatch'
import { barePlace } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Inventory } from '../../src/inventory/inventory.ts'
import type { Past } from '../../src/inventory/past.ts'
import { memoize } from '../../src/shell/memoize.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { isOfOtherTime, type Passage, Passages } from '../inventory/passage.ts'
import type { FormerAddress } from './addresses.ts'
import { HostIndex, type NamedService } from './host-index.ts'
import { type HostMention, hostNamesOn, hostsOn } from './host-mention.ts'
import {
  isDocumentationName,
  isElsewhere,
  isMachine,
  isOtherEnvironment,
  isTelling,
  namePattern,
} from './host-words.ts'
import { missingInDns } from './resolve.ts'
import { isKeptPrivately, isPrivateName, zoneOf } from './zones.ts'

/** A host that a page names and that may be wrong there. */
export interface NamedHost extends HostMention {
  /** The page, relative to the project's root. */
  file: string
  /** The folder directly under the guidebooks root; empty for pages of the root itself. */
  guidebook: string
  /** The one service that the text around it is about, where its hosts are others of the same domain. */
  service: NamedService | undefined
  /** Whether a file that declares nothing names it, such as a program or a test: then it may be there for all that. */
  isInText: boolean
  /** What the past says of it, where it was declared once. */
  former: FormerAddress | undefined
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
  /** Every host that stands on any page, whatever is said of it. */
  documented: ReadonlySet<string>
  /** Hosts that do not exist in DNS, in places that say nothing against them; none where DNS is not asked. */
  unresolved: readonly NamedHost[]
}

/** Reads what pages say of hosts, and holds it against an inventory, and against DNS where that is asked for. */
export async function readHosts(input: CheckInput, inventory: Inventory, context: CheckContext): Promise<Hosts> {
  const { project, services, pages, inRoot } = input
  const { zones, ignore } = project.config.checks.hosts
  const index = new HostIndex(inventory, services, zones)
  const isIgnored = ignore.length > 0 ? picomatch([...ignore].map((host) => host.toLowerCase())) : () => false
  const past = await inventory.past()
  const documented = new Set<string>()
  const {
    hosts: mentionsOn = hostsOn,
    hostNames = hostNamesOn,
    isOfOtherTime: isOld = isOfOtherTime,
  } = context.readings ?? {}
  for (const page of allPages(input)) for (const host of hostNames(page)) documented.add(host)
  const doubtful: NamedHost[] = []
  const retired: NamedHost[] = []
  const resolvable: NamedHost[] = []
  // The same few hosts stand on many pages.
  const isPassedOver = memoize((host) => isDocumentationName(host) || isIgnored(host))
  const isOfUs = memoize((host) => isOurs(host, index, past))
  const isOwn = memoize((host) => index.isOwn(host))
  const mentionsOf = new Map(pages.map((page) => [page, mentionsOn(page)]))
  const named = new Set([...mentionsOf.values()].flatMap((mentions) => mentions.map(({ host }) => host)))
  const asked = [...named].filter((host) => !isPassedOver(host) && !index.isKnown(host) && isOfUs(host))
  const inText = await standingInText(asked, input)
  // An address may stand in any file: in a script, in variables of a role.
  index.addKnown([...inText].filter((name) => isIPv4(name)))
  const isUnknown = memoize((host) => !index.isKnown(host) && isOfUs(host))
  for (const [page, found] of mentionsOf) {
    const file = inRoot(page.file)
    const mentions = found.filter(({ host }) => !isPassedOver(host))
    const isRetired = ({ host }: HostMention) => index.retired.has(host) && !index.declared.has(host)
    const isDoubtful = ({ host }: HostMention) => isUnknown(host)
    const isResolvable = ({ host }: HostMention) => context.resolve !== undefined && isOwn(host)
    const worth = mentions.filter((mention) => isRetired(mention) || isDoubtful(mention) || isResolvable(mention))
    const claimed = new Set<HostMention>()
    const claim = (mention: HostMention, unchecked?: string) => {
      if (!context.claim || claimed.has(mention)) return
      claimed.add(mention)
      const judged = unchecked === undefined ? {} : { unchecked }
      context.claim({ kind: 'host', file, text: mention.host, ...barePlace(mention), ...judged })
    }
    if (context.claim) for (const one of firstOfEachRow(mentions)) if (index.isDeclared(one.host)) claim(one)
    if (worth.length === 0) continue
    if (isOld(page, file)) {
      for (const mention of firstOfEachRow(worth)) claim(mention, ofOtherTime)
      continue
    }
    const passages = new Passages(page)
    for (const mention of firstOfEachRow(worth)) {
      const passage = passages.around(mention)
      const isLogin = !isIPv4(mention.host) && isMachine(passage.line, mention.start, mention.host)
      claim(mention, passage.isExcused || isLogin ? ofOtherTime : 'nothing in the repository declares it')
      if (passage.isExcused) continue
      const isNameless = isIPv4(mention.host) || isElsewhere(mention.host)
      const service = isNameless ? undefined : serviceOf(mention.host, passage, page, index, inText)
      const one = {
        ...{ ...mention, file, guidebook: guidebookOf(page), service, isInText: inText.has(mention.host) },
        former: isIPv4(mention.host) ? index.addresses.former(mention.host, past) : past.find('host', mention.host),
      }
      if (isRetired(mention)) {
        if (!isLogin) retired.push(one)
        continue
      }
      // A machine that somebody logs in to has no router, but a name in DNS.
      if (isResolvable(mention)) resolvable.push(one)
      if (isDoubtful(mention) && !isLogin) doubtful.push(one)
    }
  }
  const names = [...new Set(resolvable.map(({ host }) => host))]
  const missing = await missingInDns(names, (host) => index.isKnown(host), project, context)
  const unresolved = resolvable.filter(({ host }) => missing.has(host))
  return { input, index, past, doubtful, retired, documented, unresolved }
}

/** Those of some hosts, and of their first labels, that files name which are no pages. Without git nothing is said of names. */
async function standingInText(hosts: readonly string[], { git }: CheckInput): Promise<ReadonlySet<string>> {
  if (hosts.length === 0) return new Set()
  const labels = hosts.flatMap((host) => (isIPv4(host) ? [] : (host.split('.')[0] ?? [])))
  const found = await git.namesInText([...new Set([...hosts, ...labels])])
  const isKnown = (await git.listed()) !== undefined
  return new Set(found.filter((name) => isKnown || isIPv4(name)))
}

const ofOtherTime = 'the text says that it is of another time, or an example'

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
  if (isIPv4(host)) return index.addresses.isOwn(host) || index.addresses.former(host, past) !== undefined
  // A domain itself is the site of somebody, whatever a file said of it once.
  if (!isPrivateName(host) && zoneOf(host) === host) return false
  if (index.isOwn(host)) return true
  const former = past.find('host', host)
  // An item of some list was a host of ours only where its domain is ours.
  if (former === undefined || former.isLikely) return false
  return !isPrivateName(host) || isKeptPrivately(host, index.declared.keys())
}

function guidebookOf({ file }: Page): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : ''
}

/** The one service that the text around a host is about, the nearest first; undefined where that is several, or none. */
function serviceOf(
  host: string,
  passage: Passage,
  page: Page,
  { services }: HostIndex,
  inText: ReadonlySet<string>,
): NamedService | undefined {
  const { unit, subject, headings } = passage
  const isRow = subject !== undefined && /^\s*(?:>\s*)?\|/.test(passage.line)
  // What a row or an item begins with says whose it is; a heading is asked where neither says anything.
  const texts = subject === undefined ? [unit, headings.at(-1) ?? ''] : isRow ? [subject] : [subject, unit]
  for (const text of texts) {
    const named = services.filter(({ pattern }) => names(text, pattern))
    const hosts = new Set(named.map(({ hosts: own }) => [...own].sort().join(' ')))
    const [service] = named
    // Two names of one service are no contradiction; two services are.
    if (hosts.size > 1) return undefined
    if (!service) continue
    // What a module or a template is given `crowdsec-web` as its name for may have that host.
    const [label = ''] = host.split('.')
    const isMade = label.includes('-') && inText.has(label)
    return !isMade && isSibling(host, service) && !isOfAnother(host, service, passage, page) ? service : undefined
  }
  return undefined
}

/** What stands before the name of a service that only leads to another: "behind Authentik", "login with Keycloak". */
const leading =
  /(?<!\p{L})(?:via|through|behind|over|past|hinter|durch|über|derrière|à travers|vía|tras|(?:protect|secur|guard|authenticat|authori[sz]|prox|expos|front|publish|tunnel|restrict|gat|terminat)\w* (?:by|with|using|from|at|in)|(?:sso|auth|login|sign-?in|log in|sign in|authentication|certificates?) (?:by|with|using|from|at|in))\s+(?:(?:the|an?|our|den|dem|der|le|la|el)\s+)?[*_`"'[(]*$/iu

function names(text: string, pattern: RegExp): boolean {
  return Array.from(text.matchAll(pattern), ({ index }) => text.slice(0, index)).some((before) => !leading.test(before))
}

/** Whether a host is called as something else that the text or its page is about: `chaos-mesh.…` on the page of Chaos Mesh. */
function isOfAnother(host: string, service: NamedService, { unit, headings }: Passage, page: Page): boolean {
  const [label = ''] = host.split('.')
  const [own, its] = [label, service.name].map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
  if (!isTelling(label) || !own || !its || own.includes(its) || its.includes(own)) return false
  const pattern = namePattern(label)
  return [unit, ...headings, page.title, ...page.file.split('/')].some((text) => text.search(pattern) >= 0)
}

/** Whether a host differs from those of a service in its first label alone, and not by an environment: so does another domain. */
function isSibling(host: string, { hosts }: NamedService): boolean {
  const parent = (name: string) => name.split('.').slice(1).join('.')
  if (hosts.some((own) => isOtherEnvironment(own, host))) return false
  return hosts.some((own) => parent(own) === parent(host))
}
