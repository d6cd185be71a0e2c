import { expect, test } from 'vitest'
import type { Verdict } from '../../../checks/probes/verdict.ts'
import { EventHub, probeFilterOf, type StreamReader } from '../../../src/status/live/event-hub.ts'
import type { DetailLevel } from '../../../src/status/live/status-board.ts'

const ids = Array.from({ length: 8 }, (_, index) => `s${index % 3}.p${index}`)

function verdictOf(id: string, number: number): Verdict {
  const checkedAt = new Date(number * 1000).toISOString()
  return {
    ...{ id, service: id.split('.')[0] ?? '', kind: 'http', state: 'up', since: checkedAt, checkedAt, everyMs: 30_000 },
    ...{ durationMs: 1, phases: {}, conditions: [], facts: { number } },
  }
}

/** A hub whose probes change when they are told to. */
function churn(kept: number, details: DetailLevel = 'full') {
  const shown = new Map(ids.map((id) => [id, verdictOf(id, 0)]))
  let number = 0
  const hub: EventHub = new EventHub({
    ...{ details, kept, readers: 100, now: () => number * 1000 },
    snapshot: ({ wants }) => {
      const probes = [...shown.values()].filter(wants)
      return { version: 1, environment: null, checkedAt: new Date(number * 1000).toISOString(), probes }
    },
  })
  const change = (id: string) => {
    const verdict = verdictOf(id, ++number)
    shown.set(id, verdict)
    hub.onChange(verdict)
  }
  return { hub, shown, change }
}

/** A reader that keeps what it knows as a page does. */
class Follower {
  readonly known = new Map<string, Verdict>()
  readonly heard: number[] = []
  snapshots = 0
  lastId = ''
  readonly #of: string
  #reader: StreamReader | undefined

  constructor(of = '') {
    this.#of = of
  }

  come(hub: EventHub): void {
    const take = (bytes: Uint8Array) => {
      for (const event of new TextDecoder().decode(bytes).split('\n\n').filter(Boolean)) this.#hear(event)
      return true
    }
    this.#reader = { filter: probeFilterOf(this.#of), take, end: () => {} }
    hub.add(this.#reader, this.lastId || undefined)
  }

  leave(hub: EventHub): void {
    if (this.#reader) hub.remove(this.#reader)
    this.#reader = undefined
  }

  get isHere(): boolean {
    return this.#reader !== undefined
  }

  #hear(event: string): void {
    const [, id = '', name = '', data = ''] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/s.exec(event) ?? []
    if (name === '') return
    this.lastId = id
    const told = JSON.parse(data)
    if (name === 'change') {
      this.heard.push(told.facts.number)
      this.known.set(told.id, told)
    } else if (name === 'snapshot') {
      this.snapshots++
      this.known.clear()
      for (const verdict of told.probes) this.known.set(verdict.id, verdict)
    } else if (name === 'removed') for (const gone of told.ids) this.known.delete(gone)
  }
}

test('whoever comes and goes hears of each change once, in their order, and of none twice', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { hub, shown, change } = churn(1000)
    const always = new Follower()
    const own = new Follower('s1')
    const [some, someOwn] = [new Follower(), new Follower('s1')]
    for (const one of [always, own, some, someOwn]) one.come(hub)
    let state = seed
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    for (let step = 0; step < 300; step++) {
      change(ids[random(ids.length)] ?? '')
      for (const one of [some, someOwn]) {
        if (random(5) > 0) continue
        if (one.isHere) one.leave(hub)
        else one.come(hub)
      }
    }
    for (const one of [some, someOwn]) if (!one.isHere) one.come(hub)
    expect(some.heard, `seed ${seed}`).toStrictEqual(always.heard)
    expect(someOwn.heard, `seed ${seed}`).toStrictEqual(own.heard)
    expect([some.snapshots, someOwn.snapshots], 'one snapshot, at the first time').toStrictEqual([1, 1])
    expect(some.known).toStrictEqual(shown)
  }
})

test('whoever was away for more changes than are kept knows the same as all the others', () => {
  for (let away = 0; away < 30; away++) {
    const { hub, shown, change } = churn(10)
    const reader = new Follower()
    reader.come(hub)
    change('s0.p0')
    reader.leave(hub)
    for (let index = 0; index < away; index++) change(ids[index % ids.length] ?? '')
    reader.come(hub)
    expect(reader.known).toStrictEqual(shown)
    expect(reader.snapshots, `${away} changes`).toBe(away <= 10 ? 1 : 2)
  }
})

test('whoever comes back without having missed a change hears how old everything is by now', () => {
  const { hub, shown } = churn(10)
  const reader = new Follower()
  reader.come(hub)
  reader.leave(hub)
  const checkedAt = '2026-11-22T03:00:00.000Z'
  for (const [id, verdict] of shown) shown.set(id, { ...verdict, checkedAt })
  const events: string[] = []
  const take = (bytes: Uint8Array) => events.push(new TextDecoder().decode(bytes)) > 0
  hub.add({ filter: probeFilterOf('s0'), take, end: () => {} }, reader.lastId)
  const [, name, data = ''] = /event: (.*)\ndata: (.*)\n/.exec(events.join('')) ?? []
  expect(name).toBe('checked')
  expect(JSON.parse(data).probes['s0.p0']).toStrictEqual({ checkedAt, durationMs: 1 })
})

test('a run without a change tells what it measured, as far as visitors are told that', () => {
  const measured = {
    ...{ checkedAt: '2026-11-22T03:00:00.000Z', durationMs: 7, reason: '`status` is 404', phases: { dns: 2 } },
    conditions: [{ expression: 'status == 200', held: false, found: 404 }],
  }
  const { checkedAt, durationMs } = measured
  for (const [details, expected] of [
    ['full', measured],
    ['summary', { checkedAt, durationMs }],
  ] as const) {
    const { hub } = churn(10, details)
    let told = ''
    const take = (bytes: Uint8Array) => {
      told = new TextDecoder().decode(bytes)
      return true
    }
    hub.add({ filter: probeFilterOf('s0.p0'), take, end: () => {} }, undefined)
    hub.onChecked([{ ...verdictOf('s0.p0', 0), state: 'down', ...measured }], 0)
    expect(JSON.parse(/data: (.*)/.exec(told)?.[1] ?? '').probes, details).toStrictEqual({ 's0.p0': expected })
  }
})

test('nobody can come when everything has ended', () => {
  const { hub } = churn(10)
  expect(hub.isFull).toBe(false)
  hub.close()
  expect(hub.isFull).toBe(true)
})

test('all who come at one time share one snapshot, until something is told', () => {
  const { hub, change } = churn(10)
  const given: Uint8Array[] = []
  const come = (of = '') => {
    const take = (bytes: Uint8Array) => given.push(bytes) > 0
    const reader: StreamReader = { filter: probeFilterOf(of), take, end: () => {} }
    hub.add(reader, undefined)
    hub.remove(reader)
    return given.at(-1)
  }
  const first = come()
  expect(come()).toBe(first)
  expect(come('s1')).not.toBe(first)
  change('s0.p0')
  expect(come()).not.toBe(first)
  const before = come()
  hub.onChecked([], 0)
  expect(come(), 'what was told of ages since then is in it').not.toBe(before)
})
