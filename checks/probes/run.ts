import type { Probe } from '../../src/config/services.ts'
import { DeadlineExceeded, withDeadline } from '../../src/network/deadline.ts'
import type { Answer, ProbeContext, ProbeResult } from '../../src/probe-kinds/context.ts'
import { type Fault, notProbed } from '../../src/probe-kinds/fault.ts'
import type { FaultCode } from '../../src/probe-kinds/fault-codes.ts'
import { type ProbeKind, probeKinds } from '../../src/probe-kinds/registry.ts'
import { inMicroseconds, type Phase, Stopwatch } from '../../src/probe-kinds/stopwatch.ts'
import { quoteWhole } from '../../src/text/quote.ts'
import { type Evaluation, ProbeConditions } from './conditions/evaluation.ts'
import { preciseDuration } from './conditions/found-value.ts'
import { withDurations } from './conditions/language.ts'
import type { ProbeEnvironment } from './environment/environment.ts'
import { ProberHealth } from './environment/prober-health.ts'
import { expandProbe, templatesOf } from './expansion.ts'
import { isSecretName, withoutScheme } from './secrets/secret-name.ts'
import type { Secrets } from './secrets/secrets.ts'
import type { Measurement } from './verdict.ts'

/** Probes a service once, and evaluates the conditions for its answer. Throws for `signal` and for bugs alone. */
export async function probeOnce(
  probe: Probe,
  environment: ProbeEnvironment,
  signal: AbortSignal,
): Promise<Measurement> {
  const { probe: expanded, missing, used } = expandProbe(probe, environment.lookup)
  const secrets = secretsOf(expanded, used, environment)
  const conditions = new ProbeConditions(expanded, environment.factsOf(probe.id), secrets, environment.cache)
  const fault = conditions.fault ?? unsetVariables(missing)
  await kinds[probe.kind].load?.()
  const attempt = () => runOnce(expanded, { environment, conditions, secrets, fault }, signal)
  const first = await attempt()
  // Who slept has heard nothing, and is awake now.
  return (first.isMissed ? await attempt() : first).measurement
}

interface Prepared {
  environment: ProbeEnvironment
  conditions: ProbeConditions
  secrets: Secrets
  /** Why nothing can be probed. */
  fault: Fault | undefined
}

async function runOnce(probe: Probe, { environment, conditions, secrets, fault }: Prepared, signal: AbortSignal) {
  const checkedAt = new Date(environment.now()).toISOString()
  const stopwatch = new Stopwatch(environment.ticks)
  const health = new ProberHealth(stopwatch, probe.timeout, environment)
  const complete = (answer: Answer, elapsed = stopwatch.elapsed) => withDurations(answer, probe.kind, elapsed)
  const context: ProbeContext = {
    ...environment,
    stopwatch,
    timeout: probe.timeout,
    isEnough: (answer) => conditions.hold(complete(answer)),
    wants: (name) => conditions.referTo(name),
  }
  try {
    const result = fault ? { fault } : await runInTime(probe, context, environment, signal)
    health.stop()
    const durationMs = inMicroseconds(stopwatch.elapsed)
    const phases = stopwatch.phases()
    const evaluation =
      'answer' in result
        ? await settleAnswer(conditions.evaluate(complete(result.answer, durationMs)), result.answer, health)
        : await settleFault(result.fault, health)
    const { state, conditions: results, facts, isMissed } = evaluation
    const why = evaluation.fault && reasonFields(evaluation.fault, probe, stopwatch.phase, secrets)
    const measurement: Measurement = { checkedAt, durationMs, phases, state, ...why, conditions: results, facts }
    return { measurement, isMissed }
  } finally {
    health.stop()
  }
}

/** What must not be shown: what stands in no file, and what is secret by its name wherever it stands. */
function secretsOf(probe: Probe, used: ReadonlyMap<string, string>, environment: ProbeEnvironment): Secrets {
  const { cache, isSecret, sourceSecrets } = environment
  // A variable without a value stands there as it is written, and is to be shown.
  const named = templatesOf(probe).flatMap(({ path: [, name], text }) => {
    return typeof name === 'string' && !text.includes('${') ? [[name, text] as const] : []
  })
  const values = [...used].flatMap(([name, value]) => (isSecret(name) ? value : []))
  const secret = [...used, ...named].flatMap(([name, value]) => (isSecretName(name) ? withoutScheme(value) : []))
  return cache.secrets([...values, ...sourceSecrets], secret)
}

async function runInTime(
  probe: Probe,
  context: ProbeContext,
  { idle }: ProbeEnvironment,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const idleBefore = idle()
  try {
    return await withDeadline(probe.timeout, signal, (deadline) => runKind(probe, context, deadline))
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof DeadlineExceeded)
      return {
        fault: unlessBusy(lateness(context.stopwatch, probe), (idle() - idleBefore) / context.stopwatch.elapsed),
      }
    throw error
  }
}

/** A probe of a kind, or of any. */
type ProbeOf<Kind extends ProbeKind = ProbeKind> = {
  [Name in Kind]: NonNullable<ReturnType<(typeof probeKinds)[Name]['parse']>> & { kind: Name }
}[Kind]

/** Each kind for its own probes: this tells the compiler that they fit together. */
const kinds: {
  readonly [Kind in ProbeKind]: {
    load?: () => Promise<unknown>
    run: (probe: ProbeOf<Kind>, context: ProbeContext, signal: AbortSignal) => Promise<ProbeResult>
  }
} = probeKinds

/** Runs a probe once by its kind. All its texts are expanded. Throws for `signal` and for bugs alone. */
function runKind<Kind extends ProbeKind>(
  probe: ProbeOf<Kind>,
  context: ProbeContext,
  signal: AbortSignal,
): Promise<ProbeResult> {
  return kinds[probe.kind].run(probe, context, signal)
}

/** What never came, by the phase that it was waited for in. */
const awaited: Readonly<Record<Phase, (towards: string) => string>> = {
  dns: (towards) => `No answer of DNS${towards === '' ? '' : ` for ${quoteWhole(towards)}`}`,
  connect: (towards) => `No connection to ${towards === '' ? 'the host' : towards}`,
  tls: () => 'No end of the TLS handshake',
  send: () => 'No end of sending',
  'first-byte': () => 'No first byte',
  body: () => 'No end of the body',
  conditions: () => 'No end of the conditions',
}

function lateness({ phase = 'first-byte', towards = '' }: Stopwatch, { kind, timeout }: Probe): Fault {
  const silence = phase === 'first-byte' ? probeKinds[kind].silence : undefined
  const reason = `${silence ?? awaited[phase](towards)} within ${preciseDuration(timeout)}`
  // Silence after the connection may be that of the network, too; that of a source is not the service's.
  return { code: 'timeout', reason, blame: probeKinds[kind].isOfSource ? 'prober' : 'network' }
}

/** A process that had something else to do all the time, by its own load or a flood, did not hear what came. */
function unlessBusy(fault: Fault, idleShare: number): Fault {
  if (idleShare >= leastIdle) return fault
  return { ...fault, reason: `This machine was too busy to listen: ${lowered(fault.reason)}`, blame: 'prober' }
}

const leastIdle = 0.1

function unsetVariables(missing: readonly string[]): Fault | undefined {
  if (missing.length === 0) return undefined
  const names = missing.map((name) => `\`\${${name}}\``).join(', ')
  return notProbed(
    'unset-variable',
    `${names} ${missing.length > 1 ? 'have' : 'has'} no value; set it in the environment`,
  )
}

/** What a run comes to. */
interface Settled extends Evaluation {
  /** The machine stood still, and may have missed an answer: it is worth to probe again. */
  isMissed?: true
}

/** Who is to blame for a fault: where a network could be, the canary decides, by all that it has shown meanwhile. */
async function settleFault(fault: Fault, health: ProberHealth): Promise<Settled> {
  if (health.wasSuspended && missable.has(fault.code)) return { ...unknown(fault, suspension), isMissed: true }
  const trouble = fault.blame === 'network' ? await health.trouble() : undefined
  if (trouble !== undefined) return unknown(fault, trouble)
  return { state: fault.blame === 'prober' ? 'unknown' : 'down', fault, conditions: [], facts: {} }
}

/** What a machine that stands still does to its own probes. */
const missable: ReadonlySet<FaultCode> = new Set<FaultCode>(['timeout', 'closed', 'unreachable', 'lookup', 'handshake'])
const suspension = 'This machine stood still (suspended, or asleep)'

/** Of an answer that is not as it should be: what a failing network, or a pause of this machine, has made of it. */
async function settleAnswer(evaluation: Evaluation, { networkFault }: Answer, health: ProberHealth): Promise<Settled> {
  const { fault, isOfTime, conditions, facts } = evaluation
  if (!fault) return evaluation
  const inNetwork = { ...fault, code: networkFault ?? fault.code }
  if (health.wasSuspended && (isOfTime || networkFault !== undefined))
    return { ...unknown(inNetwork, suspension), isMissed: true }
  const trouble = networkFault === undefined ? isOfTime && health.knownTrouble : await health.trouble()
  return trouble ? { ...unknown(inNetwork, trouble), conditions, facts } : evaluation
}

/** A fault of which nobody can say whose it is, with what stands in the way of knowing. */
function unknown(fault: Fault, why: string): Evaluation {
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

/** Why a probe is not `up`, as a measurement says it. */
function reasonFields(fault: Fault, { kind }: Probe, reached: Phase | undefined, secrets: Secrets) {
  const phase = evaluated.has(fault.code) ? 'conditions' : (fault.phase ?? reached)
  const reason = secrets.begin(fault.reason, longestReason)
  return { ...(phase && { phase }), code: `${kind}/${fault.code}`, reason }
}

/** Codes of what the evaluation of an answer has found. */
const evaluated: ReadonlySet<FaultCode> = new Set<FaultCode>(['expect', 'degraded', 'unfit-answer'])

const longestReason = 400
