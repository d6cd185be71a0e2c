import type { Project } from '../../src/config/project.ts'
import type { SystemDns } from '../../src/network/dns/system-dns.ts'
import { readSystemDns } from '../../src/network/dns/system-dns.ts'
import { andList, quote } from '../../src/text/quote.ts'
import type { CheckContext } from '../context.ts'
import { environmentDns } from '../probes/environment/environment.ts'
import { environmentNameOf } from '../probes/environment/environment-name.ts'
import { HostLookups, type LookupResult } from './host-lookups.ts'

/**
 * The hosts that do not exist in DNS; what DNS did not say is noted, and told of none of them.
 *
 * @throws Failure where the DNS servers of the environment make no sense
 */
export async function missingInDns(
  hosts: readonly string[],
  isCertain: (host: string) => boolean,
  project: Project,
  { resolve, env, note, signal }: CheckContext,
): Promise<ReadonlySet<string>> {
  if (!resolve || hosts.length === 0) return new Set()
  const { known } = resolve
  const before = known?.lookups
  const lookups = before ?? new HostLookups(await dnsOf(project, env))
  if (known) known.lookups = lookups
  const result = await lookups.lookUp(hosts, { isCertain, signal })
  // What is said of an earlier state helps nobody.
  if (!before) for (const text of notesOf(result)) note(text)
  return result.missing
}

async function dnsOf(project: Project, env: CheckContext['env']): Promise<SystemDns> {
  const { resolvers } = project.config.checks.hosts
  if (resolvers.length > 0) return { ...(await readSystemDns()), servers: [...resolvers], search: [] }
  return environmentDns(project, environmentNameOf(project.config, undefined), { env })
}

function* notesOf({ unanswered, left, absentZones, wildcards }: LookupResult): Generator<string> {
  if (left > 0) yield `DNS was not asked about ${left} more hosts: pages name too many of them`
  if (unanswered.size > 0) {
    const some = [...unanswered].slice(0, 5).map(([host, reason]) => `${quote(host)} (${reason})`)
    yield `DNS said nothing of ${listed(some, unanswered.size)}: nothing is told of what it did not say`
  }
  for (const [zone, hosts] of absentZones)
    yield `${quote(zone)} does not exist for the DNS servers that were asked, so nothing is told of ${counted(hosts)} there; \`checks.hosts.resolvers\` names others`
  for (const [parent, hosts] of wildcards)
    yield `DNS has an address for every name in ${quote(parent)}, so it says nothing of ${listed(hosts.slice(0, 5).map(quote), hosts.length)}, which no configuration names`
}

function counted({ length }: readonly string[]): string {
  return length === 1 ? 'the host' : `the ${length} hosts`
}

function listed(some: readonly string[], count: number): string {
  const more = count - some.length
  return andList(more > 0 ? [...some, `${more} more`] : some)
}
