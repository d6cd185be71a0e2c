import { setTimeout } from 'node:timers/promises'
import type { Measurement } from '../../checks/probes/verdict.ts'
import { statusSettings } from '../../src/config/schema/status-settings.ts'
import type { Service } from '../../src/config/services.ts'
import { MemoryStore } from '../../src/status/history/memory-store.ts'
import { type Live, startLive } from '../../src/status/live/live.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const days = 60
const everyMs = 30 * minuteMs

/** What is wrong with which services now, and was on some of the days before; all others are well. */
const troubles: Readonly<Record<string, Pick<Measurement, 'state' | 'code' | 'reason' | 'phase'>>> = {
  erp: { state: 'down', phase: 'connect', code: 'tcp/refused', reason: 'Connection refused by 10.0.0.7:443' },
  crm: { state: 'degraded', reason: '`duration` is 1.8 s, expected less than 1 s' },
}

/** A live status of services that has a past of two months: what it finds is the same each time that it is made. */
export async function liveWithPast(services: readonly Service[], log: (message: string) => void): Promise<Live> {
  const settings = statusSettings.parse({})
  const store = new MemoryStore(settings.retention)
  const now = Date.now()
  const probes = services.flatMap(({ id, probes }) =>
    probes.map((probe) => ({ id: probe.id, service: id, kind: probe.kind })),
  )
  for (const [place, probe] of probes.entries()) {
    for (let at = now - days * dayMs; at < now - 20 * minuteMs; at += everyMs) {
      const day = Math.floor((now - at) / dayMs)
      const isBad =
        probe.service in troubles && day % 17 === 5 && (now - at) % dayMs < (1 + (place % 3)) * 60 * minuteMs
      const measurement = isBad ? troubled(probe.service, at) : well(place, at)
      await store.record({ probe, measurement, rules })
      await store.heartbeat(at)
    }
    // Each minute, as a server asks: from time to time alone, nobody would know how it was in between.
    for (let at = now - 18 * minuteMs; at < now && probe.service in troubles; at += minuteMs) {
      await store.record({ probe, measurement: troubled(probe.service, at), rules: { ...rules, everyMs: minuteMs } })
      await store.heartbeat(at)
    }
  }
  const measure = async ({ id, service }: { id: string; service: string }) => {
    const place = probes.findIndex((probe) => probe.id === id)
    return service in troubles ? troubled(service, Date.now()) : well(place, Date.now())
  }
  const live = await startLive({ services, settings, environment: null, store, measure, log })
  const { monitor, board } = live.status
  const isAsked = ({ id }: { id: string }) => Date.parse(board.verdict(id, Date.now())?.checkedAt ?? '') >= now
  // Each in its turn would take as long as the longest interval.
  while (!probes.every(isAsked)) {
    await Promise.all(probes.filter((probe) => !isAsked(probe)).map(({ id }) => monitor.runNow(id)))
    await setTimeout(100)
  }
  return live
}

const rules = { thresholds: { up: 1, degraded: 1, down: 1, unknown: 2 }, maintenance: false, everyMs }

function well(place: number, at: number): Measurement {
  const wave = 1 + Math.sin(at / dayMs + place) / 3
  const durationMs = Math.round((40 + 25 * place) * wave)
  return { ...measured(at, durationMs), state: 'up' }
}

function troubled(service: string, at: number): Measurement {
  return { ...measured(at, 1800), state: 'down', ...troubles[service] }
}

function measured(at: number, durationMs: number): Omit<Measurement, 'state'> {
  const phases = { dns: 1, connect: 3, tls: 12, 'first-byte': durationMs - 16 }
  return { checkedAt: new Date(at).toISOString(), durationMs, phases, conditions: [], facts: {} }
}
