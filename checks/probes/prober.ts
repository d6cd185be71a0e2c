import type { Probe } from '../../src/config/inventory.ts'
import { DeadlinePassed, withDeadline } from '../network/deadline.ts'
import type { Answer } from './answer.ts'
import type { Asked, Means } from './asked.ts'
import { askDns } from './dns.ts'
import { expandProbe } from './expansion.ts'
import type { Fault } from './fault.ts'
import { askHttp } from './http.ts'
import { Judge, type Judgement } from './judgement.ts'
import { askPing } from './ping.ts'
import { durationText, inWhole } from './plain.ts'
import { isSecretName, withoutScheme } from './secret-name.ts'
import type { Secrets } from './secrets.ts'
import { rounded, Stopwatch } from './stopwatch.ts'
import type { Surroundings } from './surroundings.ts'
import { askTcp } from './tcp.ts'
import { askTls } from './tls.ts'
import type { Measurement, Phase } from './verdict.ts'
import { languages } from './vocabulary.ts'

/** Asks a service once by one of its probes, and judges the answer. Throws for `signal` and for bugs alone. */
export async function measure(probe: Probe, surroundings: Surroundings, signal: AbortSignal): Promise<Measurement> {
  const checkedAt = new Date(surroundings.now()).toISOString()
  const { probe: expanded, missing, used } = expandProbe(probe, surroundings.lookup)
  const { reading, factsOf } = surroundings
  const secrets = secretsOf(expanded, used, surroundings)
  const judge = new Judge(expanded, factsOf(probe.id), secrets, reading)
  const stopwatch = new Stopwatch(surroundings.ticks)
  const fault = judge.fault ?? unset(missing)
  const asked = fault ? { fault } : await ask(expanded, { surroundings, stopwatch, judge }, signal)
  const durationMs = rounded(stopwatch.elapsed)
  const phases = stopwatch.phases()
  const common = { checkedAt, durationMs, phases }
  const told =
    'answer' in asked
      ? await settleDoubt(judge.judge(withDuration(asked.answer, durationMs)), asked.answer, surroundings)
      : await settle(asked.fault, surroundings)
  return { ...common, ...toldOf(told, probe, stopwatch.phase, secrets) }
}

/** What must not be told: what stands in no file, and what is secret by its name wherever it stands. */
function secretsOf(probe: Probe, used: ReadonlyMap<string, string>, { reading, isSecret }: Surroundings): Secrets {
  // A variable without a value stands there as it is written, and is to be told.
  const headers = probe.kind === 'http' ? Object.entries(probe.headers).filter(([, text]) => !text.includes('${')) : []
  const values = [...used].flatMap(([name, value]) => (isSecret(name) ? value : []))
  const named = [...used, ...headers].flatMap(([name, value]) => (isSecretName(name) ? withoutScheme(value) : []))
  return reading.secrets(values, named)
}

interface Asking extends Pick<Means, 'surroundings' | 'stopwatch'> {
  judge: Judge
}

async function ask(probe: Probe, { surroundings, stopwatch, judge }: Asking, signal: AbortSignal): Promise<Asked> {
  const means: Means = {
    surroundings,
    stopwatch,
    timeout: probe.timeout,
    isEnough: (answer) => judge.holds(withDuration(answer, stopwatch.elapsed)),
    wants: (name) => judge.wants(name),
  }
  const idle = surroundings.idle()
  try {
    return await withDeadline(probe.timeout, signal, (deadline) => askByKind(probe, means, deadline))
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof DeadlinePassed)
      return { fault: unlessBusy(lateness(stopwatch, probe), (surroundings.idle() - idle) / stopwatch.elapsed) }
    throw error
  }
}

function askByKind(probe: Probe, means: Means, signal: AbortSignal): Promise<Asked> {
  switch (probe.kind) {
    case 'http':
      return askHttp(probe, means, signal)
    case 'dns':
      return askDns(probe, means, signal)
    case 'tcp':
      return askTcp(probe, means, signal)
    case 'tls':
      return askTls(probe, means, signal)
    case 'ping':
      return askPing(probe, means, signal)
  }
}

/** What never came, by the phase that it was waited for in. */
const awaited: Readonly<Record<Phase, string>> = {
  dns: 'answer of DNS',
  connect: 'connection',
  tls: 'end of the TLS handshake',
  send: 'end of sending',
  'first-byte': 'first byte',
  body: 'end of the body',
  conditions: 'end of the conditions',
}

function lateness({ phase = 'first-byte', towards }: Stopwatch, { kind, timeout }: Probe): Fault {
  const isBefore = phase === 'dns' || phase === 'connect'
  const thing = kind === 'ping' && !isBefore ? 'ICMP echo' : awaited[phase]
  const where = isBefore && towards !== undefined ? ` ${phase === 'dns' ? 'for' : 'to'} ${inWhole(towards)}` : ''
  const reason = `No ${thing}${where} within ${durationText(timeout)}`
  // Who took the connection is to blame for what comes after it; an echo has none.
  return { what: 'timeout', reason, blame: isBefore || kind === 'ping' ? 'network' : 'service' }
}

/** A process that had something else to do all the time, by its own load or a flood, did not hear what came. */
function unlessBusy(fault: Fault, idleShare: number): Fault {
  if (idleShare >= leastIdle) return fault
  return { ...fault, reason: `This machine was too busy to listen: ${fault.reason}`, blame: 'prober' }
}

const leastIdle = 0.1

function unset(missing: readonly string[]): Fault | undefined {
  if (missing.length === 0) return undefined
  const names = missing.map((name) => `\`\${${name}}\``).join(', ')
  const reason = `Not asked: ${names} ${missing.length > 1 ? 'have' : 'has'} no value; set it in the environment`
  return { what: 'unset-variable', reason, blame: 'prober' }
}

/** Who is to blame for a fault: where a network could be, the canary decides. */
async function settle(fault: Fault, { canary }: Surroundings): Promise<Judgement> {
  const trouble = fault.blame === 'network' ? await canary.trouble() : undefined
  const isOwn = fault.blame === 'prober' || trouble !== undefined
  const reason = trouble === undefined ? fault.reason : `${trouble}: ${fault.reason}`
  return { state: isOwn ? 'unknown' : 'down', fault: { ...fault, reason }, conditions: [], facts: {} }
}

/** A resolver that is cut off says SERVFAIL to everything: that is no word about the name. */
async function settleDoubt(judgement: Judgement, { isDoubtful }: Answer, { canary }: Surroundings): Promise<Judgement> {
  const { fault } = judgement
  if (!isDoubtful || !fault) return judgement
  const trouble = await canary.trouble()
  if (trouble === undefined) return judgement
  return { ...judgement, state: 'unknown', fault: { ...fault, what: 'lookup', reason: `${trouble}: ${fault.reason}` } }
}

function toldOf(judgement: Judgement, { kind }: Probe, reached: Phase | undefined, secrets: Secrets) {
  const { state, fault, conditions, facts } = judgement
  if (!fault) return { state, conditions, facts }
  const phase = ['expect', 'degraded', 'unfit-answer'].includes(fault.what) ? 'conditions' : (fault.phase ?? reached)
  const reason = secrets.begin(fault.reason, longestReason)
  return { state, ...(phase && { phase }), code: `${kind}/${fault.what}`, reason, conditions, facts }
}

const longestReason = 400

/** How long it took is known in the end. */
function withDuration(answer: Answer, milliseconds: number): Answer {
  const duration: unknown = languages.http.evaluate(`duration('${Math.round(milliseconds * 1000)}us')`)
  return { ...answer, values: { ...answer.values, duration } }
}
