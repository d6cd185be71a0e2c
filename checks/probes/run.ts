import type { Probe } from '../../src/config/inventory.ts'
import { DeadlinePassed, withDeadline } from '../../src/network/deadline.ts'
import type { Answer } from './answer.ts'
import { Judge, type Judgement } from './conditions/judgement.ts'
import { durationText, inWhole } from './conditions/plain.ts'
import { languages } from './conditions/vocabulary.ts'
import { Disturbances } from './environment/disturbance.ts'
import type { Fault } from './fault.ts'
import { askDns } from './kinds/dns.ts'
import { askHttp } from './kinds/http.ts'
import { askPing } from './kinds/ping.ts'
import { askTcp } from './kinds/tcp.ts'
import { askTls } from './kinds/tls.ts'
import type { Asked, Means } from './result.ts'
import { expandProbe } from './secrets/expansion.ts'
import { isSecretName, withoutScheme } from './secrets/secret-name.ts'
import type { Secrets } from './secrets/secrets.ts'
import { rounded, Stopwatch } from './stopwatch.ts'
import type { Surroundings } from './surroundings.ts'
import type { Measurement, Phase } from './verdict.ts'

/** Asks a service once by one of its probes, and judges the answer. Throws for `signal` and for bugs alone. */
export async function measure(probe: Probe, surroundings: Surroundings, signal: AbortSignal): Promise<Measurement> {
  const { probe: expanded, missing, used } = expandProbe(probe, surroundings.lookup)
  const { reading, factsOf } = surroundings
  const secrets = secretsOf(expanded, used, surroundings)
  const judge = new Judge(expanded, factsOf(probe.id), secrets, reading)
  const fault = judge.fault ?? unset(missing)
  const attempt = () => attemptOnce(expanded, { surroundings, judge, secrets, fault }, signal)
  const first = await attempt()
  // Who slept has heard nothing, and is awake now.
  return (first.isMissed ? await attempt() : first).measurement
}

interface Prepared {
  surroundings: Surroundings
  judge: Judge
  secrets: Secrets
  /** Why nothing can be asked. */
  fault: Fault | undefined
}

async function attemptOnce(probe: Probe, { surroundings, judge, secrets, fault }: Prepared, signal: AbortSignal) {
  const checkedAt = new Date(surroundings.now()).toISOString()
  const stopwatch = new Stopwatch(surroundings.ticks)
  const disturbances = new Disturbances(stopwatch, probe.timeout, surroundings)
  try {
    const asked = fault ? { fault } : await ask(probe, { surroundings, stopwatch, judge }, signal)
    disturbances.stop()
    const durationMs = rounded(stopwatch.elapsed)
    const phases = stopwatch.phases()
    const told =
      'answer' in asked
        ? await settleAnswer(judge.judge(withDuration(asked.answer, durationMs)), asked.answer, disturbances)
        : await settle(asked.fault, disturbances)
    const measurement = { checkedAt, durationMs, phases, ...toldOf(told, probe, stopwatch.phase, secrets) }
    return { measurement, isMissed: told.isMissed }
  } finally {
    disturbances.stop()
  }
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
const awaited: Readonly<Record<Phase, (towards: string) => string>> = {
  dns: (towards) => `No answer of DNS${towards === '' ? '' : ` for ${inWhole(towards)}`}`,
  connect: (towards) => `No connection to ${towards === '' ? 'the host' : towards}`,
  tls: () => 'No end of the TLS handshake',
  send: () => 'No end of sending',
  'first-byte': () => 'No first byte',
  body: () => 'No end of the body',
  conditions: () => 'No end of the conditions',
}

function lateness({ phase = 'first-byte', towards = '' }: Stopwatch, { kind, timeout }: Probe): Fault {
  const isPing = kind === 'ping' && phase !== 'dns' && phase !== 'connect'
  const reason = `${isPing ? 'No ping reply' : awaited[phase](towards)} within ${durationText(timeout)}`
  // Silence after the connection may be that of the network, too.
  return { what: 'timeout', reason, blame: 'network' }
}

/** A process that had something else to do all the time, by its own load or a flood, did not hear what came. */
function unlessBusy(fault: Fault, idleShare: number): Fault {
  if (idleShare >= leastIdle) return fault
  return { ...fault, reason: `This machine was too busy to listen: ${lowered(fault.reason)}`, blame: 'prober' }
}

const leastIdle = 0.1

function unset(missing: readonly string[]): Fault | undefined {
  if (missing.length === 0) return undefined
  const names = missing.map((name) => `\`\${${name}}\``).join(', ')
  const reason = `Not asked: ${names} ${missing.length > 1 ? 'have' : 'has'} no value; set it in the environment`
  return { what: 'unset-variable', reason, blame: 'prober' }
}

/** What an asking comes to. */
interface Settled extends Judgement {
  /** The machine stood still, and may have missed an answer: it is worth to ask again. */
  isMissed?: true
}

/** Who is to blame for a fault: where a network could be, the canary decides, by all that it has said meanwhile. */
async function settle(fault: Fault, disturbances: Disturbances): Promise<Settled> {
  if (disturbances.stoodStill && missable.has(fault.what)) return { ...unsaid(fault, stillness), isMissed: true }
  const trouble = fault.blame === 'network' ? await disturbances.trouble() : undefined
  if (trouble !== undefined) return unsaid(fault, trouble)
  return { state: fault.blame === 'prober' ? 'unknown' : 'down', fault, conditions: [], facts: {} }
}

/** What a machine that stands still does to its own askings. */
const missable: ReadonlySet<Fault['what']> = new Set(['timeout', 'closed', 'unreachable', 'lookup', 'handshake'])
const stillness = 'This machine stood still (suspended, or asleep)'

/** Of an answer that is not as it should be: what a failing network, or a pause of this machine, has made of it. */
async function settleAnswer(judgement: Judgement, { doubt }: Answer, disturbances: Disturbances): Promise<Settled> {
  const { fault, isOfTime } = judgement
  if (!fault) return judgement
  if (disturbances.stoodStill && (isOfTime || doubt !== undefined))
    return { ...unsaid({ ...fault, what: doubt ?? fault.what }, stillness), isMissed: true }
  const trouble = doubt === undefined ? isOfTime && disturbances.remembered : await disturbances.trouble()
  if (!trouble) return judgement
  const { conditions, facts } = judgement
  return { ...unsaid({ ...fault, what: doubt ?? fault.what }, trouble), conditions, facts }
}

/** A fault of which nobody knows whose it is, with what stands in the way of knowing. */
function unsaid(fault: Fault, why: string): Judgement {
  return {
    state: 'unknown',
    fault: { ...fault, reason: `${why}: ${lowered(fault.reason)}` },
    conditions: [],
    facts: {},
  }
}

/** As the end of a sentence: a name such as `DNS` stays as it is. */
function lowered(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}` : sentence
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
