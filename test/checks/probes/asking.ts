import { fileURLToPath } from 'node:url'
import { type ProbeEnvironment, prepareEnvironment } from '../../../checks/probes/environment/environment.ts'
import { probeOnce } from '../../../checks/probes/run.ts'
import type { Measurement } from '../../../checks/probes/verdict.ts'
import { waymarkSchema } from '../../../src/config/schema/waymark.ts'
import { type Probe, readServicesFrom } from '../../../src/config/services.ts'

/** Certificates of the tests, which the probes trust unless a test says otherwise. */
const authority = fileURLToPath(new URL('../../network/fixtures/authority.pem', import.meta.url))

/** A time at which all is asked. */
export const now = Date.UTC(2026, 10, 20, 3, 14, 30)

export interface Setting {
  /** Of the environment; the resolvers are none unless they say otherwise. */
  environment?: Record<string, unknown>
  /** Of `waymark.yaml`. */
  sources?: Record<string, unknown>
  /** Variables of the process. */
  env?: Record<string, string>
  /** Addresses by name, as of the hosts file. */
  hosts?: Record<string, string[]>
  /** Expressions that pages show. */
  facts?: string[]
  changes?: Partial<ProbeEnvironment>
  signal?: AbortSignal
}

/** A probe, as it stands under `services.a.probes.b`: `{ ping: a.lab }`. */
export function probeOf(text: string): Probe {
  const bytes = Buffer.from(`services: { a: { probes: { b: ${text} } } }`)
  const { services, findings } = readServicesFrom([{ file: 'services.yaml', bytes }])
  const probe = services[0]?.probes[0]
  if (!probe) throw new Error(`No probe in ${text}: ${findings.map(({ message }) => message).join('; ')}`)
  return probe
}

export async function environmentWith(setting: Setting = {}): Promise<ProbeEnvironment> {
  const { environment = {}, sources = {}, env = {}, hosts = {}, facts = [], changes = {} } = setting
  const { ticks = () => performance.now() } = changes
  const environments = { test: { certificateAuthority: authority, ...environment } }
  const config = waymarkSchema.parse({ environments, sources })
  const project = { root: '/', guidebooks: '/', repository: '/', cache: '/', config }
  const probeEnvironment = await prepareEnvironment(project, 'test', {
    env,
    now: () => now,
    ticks,
    factsOf: () => facts,
    system: { servers: [], hosts: new Map(Object.entries(hosts)), search: [] },
  })
  return { ...probeEnvironment, ...changes }
}

/** Asks once. */
export async function ask(text: string, setting: Setting = {}): Promise<Measurement> {
  const { signal = new AbortController().signal } = setting
  return probeOnce(probeOf(text), await environmentWith(setting), signal)
}

/** As `ask`, told in one line: `down connect http/refused: Unexpected refused connection, …`. */
export async function tell(text: string, setting: Setting = {}): Promise<string> {
  return lineOf(await ask(text, setting))
}

export function lineOf({ state, phase, code, reason }: Measurement): string {
  return `${[state, phase, code].filter(Boolean).join(' ')}${reason === undefined ? '' : `: ${reason}`}`
}
