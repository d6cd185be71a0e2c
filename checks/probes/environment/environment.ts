import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Project } from '../../../src/config/project.ts'
import { environmentOf, type WaymarkConfig } from '../../../src/config/schema/waymark.ts'
import { Failure } from '../../../src/finding/failure.ts'
import { type AddressRange, parseRange } from '../../../src/network/address-range.ts'
import { readSystemDns, type SystemDns } from '../../../src/network/dns/system-dns.ts'
import { endpointKey, isResolver, parseEndpoint } from '../../../src/network/endpoint.ts'
import { Trust } from '../../../src/probe-kinds/connection/trust.ts'
import type { ProbeMachine } from '../../../src/probe-kinds/context.ts'
import { expand, type Lookup, lookupIn } from '../../../src/schema/variables.ts'
import { quote } from '../../../src/text/quote.ts'
import { ProbeCache } from '../probe-cache.ts'
import { Canary } from './canary.ts'
import { type PreparedSources, sourcesOf } from './sources.ts'

type EnvironmentSettings = WaymarkConfig['environments'][string]

/** All that the probes of an environment are given: the machine that probes, and how its answers are evaluated. */
export interface ProbeEnvironment extends ProbeMachine, PreparedSources {
  /** Milliseconds in which this process has had nothing to do so far. */
  idle: () => number
  /** Values of the variables of `services.yaml`. */
  lookup: Lookup
  /** Whether a variable's value stands in no file, and so must not be shown. */
  isSecret: (variable: string) => boolean
  cache: ProbeCache
  /** Tells a fault of this machine from one of a service. */
  canary: Canary
  /** Expressions in CEL that pages show, by the id of a probe. */
  factsOf: (probe: string) => readonly string[]
}

/** The clocks of this process. */
export const systemClocks: Pick<ProbeEnvironment, 'now' | 'ticks' | 'idle'> = {
  now: () => Date.now(),
  ticks: () => performance.now(),
  // Source: nodejs.org/api/perf_hooks.html, `performance.eventLoopUtilization()`.
  idle: () => performance.eventLoopUtilization().idle,
}

/** What the probes of an environment are given besides what `waymark.yaml` says of it. */
export interface EnvironmentOptions {
  /** Variables of the process. */
  env: Readonly<Record<string, string | undefined>>
  now: () => number
  ticks: () => number
  /** As `ticks` when absent: of a process that is never busy. */
  idle?: () => number
  factsOf: ProbeEnvironment['factsOf']
  /** What the machine knows of names; read from it when absent. */
  system?: SystemDns
}

/**
 * Prepares all that the probes of an environment need. Values of its settings may hold variables.
 *
 * @throws Failure where a value gives nothing that can be used
 */
export async function prepareEnvironment(
  project: Project,
  name: string | undefined,
  options: EnvironmentOptions,
): Promise<ProbeEnvironment> {
  const settings = environmentOf(project.config, name)
  const variables = settings?.variables ?? {}
  const lookup = lookupIn(variables, options.env)
  const isSecret = (variable: string) => !Object.hasOwn(variables, variable)
  const put = expander(lookup, name, isSecret)
  const dns = await dnsOf(settings, put, options.system)
  const connect = connectOf(settings, put)
  const networks = networksOf(settings, put)
  const authority = settings?.certificateAuthority
  const pem = authority === undefined ? undefined : put(authority)
  const file = pem && { path: resolve(project.root, pem.text), shownAs: pem.shownAs }
  const target = settings?.canary === undefined ? undefined : put(settings.canary)
  const canary = target && { target: target.text, shownAs: target.shownAs }
  const { now, ticks, idle = ticks, factsOf, env } = options
  const sources = sourcesOf(project, { lookup, isSecret, ticks, ...(file && { authority: file }) })
  return {
    now,
    ticks,
    idle,
    lookup,
    isSecret,
    dns,
    connect,
    trust: new Trust(file, ticks),
    ...sources,
    cache: new ProbeCache(),
    ...(networks && { networks }),
    hasFamily,
    canary: new Canary({ dns, connect, networks, ticks, ...canary }),
    factsOf,
    program: (program) => findProgram(program, env.PATH ?? ''),
  }
}

/**
 * What an environment looks names up with: its own DNS servers, or those of the machine.
 *
 * @throws Failure where a value gives nothing that can be used
 */
export function environmentDns(
  { config }: Pick<Project, 'config'>,
  name: string | undefined,
  { env, system }: Pick<EnvironmentOptions, 'env' | 'system'>,
): Promise<SystemDns> {
  const settings = environmentOf(config, name)
  const variables = settings?.variables ?? {}
  const put = expander(lookupIn(variables, env), name, (variable) => !Object.hasOwn(variables, variable))
  return dnsOf(settings, put, system)
}

async function dnsOf(
  settings: EnvironmentSettings | undefined,
  put: Put,
  system: SystemDns | undefined,
): Promise<SystemDns> {
  return { ...(system ?? (await readSystemDns())), ...serversOf(settings, put) }
}

/** A value, and the same as it may be shown: what stands in no file is the name of its variable there. */
interface Value {
  text: string
  shownAs: string
}

type Put = (text: string) => Value

function expander(lookup: Lookup, environment = '', isSecret: ProbeEnvironment['isSecret']): Put {
  const named: Lookup = (name) => (isSecret(name) && lookup(name) ? `\${${name}}` : lookup(name))
  return (text) => {
    const { text: expanded, missing } = expand(text, lookup)
    if (missing.length === 0) return { text: expanded, shownAs: expand(text, named).text }
    const names = missing.map((one) => `\`${one}\``).join(', ')
    throw new Failure(
      `Unexpected environment \`${environment}\` without a value for ${names}, expected one`,
      `Set it under \`environments.${environment}.variables\`, or in the environment of the process`,
    )
  }
}

/** Servers of the environment are queried in place of the machine's, whose search domains mean nothing to them. */
function serversOf(settings: EnvironmentSettings | undefined, put: Put): Partial<SystemDns> {
  const servers = (settings?.resolvers ?? []).map(put)
  for (const server of servers) expect(isResolver(server.text), server, 'the IP address of a DNS server')
  return servers.length > 0 ? { servers: servers.map(({ text }) => text), search: [] } : {}
}

function connectOf(settings: EnvironmentSettings | undefined, put: Put): Map<string, string> {
  const entries = Object.entries(settings?.connect ?? {}).map(([from, to]) => [put(from), put(to)] as const)
  for (const endpoint of entries.flat()) expect(parseEndpoint(endpoint.text) !== undefined, endpoint, '`host:port`')
  return new Map(entries.map(([from, to]) => [keyOf(from.text), to.text]))
}

function keyOf(written: string): string {
  const endpoint = parseEndpoint(written)
  return endpoint ? endpointKey(endpoint) : written
}

function networksOf(settings: EnvironmentSettings | undefined, put: Put): AddressRange[] | undefined {
  return settings?.networks?.map((written) => {
    const value = put(written)
    const range = parseRange(value.text)
    if (range) return { ...range, text: value.shownAs }
    throw unfit(value, 'a range of IP addresses')
  })
}

function expect(isFit: boolean, value: Value, expected: string): void {
  if (!isFit) throw unfit(value, expected)
}

function unfit({ shownAs }: Value, expected: string): Failure {
  return new Failure(`Unexpected ${quote(shownAs)} in an environment, expected ${expected}`, 'Look at its variables')
}

function hasFamily(family: 4 | 6): boolean {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.some((one) => !one.internal && one.family === `IPv${family}` && !one.address.startsWith('fe80:'))
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
