import { DeadlineExceeded, withDeadline } from '../../../src/network/deadline.ts'
import type { ProbeContext } from '../../../src/probe-kinds/context.ts'
import { askSource, dataOf } from '../../../src/probe-kinds/source/ask.ts'
import { named, type Source } from '../../../src/probe-kinds/source/source.ts'
import { Stopwatch } from '../../../src/probe-kinds/stopwatch.ts'
import { preciseDuration } from '../conditions/found-value.ts'
import type { ProbeEnvironment } from '../environment/environment.ts'
import { alertmanagerAlerts, prometheusAlerts, type ToldAlert } from './told-alert.ts'

/** What a source says of its alerts, or why it says nothing: the end of a sentence, without secrets. */
export type AlertReading = { alerts: ToldAlert[] } | { reason: string }

/** Bytes of an answer: some ten thousand alerts. */
const most = 8 * 1024 * 1024

const longestReason = 400

/** Asks a source once for the alerts that fire. Throws for `signal` and for bugs alone. */
export async function readAlerts(
  source: Source,
  environment: ProbeEnvironment,
  signal: AbortSignal,
): Promise<AlertReading> {
  const context: ProbeContext = {
    ...environment,
    stopwatch: new Stopwatch(environment.ticks),
    timeout: source.timeout,
    isEnough: () => false,
    wants: () => false,
  }
  const reading = await withDeadline(source.timeout, signal, (deadline) => ask(source, context, deadline)).catch(
    (error: unknown) => {
      if (signal.aborted || !(error instanceof DeadlineExceeded)) throw error
      return { reason: `${named(source)} does not answer within ${preciseDuration(source.timeout)}` }
    },
  )
  if ('alerts' in reading) return reading
  return {
    reason: environment.cache.secrets(environment.sourceSecrets).begin(plainReason(reading.reason), longestReason),
  }
}

/** What is not known is said by whoever shows it. */
function plainReason(reason: string): string {
  return reason.replace(/^Not (?:known|probed): /, '')
}

async function ask(source: Source, context: ProbeContext, signal: AbortSignal): Promise<AlertReading> {
  const { path, parameters, read } = questions[source.kind]
  const answer = await askSource(source, { path, parameters, most }, context, signal)
  if ('fault' in answer) return { reason: answer.fault.reason }
  const alerts = read(answer.json, source.name)
  return alerts ? { alerts } : { reason: `the answer of ${named(source)} is none about alerts` }
}

interface AlertQuestion {
  path: string
  parameters: Readonly<Record<string, string>>
  read: (json: unknown, source: string) => ToldAlert[] | undefined
}

const questions: Readonly<Record<Source['kind'], AlertQuestion>> = {
  prometheus: {
    path: '/api/v1/alerts',
    parameters: {},
    read: (json, source) => prometheusAlerts(dataOf(json), source),
  },
  alertmanager: {
    path: '/api/v2/alerts',
    parameters: { active: 'true', silenced: 'true', inhibited: 'true', unprocessed: 'true' },
    read: alertmanagerAlerts,
  },
}
