import type { SecureContext } from 'node:tls'
import { withCleanup } from '../../../src/files/cleanup.ts'
import { packageVersion } from '../../../src/files/package.ts'
import { AllowList } from '../../../src/network/allow-list.ts'
import { Dialer } from '../../../src/network/dialer.ts'
import { CachingResolver } from '../../../src/network/dns/caching-resolver.ts'
import { DnsResolver } from '../../../src/network/dns/resolver.ts'
import { readSystemDns, type SystemDns } from '../../../src/network/dns/system-dns.ts'
import { webEndpointOf } from '../../../src/network/endpoint.ts'
import { HttpConnections } from '../../../src/network/http/connections.ts'
import { Proxies } from '../../../src/network/http/proxy.ts'
import type { CheckContext } from '../../context.ts'
import type { Address } from './address.ts'
import { type Clock, systemClock } from './clock.ts'
import { Credentials } from './credentials.ts'
import { fetchLink } from './fetch-link.ts'
import { HostHealth } from './host-health.ts'
import { HostLimiter } from './host-limiter.ts'
import { Memory } from './memory.ts'
import type { Outcome } from './outcome.ts'
import { Persistence } from './persistence.ts'
import type { LinkSettings } from './settings.ts'
import type { Answer, Table } from './table.ts'

/** What a survey reaches outside with; each has a default. */
export interface Means {
  clock?: Clock
  system?: SystemDns
  /** Whom to trust in place of Node’s own authorities. */
  secureContext?: SecureContext
}

const throughProxy = 'External links were asked through a proxy, which looked up their hosts'

/** Longest time for one question to one DNS server, in milliseconds. */
const longestLookUp = 2000

/** Asks the network about addresses: each once, several at a time, and only what is not known already. */
export async function survey(
  addresses: ReadonlyMap<string, Address>,
  settings: LinkSettings,
  context: CheckContext,
  means: Means,
): Promise<Table> {
  const at = context.now()
  const memory = new Memory(context.cache, settings.trust, at)
  const credentials = new Credentials(settings.credentials, context.env)
  const { resolver, connections, persistence, proxies } = await equip(settings, context, means)
  const ask = async () => {
    const answers = await perHost([...addresses.values()], settings.perHost, async ({ url, hashes: named }) => {
      const hashes = [...named]
      context.signal.throwIfAborted()
      const trusted = memory.trusted(url.href, hashes)
      const outcome = trusted ?? (await fetchLink(url, hashes, persistence, credentials))
      const lastGood = outcome.verdict === 'good' ? undefined : memory.lastGood(url.href)
      if (outcome.verdict === 'good' && !trusted) memory.keep(url.href, outcome)
      return { url: url.href, outcome, ...lastGood }
    })
    if ([...addresses.values()].some(({ url }) => proxies.of(webEndpointOf(url)))) context.note(throughProxy)
    tell(answers, credentials, resolver, context)
    return { at, answers }
  }
  return withCleanup(ask, () => connections.close())
}

async function equip(settings: LinkSettings, context: CheckContext, means: Means) {
  const { timeout, retries } = settings
  const clock = means.clock ?? systemClock
  const system = means.system ?? (await readSystemDns())
  const hasOwnDns = settings.resolvers.length > 0
  const servers = hasOwnDns ? settings.resolvers : system.servers
  const allow = new AllowList(settings.allow, (name) => hasOwnDns || system.hosts.has(name))
  const resolver = new CachingResolver(
    new DnsResolver({ ...system, servers, timeout: Math.min(longestLookUp, timeout) }),
  )
  const proxies = new Proxies(context.env)
  const { secureContext } = means
  const dialer = new Dialer({ resolver, allow, proxies, secureContext })
  const connections = new HttpConnections(dialer)
  const lanes = new HostLimiter(settings, clock)
  const userAgent = `Waymark/${packageVersion()} (+link checker)`
  const { now, signal } = context
  const health = new HostHealth()
  const persistence = new Persistence({ connections, lanes, health, clock, now, timeout, retries, userAgent, signal })
  return { resolver, connections, persistence, proxies }
}

/** Does something with each address; of one host with few at a time, so that none of them waits for another host. */
async function perHost(
  addresses: readonly Address[],
  most: number,
  ask: (address: Address) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = []
  const askAll = async (rest: Iterator<Address>) => {
    for (let next = rest.next(); !next.done; next = rest.next()) answers.push(await ask(next.value))
  }
  const hosts = Map.groupBy(addresses, ({ url }) => url.hostname)
  await Promise.all(
    [...hosts.values()].flatMap((list) => {
      const rest = list.values()
      return Array.from({ length: Math.min(most, list.length) }, () => askAll(rest))
    }),
  )
  return answers
}

function tell(answers: readonly Answer[], credentials: Credentials, resolver: CachingResolver, context: CheckContext) {
  for (const variable of credentials.missing) {
    context.note(`\`${variable}\` holds no value for a header, so its host was asked without credentials`)
  }
  const isCutOff = answers.some(({ outcome }) => isLookup(outcome)) && resolver.isOutOfReach
  if (isCutOff) context.note('No DNS server answered: look at the network before you look at the links')
}

function isLookup(outcome: Outcome): boolean {
  return outcome.verdict === 'broken' && outcome.at === 'dns'
}
