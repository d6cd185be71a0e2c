import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import type { Project } from '../../src/config/project.ts'
import { quote } from '../../src/config/quote.ts'
import { isNetwork, isResolver, parseEndpoint } from '../../src/config/target.ts'
import { expand, type Lookup, lookupIn } from '../../src/config/variables.ts'
import type { WaymarkConfig } from '../../src/config/waymark.ts'
import { Failure } from '../../src/guidebook/failure.ts'
import { type AddressRange, parseRange } from '../network/address-range.ts'
import { readSystemDns, type SystemDns } from '../network/system-dns.ts'
import { Canary } from './canary.ts'
import { Reading } from './reading.ts'
import type { Surroundings } from './surroundings.ts'
import { Trust } from './trust.ts'

type EnvironmentSettings = WaymarkConfig['environments'][string]

/** What the surroundings are made of besides the project. */
export interface Outside {
  /** Variables of the process. */
  env: Readonly<Record<string, string | undefined>>
  now: () => number
  ticks: () => number
  factsOf: Surroundings['factsOf']
  /** What the machine knows of names; read from it when absent. */
  system?: SystemDns
}

/**
 * Prepares all that the probes of an environment need. Values of its settings may hold variables.
 *
 * @throws Failure where a value gives nothing that can be used
 */
export async function surroundingsOf(
  project: Project,
  name: string | undefined,
  outside: Outside,
): Promise<Surroundings> {
  const settings = name === undefined ? undefined : project.config.environments[name]
  const variables = settings?.variables ?? {}
  const lookup = lookupIn(variables, outside.env)
  const put = expander(lookup, name)
  const system = outside.system ?? (await readSystemDns())
  const dns = { ...system, ...serversOf(settings, put) }
  const connect = connectOf(settings, put)
  const networks = networksOf(settings, put)
  const authority = settings?.certificateAuthority
  const pem = authority === undefined ? undefined : resolve(project.root, put(authority))
  const canary = settings?.canary === undefined ? {} : { target: put(settings.canary) }
  const { now, ticks, factsOf, env } = outside
  return {
    now,
    ticks,
    lookup,
    isSecret: (variable) => !Object.hasOwn(variables, variable),
    dns,
    connect,
    trust: new Trust(pem, ticks),
    reading: new Reading(),
    ...(networks && { networks }),
    canary: new Canary({ dns, connect, ticks, ...canary }),
    factsOf,
    program: (program) => findProgram(program, env.PATH ?? ''),
  }
}

type Put = (text: string) => string

function expander(lookup: Lookup, environment = ''): Put {
  return (text) => {
    const { text: expanded, missing } = expand(text, lookup)
    if (missing.length === 0) return expanded
    const names = missing.map((one) => `\`${one}\``).join(', ')
    throw new Failure(
      `Unexpected environment \`${environment}\` without a value for ${names}, expected one`,
      `Set it under \`environments.${environment}.variables\`, or in the environment of the process`,
    )
  }
}

/** Servers of the environment are asked in place of the machine's, whose search domains mean nothing to them. */
function serversOf(settings: EnvironmentSettings | undefined, put: Put): Partial<SystemDns> {
  const servers = (settings?.resolvers ?? []).map(put)
  for (const server of servers) expect(isResolver(server), server, 'the IP address of a DNS server')
  return servers.length > 0 ? { servers, search: [] } : {}
}

function connectOf(settings: EnvironmentSettings | undefined, put: Put): Map<string, string> {
  const entries = Object.entries(settings?.connect ?? {}).map(
    ([from, to]) => [put(from).toLowerCase(), put(to)] as const,
  )
  for (const endpoint of entries.flat()) expect(parseEndpoint(endpoint) !== undefined, endpoint, '`host:port`')
  return new Map(entries)
}

function networksOf(settings: EnvironmentSettings | undefined, put: Put): AddressRange[] | undefined {
  return settings?.networks?.map((written) => {
    const text = put(written)
    expect(isNetwork(text), text, 'a range of IP addresses')
    const range = parseRange(text)
    if (!range) throw new Failure(`Unexpected ${quote(text)}, expected a range of IP addresses`)
    return range
  })
}

function expect(isFit: boolean, value: string, expected: string): void {
  if (!isFit)
    throw new Failure(`Unexpected ${quote(value)} in an environment, expected ${expected}`, 'Look at its variables')
}

/** As a shell finds it, but never in the working directory. */
async function findProgram(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((one) => one.startsWith('/'))) {
    const file = join(folder, name)
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return undefined
}
