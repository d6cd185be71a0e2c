import type { Verdict } from '../../../checks/probes/verdict.ts'
import { type AlertSource, type AlertsNow, alertStates } from '../../status-model/alert.ts'
import { states } from '../../status-model/verdict.ts'
import type { EventHub } from '../live/event-hub.ts'
import type { Monitor } from '../live/monitor.ts'
import { SchedulingDelay } from '../schedule/scheduler.ts'
import { labelText, type Metric, type Sample } from './exposition.ts'

/** What the probes say. */
export function probeMetrics(verdicts: readonly Verdict[]): Metric[] {
  const labelled = verdicts.map((verdict) => {
    const { id, service, kind } = verdict
    return [labelText({ probe: id, service, kind }), verdict] as const
  })
  function* each(value: (verdict: Verdict) => number): Generator<Sample> {
    for (const [labels, verdict] of labelled) yield { labels, value: value(verdict) }
  }
  function* parts(name: string, values: (verdict: Verdict) => Iterable<readonly [string, number]>): Generator<Sample> {
    for (const [labels, verdict] of labelled)
      for (const [part, value] of values(verdict)) yield { labels: `${labels},${name}="${part}"`, value }
  }
  return [
    {
      name: 'waymark_probe_state',
      help: 'Whether a probe is in this state.',
      type: 'gauge',
      samples: parts('state', (verdict) => states.map((state) => [state, Number(verdict.state === state)] as const)),
    },
    {
      name: 'waymark_probe_duration_seconds',
      help: 'How long the last asking took.',
      type: 'gauge',
      samples: each(({ durationMs }) => durationMs / 1000),
    },
    {
      name: 'waymark_probe_phase_seconds',
      help: 'How long each phase of the last asking took.',
      type: 'gauge',
      samples: parts('phase', ({ phases }) => Object.entries(phases).map(([phase, ms]) => [phase, ms / 1000] as const)),
    },
    {
      name: 'waymark_probe_checked_timestamp_seconds',
      help: 'When a probe ran last.',
      type: 'gauge',
      samples: each(({ checkedAt }) => Date.parse(checkedAt) / 1000),
    },
    {
      name: 'waymark_probe_since_timestamp_seconds',
      help: 'Since when a probe is in its state.',
      type: 'gauge',
      samples: each(({ since }) => Date.parse(since) / 1000),
    },
  ]
}

/** What the sources of alerts say: how many there are, and whether each answers. */
export function alertMetrics({ firing, sources }: AlertsNow): Metric[] {
  const each = <T>(value: (source: AlertSource) => T) =>
    sources.map((source) => [labelText({ source: source.name, kind: source.kind }), value(source)] as const)
  return [
    {
      name: 'waymark_alert_source_up',
      help: 'Whether a source of alerts answers.',
      type: 'gauge',
      samples: each(({ state }) => Number(state === 'up')).map(([labels, value]) => ({ labels, value })),
    },
    {
      name: 'waymark_alert_source_checked_timestamp_seconds',
      help: 'When a source of alerts answered last.',
      type: 'gauge',
      samples: each(({ checkedAt }) => checkedAt).flatMap(([labels, checkedAt]) =>
        checkedAt === undefined ? [] : [{ labels, value: Date.parse(checkedAt) / 1000 }],
      ),
    },
    {
      name: 'waymark_alerts',
      help: 'Alerts that a source tells of, by how they are.',
      type: 'gauge',
      samples: sources.flatMap(({ name: source }) =>
        alertStates.map((state) => ({
          labels: labelText({ source, state }),
          value: firing.filter((alert) => alert.source === source && alert.state === state).length,
        })),
      ),
    },
  ]
}

/** How Waymark itself is. */
export function ownMetrics(monitor: Monitor, hub: EventHub): Metric[] {
  const { running, waiting } = monitor.load
  const { user, system } = process.cpuUsage()
  return [
    delayMetric(monitor.delay),
    one('waymark_probes_running', 'gauge', 'Probes that are being asked.', running),
    one('waymark_probes_waiting', 'gauge', 'Probes that are due and wait for their turn.', waiting),
    one(
      'waymark_probes_postponed_total',
      'counter',
      'Askings postponed because the process stood still.',
      monitor.postponed,
    ),
    one('waymark_history_faults_total', 'counter', 'Failures to write the history.', monitor.storeHealth.failures),
    one('waymark_event_streams', 'gauge', 'Readers of the event stream.', hub.size),
    one('waymark_event_streams_dropped_total', 'counter', 'Readers dropped because they did not read.', hub.dropped),
    one('process_cpu_seconds_total', 'counter', 'CPU time of the process.', (user + system) / 1e6),
    one('process_resident_memory_bytes', 'gauge', 'Memory of the process.', process.memoryUsage.rss()),
    one('process_start_time_seconds', 'gauge', 'When the process began.', Math.round(performance.timeOrigin) / 1000),
  ]
}

function delayMetric({ counts, count, sum }: SchedulingDelay): Metric {
  let below = 0
  const buckets = SchedulingDelay.bounds.map((bound, place) => {
    below += counts[place] ?? 0
    return { suffix: '_bucket', labels: labelText({ le: String(bound) }), value: below }
  })
  return {
    name: 'waymark_schedule_lag_seconds',
    help: 'How late askings began.',
    type: 'histogram',
    samples: [
      ...buckets,
      { suffix: '_bucket', labels: labelText({ le: '+Inf' }), value: count },
      { suffix: '_sum', value: sum },
      { suffix: '_count', value: count },
    ],
  }
}

function one(name: string, type: 'counter' | 'gauge', help: string, value: number): Metric {
  return { name, help, type, samples: [{ value }] }
}
