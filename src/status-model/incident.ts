import { gapCode, type StateChange } from './change.ts'
import { type ElementData, elementData, momentData } from './element-data.ts'
import { worstState } from './rollup.ts'
import type { State } from './verdict.ts'
import { codeParts, lengthText, timestampText } from './words.ts'

/** A time in which a service was not up: changes of its probes that belong together. Times in ISO 8601, UTC. */
export interface Incident {
  service: string
  /** Its probes that were not up, in the order in which they changed. */
  probes: string[]
  /** Absent where the changes that began it are not kept any more. */
  from?: string
  /** Absent while it lasts. */
  until?: string
  /** The worst state of it. */
  state: State
  /** How the service was from when to when. */
  parts: IncidentPart[]
  /** Why it was in its worst state first; with code between backticks. */
  reason?: string
}

interface IncidentPart {
  state: State
  from: string
  until?: string
}

/** Incidents that a page lists. */
export const mostIncidents = 20
/** A service that was well for no longer than this, in milliseconds, was not well again. */
const pauseMs = 10 * 60_000

/**
 * The incidents that some changes tell of, the newest first. Changes of one service belong together from the first of its
 * probes that is not up to the last that is up again, and over a short recovery. That Waymark began to ask, or was
 * started again, is none.
 */
export function incidentsOf(changes: readonly StateChange[]): Incident[] {
  const services = Map.groupBy(changes, ({ probe }) => serviceOf(probe))
  const all = Array.from(services, ([service, own]) => incidentsOfService(service, own)).flat()
  return all.sort((a, b) => (beginOf(a) < beginOf(b) ? 1 : -1)).slice(0, mostIncidents)
}

/** The service of a probe. */
export function serviceOf(probe: string): string {
  return probe.slice(0, probe.lastIndexOf('.'))
}

/** What an incident is sorted by; the moment that is known of it first. */
export function beginOf({ from, parts, until = '' }: Incident): string {
  return from ?? parts[0]?.from ?? until
}

function incidentsOfService(service: string, changes: readonly StateChange[]): Incident[] {
  const sorted = measured(changes)
  const states = statesBefore(sorted)
  const incidents: Incident[] = []
  let open = worstOf(states) === 'up' ? undefined : lastingFromBefore(service, states)
  for (const { probe, at, since = at, to, reason } of sorted) {
    states.set(probe, to)
    const state = worstOf(states)
    if (!open && state === 'up') continue
    open ??= resumed(incidents, since) ?? { service, probes: [], from: since, state: 'up', parts: [] }
    if (to !== 'up') addReason(open, probe, to, reason)
    extend(open.parts, state, since)
    if (state !== 'up') continue
    open.until = since
    incidents.push(open)
    open = undefined
  }
  return open ? [...incidents, open] : incidents
}

/** How the probes were before the first of some changes, as far as these tell. */
function statesBefore(changes: readonly StateChange[]): Map<string, State> {
  const states = new Map<string, State>()
  for (const { probe, from } of changes) if (!states.has(probe)) states.set(probe, from === 'unknown' ? 'up' : from)
  return states
}

function worstOf(states: ReadonlyMap<string, State>): State {
  return worstState([...states.values()])
}

function lastingFromBefore(service: string, states: ReadonlyMap<string, State>): Incident {
  const probes = Array.from(states, ([probe, state]) => (state === 'up' ? [] : [probe])).flat()
  return { service, probes, state: worstOf(states), parts: [] }
}

function addReason(incident: Incident, probe: string, to: State, reason: string | undefined): void {
  if (!incident.probes.includes(probe)) incident.probes.push(probe)
  const worst = worstState([incident.state, to])
  if (reason !== undefined && (worst !== incident.state || incident.reason === undefined)) incident.reason = reason
  incident.state = worst
}

/** The part that lasts ends where another state begins. */
function extend(parts: IncidentPart[], state: State, at: string): void {
  const last = parts.at(-1)
  if (last && last.until === undefined) {
    if (last.state === state) return
    last.until = at
  }
  if (state !== 'up') parts.push({ state, from: at })
}

/** The changes that answers made, the oldest first. What was before a gap holds until an answer says something else. */
function measured(changes: readonly StateChange[]): StateChange[] {
  // Of two that were decided at once, the gap came first.
  const sorted = changes
    .map((change, index) => ({ change, index }))
    .sort((a, b) => {
      if (a.change.at !== b.change.at) return a.change.at < b.change.at ? -1 : 1
      if (a.change.probe === b.change.probe)
        return Number(b.change.to === 'unknown') - Number(a.change.to === 'unknown')
      return a.index - b.index
    })
    .map(({ change }) => change)
  const held = new Map<string, State>()
  return sorted.flatMap((change, index) => {
    if (isGap(change, sorted[index + 1])) {
      held.set(change.probe, held.get(change.probe) ?? change.from)
      return []
    }
    const from = held.get(change.probe) ?? change.from
    held.delete(change.probe)
    return from === change.to ? [] : [{ ...change, from }]
  })
}

/** Whether nobody asked. A server that tells no reasons tells no codes: then the end of a gap is decided with its beginning. */
function isGap({ code, to, at, probe }: StateChange, next: StateChange | undefined): boolean {
  if (code === gapCode) return true
  return to === 'unknown' && next?.probe === probe && next.at === at
}

/** The last incident, where it ended a moment ago only. */
function resumed(incidents: Incident[], at: string): Incident | undefined {
  const last = incidents.at(-1)
  if (last?.until === undefined || Date.parse(at) - Date.parse(last.until) > pauseMs) return undefined
  const { until: _, ...open } = last
  incidents.pop()
  return open
}

/**
 * What an incident was and how long, in words: `down for 18 min`, `down 3 times, for 6 min of 25 min`. `now` in
 * milliseconds: without it, one that lasts has no length.
 */
export function incidentText(incident: Incident, now?: number): string {
  const { state, parts, from, until } = incident
  const worst = parts.filter((part) => part.state === state)
  const times = worst.length > 1 ? ` ${worst.length} times,` : ''
  const end = until === undefined ? now : Date.parse(until)
  if (end === undefined || from === undefined || worst.length === 0) return state
  const length = worst.reduce((sum, part) => sum + lengthOf(part, end), 0)
  const whole = end - Date.parse(from)
  const of = whole - length >= 60_000 ? ` of ${lengthText(whole)}` : ''
  return `${state}${times} for ${lengthText(length)}${of}`
}

function lengthOf(part: IncidentPart, end: number): number {
  return (part.until === undefined ? end : Date.parse(part.until)) - Date.parse(part.from)
}

/** An incident as an item of a list. `nameOf` gives the name of a service; `now` as of `incidentText`. */
export function incidentItem(
  incident: Incident,
  { nameOf, now }: { nameOf: (service: string) => string; now?: number },
): ElementData {
  const { service, probes, state, until, reason = '', from } = incident
  const what = elementData('span', { class: 'status-word' }, incidentText(incident, now))
  return elementData(
    'li',
    {
      class: 'incident',
      'data-at': beginOf(incident),
      'data-of-service': service,
      ...(until === undefined && { 'data-open': '' }),
    },
    elementData(
      'p',
      { class: 'incident-what' },
      elementData('strong', {}, nameOf(service)),
      ' ',
      elementData('span', { 'data-state': state }, what),
    ),
    elementData('p', { class: 'incident-when' }, ...rangeOf(from, until)),
    elementData(
      'p',
      { class: 'incident-why' },
      ...probes.flatMap((probe) => [elementData('code', {}, probe), ' ']),
      ...codeParts(reason).map(({ text, isCode }) => (isCode ? elementData('code', {}, text) : text)),
    ),
  )
}

function rangeOf(from: string | undefined, until: string | undefined): (ElementData | string)[] {
  if (from === undefined && until === undefined) return []
  if (until === undefined && from !== undefined) return ['since ', momentData(from, timestampText(from), 'moment')]
  const end = until ?? ''
  if (from === undefined) return ['until ', momentData(end, timestampText(end), 'moment')]
  const isSameDay = from.slice(0, 10) === end.slice(0, 10)
  return [
    momentData(from, isSameDay ? timestampText(from).slice(0, 16) : timestampText(from), 'clock'),
    '–',
    momentData(end, isSameDay ? timestampText(end).slice(11) : timestampText(end), 'clock'),
  ]
}
