import type { AlertReader } from '../../../checks/probes/alerts/alert-reader.ts'
import type { AlertReading } from '../../../checks/probes/alerts/read-alerts.ts'
import type { ToldAlert } from '../../../checks/probes/alerts/told-alert.ts'
import type { Source } from '../../probe-kinds/source/source.ts'
import { alertsAsOf } from '../../status-model/age.ts'
import type { AlertSource, AlertsNow, FiringAlert } from '../../status-model/alert.ts'
import { type Clock, repeat } from '../schedule/clock.ts'

/** Sources to ask for alerts, and how. */
export interface AlertSettings extends AlertReader {
  /** In the order of the file. */
  sources: readonly Pick<Source, 'name' | 'kind' | 'every'>[]
}

interface Options {
  clock: Clock
  /** Told that something has changed that readers see. */
  onChange: (alerts: AlertsNow) => void
  /** Told of what goes wrong in Waymark itself. */
  log: (message: string) => void
}

interface Known {
  source: AlertSource
  told: readonly ToldAlert[]
}

/** How often it is looked whether an answer has become too old, in milliseconds. */
const tickMs = 5000

/** Asks the sources of alerts at their times, and knows what they have told last. */
export class AlertMonitor {
  readonly #options: Options
  readonly #known = new Map<string, Known>()
  #settings: AlertSettings | undefined
  #shown: { firing: readonly FiringAlert[]; omitted?: number } = { firing: [] }
  #ends: (() => void)[] = []
  #ended = new AbortController()
  /** Of what was told last. */
  #fingerprint = ''
  #revision = 0

  constructor(options: Options) {
    this.#options = options
  }

  /** Grows with everything that is learnt. */
  get revision(): number {
    return this.#revision
  }

  /** Takes up other sources, and asks each at once; without settings none. What is known of those that stay is kept. */
  set(settings: AlertSettings | undefined): void {
    this.stop()
    this.#ended = new AbortController()
    this.#settings = settings
    const sources = settings?.sources ?? []
    const names = new Set(sources.map(({ name }) => name))
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name)
    for (const { name, kind, every } of sources) {
      const {
        source = { name, kind, state: 'unknown' as const, everyMs: every, reason: `\`${name}\` was not asked yet` },
        told = [],
      } = this.#known.get(name) ?? {}
      this.#known.delete(name)
      this.#known.set(name, { source: { ...source, kind, everyMs: every }, told })
    }
    this.#learn()
    const { clock } = this.#options
    for (const { name, every } of sources) {
      void this.#ask(name)
      this.#ends.push(repeat(clock, every, () => this.#ask(name)))
    }
    if (sources.length > 0) this.#ends.push(repeat(clock, tickMs, () => this.#tell()))
  }

  /** Which alerts fire, by what is known at a time in milliseconds; undefined without sources. */
  now(at: number): AlertsNow | undefined {
    if (this.#known.size === 0) return undefined
    const sources = Array.from(this.#known.values(), ({ source }) => source)
    return alertsAsOf({ sources, ...this.#shown }, at)
  }

  /** Ends all that is asked. */
  stop(): void {
    this.#ended.abort()
    for (const end of this.#ends) end()
    this.#ends = []
  }

  async #ask(name: string): Promise<void> {
    const { signal } = this.#ended
    const settings = this.#settings
    if (!settings || signal.aborted) return
    try {
      const reading = await settings.read(name, signal)
      if (!signal.aborted) this.#note(name, reading)
    } catch (error) {
      if (signal.aborted) return
      this.#options.log(`source ${name}: ${error instanceof Error ? error.message : String(error)}`)
      this.#note(name, { reason: `Waymark failed to ask \`${name}\`` })
    }
  }

  #note(name: string, reading: AlertReading): void {
    const known = this.#known.get(name)
    if (!known) return
    const { reason: _, ...before } = known.source
    const isRead = 'alerts' in reading
    const checkedAt = new Date(this.#options.clock.now()).toISOString()
    this.#known.set(
      name,
      isRead
        ? { source: { ...before, state: 'up', checkedAt }, told: reading.alerts }
        : { source: { ...before, state: 'unknown', reason: reading.reason }, told: known.told },
    )
    this.#learn()
  }

  #learn(): void {
    const told = Array.from(this.#known.values(), (known) => known.told).flat()
    this.#shown = this.#settings?.show(told) ?? { firing: [] }
    this.#revision++
    this.#tell()
  }

  /** Readers hear of what they see: when a source was asked last is none of it, while it answers. */
  #tell(): void {
    const alerts = this.now(this.#options.clock.now()) ?? { sources: [], firing: [] }
    const seen = alerts.sources.map(({ checkedAt, ...source }) =>
      source.state === 'up' ? source : { ...source, checkedAt },
    )
    const fingerprint = JSON.stringify([seen, alerts.firing, alerts.omitted])
    if (fingerprint === this.#fingerprint) return
    this.#fingerprint = fingerprint
    this.#revision++
    this.#options.onChange(alerts)
  }
}
