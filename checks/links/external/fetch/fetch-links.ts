import type { SecureContext } from 'node:tls'
import { withCleanup } from '../../../../src/files/cleanup.ts'
import { packageVersion } from '../../../../src/files/package.ts'
import { AllowList } from '../../../../src/network/allow-list.ts'
import { Dialer } from '../../../../src/network/dialer.ts'
import { CachingResolver, DnsResolver } from '../../../../src/network/dns/resolver.ts'
import { readSystemDns, type SystemDns } from '../../../../src/network/dns/system-dns.ts'
import { webEndpointOf } from '../../../../src/network/endpoint.ts'
import { HttpConnections } from '../../../../src/network/http/connections.ts'
import { Proxies } from '../../../../src/network/http/proxy.ts'
import type { CheckContext } from '../../../context.ts'
import { instantText } from '../instant-text.ts'
import { LinkCache } from '../link-cache.ts'
import type { LinkOutcome } from '../link-outcome.ts'
import type { LinkResult, LinkTable } from '../link-table.ts'
import type { LinkSettings } from '../settings.ts'
import type { WebPage } from '../web-page.ts'
import { type FetchClock, systemFetchClock } from './fetch-clock.ts'
import { fetchLink } from './fetch-link.ts'
import { HostHeaders } from './host-headers.ts'
import { HostHealth } from './host-health.ts'
import { HostLimiter } from './host-limiter.ts'
import { outOfService } from './link-failure.ts'
import { RetryingClient } from './retrying-client.ts'

/** What links are fetched with; each has a default. */
export interface FetchEnvironment {
  clock?: FetchClock
  system?: SystemDns
  /** Whom to trust in place of Node’s own authorities. */
  secureContext?: SecureContext
}

const throughProxy = 'External links were asked through a proxy, which looked up their hosts'

/** Longest time for one question to one DNS server, in milliseconds. */
const longestLookUp = 2000

/** Fetches pages: each once, several at a time, and only what is not known already. */
export async function fetchLinks(
  pages: ReadonlyMap<string, WebPage>,
  settings: LinkSettings,
  context: CheckContext,
  environment: FetchEnvironment,
): Promise<LinkTable> {
  const at = context.now()
  const cache = new LinkCache(context.cache, settings.trust, at)
  const { resolver, connections, client, proxies } = await openClient(settings, context, environment)
  const isProxied = (url: URL) => proxies.of(webEndpointOf(url)) !== undefined
  const hosts = new HostHeaders(settings, context.env, isProxied)
  /** "Back soon" is not believed for ever. */
  const endOfPatience = ({ href }: URL, outcome: LinkOutcome): LinkOutcome => {
    if (outcome.verdict !== 'blocked' || outcome.reason !== outOfService) return outcome
    const since = cache.outageSince(href)
    return at - since <= settings.grace
      ? outcome
      : { ...outcome, verdict: 'broken', reason: `answer 503 since ${instantText(since)}` }
  }
  const fetchPage = async ({ url, fragments: named }: WebPage): Promise<LinkResult> => {
    const fragments = [...named]
    context.signal.throwIfAborted()
    const known = cache.get(url.href, fragments)
    const outcome = known ?? endOfPatience(url, await fetchLink(url, fragments, client, hosts))
    const lastGood = outcome.verdict === 'good' ? undefined : cache.lastGood(url.href)
    if (outcome.verdict === 'good' && !known) cache.set(url.href, outcome)
    return { url: url.href, outcome, ...lastGood }
  }
  const fetchAll = async () => {
    const answers = await perHost([...pages.values()], settings.perHost, fetchPage)
    if ([...pages.values()].some(({ url }) => isProxied(url))) context.note(throughProxy)
    noteTrouble(answers, hosts, resolver, context)
    return { at, answers }
  }
  return withCleanup(fetchAll, () => connections.close())
}

async function openClient(settings: LinkSettings, context: CheckContext, environment: FetchEnvironment) {
  const { timeout, retries } = settings
  const { secureContext, clock = systemFetchClock, system = await readSystemDns() } = environment
  const hasOwnDns = settings.resolvers.length > 0
  const servers = hasOwnDns ? settings.resolvers : system.servers
  const allow = new AllowList(settings.allow, (name) => hasOwnDns || system.hosts.has(name))
  const resolver = new CachingResolver(
    new DnsResolver({ ...system, servers, timeout: Math.min(longestLookUp, timeout) }),
  )
  const proxies = new Proxies(context.env)
  const connections = new HttpConnections(new Dialer({ resolver, allow, proxies, secureContext }))
  const limiter = new HostLimiter(settings, clock)
  const health = new HostHealth()
  const userAgent = `Waymark/${packageVersion()} (+link checker)`
  const { now, signal } = context
  const client = new RetryingClient({ connections, limiter, health, clock, now, timeout, retries, userAgent, signal })
  return { resolver, connections, client, proxies }
}

/** Fetches each page; of one host few at a time, so that none of them waits for another host. */
async function perHost(
  pages: readonly WebPage[],
  most: number,
  fetchPage: (page: WebPage) => Promise<LinkResult>,
): Promise<LinkResult[]> {
  const results: LinkResult[] = []
  const fetchRest = async (rest: Iterator<WebPage>) => {
    for (let next = rest.next(); !next.done; next = rest.next()) results.push(await fetchPage(next.value))
  }
  const hosts = Map.groupBy(pages, ({ url }) => url.hostname)
  await Promise.all(
    [...hosts.values()].flatMap((list) => {
      const rest = list.values()
      return Array.from({ length: Math.min(most, list.length) }, () => fetchRest(rest))
    }),
  )
  return results
}

function noteTrouble(
  results: readonly LinkResult[],
  hosts: HostHeaders,
  resolver: CachingResolver,
  context: CheckContext,
): void {
  for (const variable of hosts.missing) {
    context.note(`\`${variable}\` holds no value for a header, so its host was asked without it`)
  }
  const isCutOff = results.some(({ outcome }) => isLookup(outcome)) && resolver.isOutOfReach
  if (isCutOff) context.note('No DNS server answered: look at the network before you look at the links')
}

function isLookup(outcome: LinkOutcome): boolean {
  return outcome.verdict === 'broken' && outcome.at === 'dns'
}
