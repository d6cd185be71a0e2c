import type { MaintenanceWindow } from '../../config/schema/maintenance.ts'
import type { StatusSettings } from '../../config/schema/status-settings.ts'
import { type Thresholds, thresholdsOf } from '../../config/schema/thresholds.ts'
import type { Probe, Service } from '../../config/services.ts'
import { plural } from '../../text/plural.ts'
import { andList, quote, quoteSource } from '../../text/quote.ts'
import type { Consequence } from './consequence.ts'
import { differenceOf } from './difference.ts'

/** What is declared to run, at one moment. */
export interface DeclaredMoment {
  services: readonly Service[]
  status: Pick<StatusSettings, 'thresholds' | 'maintenance'>
}

type Told = Pick<Consequence, 'weight' | 'text'> & { place?: { line: number } }

/** What a change of the `services.yaml` files, and of `status` in `waymark.yaml`, means for what is probed. Values of headers and bodies are never told. */
export function changesOfServices(before: DeclaredMoment, after: DeclaredMoment): Consequence[] {
  const [old, now] = [before, after].map(({ services }) => new Map(services.map((service) => [service.id, service])))
  const found: Consequence[] = []
  for (const service of after.services) {
    const former = old?.get(service.id)
    const told = former
      ? changesOfService({ service: former, status: before.status }, { service, status: after.status })
      : [attention(`Service ${quote(service.id)} is new, with ${probesOf(service)}`)]
    for (const { place = service.place, ...one } of told)
      found.push({ topic: 'services', file: service.file, line: place.line, ...one })
  }
  for (const service of before.services) {
    if (now?.has(service.id)) continue
    const text = `Service ${quote(service.id)} is gone, with ${probesOf(service)}: nothing probes it any more`
    found.push({ topic: 'services', ...attention(text), file: service.file, line: service.place.line, isGone: true })
  }
  return [...found, ...changesForAll(before.status.maintenance, after.status.maintenance)]
}

interface Moment {
  service: Service
  status: DeclaredMoment['status']
}

function changesOfService(before: Moment, after: Moment): Told[] {
  const { service: old } = before
  const { service: now } = after
  const id = quote(now.id)
  const told: Told[] = []
  const add = (one: Told | undefined) => one && told.push(one)
  if (old.file !== now.file) add(plain(`${id} is declared in ${quote(now.file)} instead of ${quote(old.file)}`))
  add(changeOfText(old.name, now.name, (is, was) => plain(`${id} is called ${is} instead of ${was}`)))
  add(changeOfText(old.owner, now.owner, (is, was) => attention(`The owner of ${id} is ${is} instead of ${was}`)))
  add(changeOfText(old.runbook, now.runbook, (is, was) => attention(`The runbook of ${id} is ${is} instead of ${was}`)))
  add(changeOfList(id, { has: 'answers on', hasNot: 'no longer answers on' }, old.hosts, now.hosts))
  add(changeOfList(id, { has: 'must not answer on', hasNot: 'may answer again on' }, old.retired, now.retired))
  for (const one of changesOfMaintenance(`of ${id}`, old.maintenance ?? [], now.maintenance ?? [])) add(one)
  const renamed = renamedProbes(old.probes, now.probes)
  const shared: { probe: Probe; former: Probe }[] = []
  for (const probe of now.probes) {
    const former = old.probes.find(({ id: known }) => known === probe.id) ?? renamed.get(probe)
    if (!former) {
      add({ ...plain(`Probe ${quote(probe.id)} is new: it probes ${targetOf(probe)}`), place: probe.place })
      continue
    }
    shared.push({ probe, former })
    if (former.id !== probe.id) {
      const text = `Probe ${quote(former.id)} is called ${quote(probe.id)} now: its history begins anew, and \`status:${former.id}\` on a page leads nowhere`
      add({ ...attention(text), place: probe.place })
    }
    for (const one of changesOfProbe(former, probe)) add({ ...one, place: probe.place })
  }
  const taken = new Set(shared.map(({ former }) => former))
  for (const probe of old.probes) {
    if (!taken.has(probe))
      add(attention(`Probe ${quote(probe.id)} is gone: nothing probes ${targetOf(probe)} by it any more`))
  }
  for (const one of changesOfThresholds(now, shared, before, after)) add(one)
  return told
}

/** A probe of another name that probes the same, where no other does. */
function renamedProbes(old: readonly Probe[], now: readonly Probe[]): Map<Probe, Probe> {
  const gone = old.filter(({ id }) => !now.some((probe) => probe.id === id))
  const fresh = now.filter(({ id }) => !old.some((probe) => probe.id === id))
  const pairs = new Map<Probe, Probe>()
  for (const probe of fresh) {
    const same = gone.filter((former) => former.kind === probe.kind && former.target === probe.target)
    const rivals = fresh.filter((other) => other.kind === probe.kind && other.target === probe.target)
    if (same[0] && same.length === 1 && rivals.length === 1) pairs.set(probe, same[0])
  }
  return pairs
}

/** What has words of its own, or is no setting. */
const said = new Set<string>([
  ...['id', 'service', 'name', 'place', 'locate', 'kind', 'target', 'thresholds'],
  ...['expect', 'degraded', 'every', 'timeout', 'verify', 'headers', 'body'],
])

function changesOfProbe(old: Probe, now: Probe): Told[] {
  const id = quote(now.id)
  const told: Told[] = []
  if (old.kind !== now.kind || old.target !== now.target) {
    const [was, is] = [targetOf(old), targetOf(now)]
    // What may be secret in an address is left out of both.
    const isShown = was !== is
    told.push(
      attention(`${id} probes ${isShown ? `${is} instead of ${was}` : `${quote(now.target)} with another query`}`),
    )
  }
  // A condition that is gone lets something pass which did not pass before.
  told.push(
    ...changesOfConditions(old.expect, now.expect, {
      fresh: (is) => plain(`${id} is up only with ${is} now`),
      gone: (was) => attention(`${id} is up without ${was} now`),
      other: (is, was) => attention(`${id} is up with ${is} instead of ${was}`),
    }),
    ...changesOfConditions(old.degraded, now.degraded, {
      fresh: (is) => plain(`${id} is degraded by ${is} now`),
      gone: (was) => attention(`${id} is no longer degraded by ${was}`),
      other: (is, was) => attention(`${id} is degraded by ${is} instead of ${was}`),
    }),
  )
  if (old.every !== now.every) {
    const words = `${id} is probed every ${durationWords(now.every)} instead of every ${durationWords(old.every)}`
    told.push(now.every > old.every ? attention(words) : plain(words))
  }
  if (old.timeout !== now.timeout)
    told.push(plain(`${id} waits for ${durationWords(now.timeout)} instead of ${durationWords(old.timeout)}`))
  const [was, is] = [new Map(Object.entries(old)), new Map(Object.entries(now))]
  if (was.get('verify') !== false && is.get('verify') === false)
    told.push({ weight: 'danger', text: `${id} takes any certificate now (\`verify: false\`)` })
  if (was.get('verify') === false && is.get('verify') !== false)
    told.push(plain(`${id} expects a certificate that holds now`))
  // They may hold what nobody should read.
  for (const [key, words] of [
    ['headers', 'other headers'],
    ['body', 'another body'],
  ] as const)
    if (!isSame(was.get(key), is.get(key))) told.push(attention(`${id} sends ${words}`))
  if (old.kind !== now.kind) return told
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [a, b] = [was.get(key), is.get(key)]
    if (said.has(key) || isSame(a, b)) continue
    told.push(plain(`\`${key}\` of ${id} is ${settingWords(b)} instead of ${settingWords(a)}`))
  }
  return told
}

/** Longer conditions are shortened. In letters. */
const longestCondition = 120

interface ConditionWords {
  fresh: (is: string) => Told
  gone: (was: string) => Told
  other: (is: string, was: string) => Told
}

/** Where one condition is gone for each that is new, they took the places of one another. */
function changesOfConditions(old: readonly string[], now: readonly string[], say: ConditionWords): Told[] {
  const { fresh, gone } = differenceOf(old, now)
  const shown = (some: readonly string[]) => some.map((condition) => quoteSource(condition, longestCondition))
  const [is, was] = [shown(fresh), shown(gone)]
  if (is.length === was.length) return is.map((one, index) => say.other(one, was[index] ?? ''))
  return [...was.map((one) => say.gone(one)), ...is.map((one) => say.fresh(one))]
}

const thresholdWords: Readonly<Record<keyof Thresholds, (count: number) => string>> = {
  down: (count) => `down after ${plural(count, 'failure')}`,
  degraded: (count) => `degraded after ${plural(count, 'bad answer')}`,
  up: (count) => `up again after ${plural(count, 'good answer')}`,
  unknown: (count) => `unknown after ${plural(count, 'run')} without a measurement`,
}

/** What many probes of a service share is told once, of the service. */
function changesOfThresholds(
  { id, probes }: Service,
  shared: readonly { probe: Probe; former: Probe }[],
  before: Moment,
  after: Moment,
): Told[] {
  const told: Told[] = []
  for (const key of ['down', 'degraded', 'up', 'unknown'] as const) {
    const byWords = new Map<string, Probe[]>()
    for (const { probe, former } of shared) {
      const was = thresholdsOf([before.status.thresholds, before.service.thresholds, former.thresholds])[key]
      const is = thresholdsOf([after.status.thresholds, after.service.thresholds, probe.thresholds])[key]
      if (was === is) continue
      const words = `${thresholdWords[key](is)} instead of ${was}`
      byWords.set(words, [...(byWords.get(words) ?? []), probe])
    }
    for (const [words, changed] of byWords) {
      const isWhole = changed.length > 1 && changed.length === probes.length
      const whom = isWhole ? 'Each probe' : andList(changed.map((probe) => quote(probe.id)))
      const text = `${whom}${isWhole ? ` of ${quote(id)}` : ''} ${isWhole || changed.length === 1 ? 'is' : 'are'} ${words}`
      const place = isWhole ? undefined : changed[0]?.place
      told.push({ ...attention(text), ...(place && { place }) })
    }
  }
  return told
}

function changesForAll(old: readonly MaintenanceWindow[], now: readonly MaintenanceWindow[]): Consequence[] {
  return changesOfMaintenance('of every service', old, now).map((one) => ({ topic: 'services', ...one }))
}

function changesOfMaintenance(
  whose: string,
  old: readonly MaintenanceWindow[],
  now: readonly MaintenanceWindow[],
): Told[] {
  const { fresh, gone } = differenceOf(old.map(windowWords), now.map(windowWords))
  return [
    ...fresh.map((words) => attention(`Maintenance ${whose} ${words} is new: nothing is down then`)),
    ...gone.map((words) => plain(`Maintenance ${whose} ${words} is gone`)),
  ]
}

const days = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'] as const

/** "on Sundays at 02:30 for 2 h (Europe/Paris)", "from 2026-11-22 21:00 until 2026-11-23 04:00 (UTC)". */
function windowWords(window: MaintenanceWindow): string {
  if (window.kind === 'once') {
    const [from, until] = [window.from, window.until].map((at) =>
      new Date(at).toISOString().slice(0, 16).replace('T', ' '),
    )
    return `from ${from} until ${until} (UTC)`
  }
  const { days: which, minute, lengthMs, timezone } = window
  const time = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
  const when = which.length === days.length ? 'each day' : `on ${andList(which.map((day) => days[day] ?? ''))}`
  return `${when} at ${time} for ${durationWords(lengthMs)} (${timezone})`
}

function probesOf({ probes }: Service): string {
  return probes.length === 0 ? 'no probes' : plural(probes.length, 'probe')
}

function targetOf({ kind, target }: Probe): string {
  return `${quote(target)} by \`${kind}\``
}

function changeOfText(
  old: string | undefined,
  now: string | undefined,
  tell: (is: string, was: string) => Told,
): Told | undefined {
  const [was, is] = [old, now].map((text) => (text === undefined ? 'nothing' : quote(text)))
  return old === now ? undefined : tell(is ?? '', was ?? '')
}

/** How a list of hosts is said, before the hosts that it has, had, or has besides. */
interface ListWords {
  has: string
  hasNot: string
}

/** "answers on `a` too", "no longer answers on `a`", "answers on `a` instead of `b`". */
function changeOfList(
  id: string,
  { has, hasNot }: ListWords,
  old: readonly string[],
  now: readonly string[],
): Told | undefined {
  const { fresh, gone } = differenceOf(old, now)
  const [is, was] = [fresh, gone].map((names) => andList(names.map((name) => quote(name))))
  if (fresh.length > 0 && gone.length > 0) return attention(`${id} ${has} ${is} instead of ${was}`)
  if (fresh.length > 0) return attention(`${id} ${has} ${is}${old.length > 0 ? ' too' : ''}`)
  return gone.length > 0 ? attention(`${id} ${hasNot} ${was}`) : undefined
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function settingWords(value: unknown): string {
  return value === undefined ? 'not set' : quote(typeof value === 'string' ? value : JSON.stringify(value))
}

/** "90 s", "5 min", "2 h": whole units, so that the words say just what is written. */
function durationWords(milliseconds: number): string {
  for (const [unit, length] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const)
    if (milliseconds >= length && milliseconds % length === 0) return `${milliseconds / length} ${unit}`
  return `${milliseconds} ms`
}

function attention(text: string): Told {
  return { weight: 'attention', text }
}

function plain(text: string): Told {
  return { weight: 'plain', text }
}
