import { assert, describe, expect, test, vi } from 'vitest'
import { ResponseCache } from '../../../src/status/api/response-cache.ts'
import { MemoryStore } from '../../../src/status/history/memory-store.ts'
import { probeFilterOf } from '../../../src/status/live/event-hub.ts'
import { liveSite } from './live-site.ts'

const textOf = (length: number) => ({ bytes: new Uint8Array(length), tag: 'tag' })

describe('Texts of a moment ago', () => {
  test('are made once for all who ask at one time', async () => {
    const texts = new ResponseCache(1000)
    let made = 0
    const ask = (now: number, revision: number) =>
      texts.get('key', { revision, now }, () => {
        made++
        return textOf(10)
      })
    for (const [now, revision] of [
      [0, 1],
      [900, 1],
      [950, 2],
      [1100, 2],
      [1200, 3],
    ] as const)
      await ask(now, revision)
    expect(made, 'at 0, at 950 since it has changed, and at 1200 since it has changed again').toBe(3)
  })

  test('never fill more memory than they may, whatever is asked', async () => {
    const texts = new ResponseCache(1000)
    for (let index = 0; index < 500; index++) {
      await texts.get(`${index}`.padEnd(50), { revision: 0, now: 0 }, () => textOf(index * 10))
      assert.ok(texts.size <= 1000, `${texts.size} bytes`)
    }
  })

  test('are made again after a failure', async () => {
    const texts = new ResponseCache(1000)
    const moment = { revision: 0, now: 0 }
    const failing = () => texts.get('key', moment, () => Promise.reject(new Error('no disk')))
    await expect(Promise.all([failing(), failing()])).rejects.toThrow(/no disk/)
    assert.ok(await texts.get('key', moment, () => textOf(10)))
  })

  test('are not kept of what there is not', async () => {
    const texts = new ResponseCache(1000)
    expect(await texts.get('none', { revision: 0, now: 0 }, () => undefined)).toBe(undefined)
    expect(texts.size).toBe(0)
  })
})

test('who names more ids than any page shows is told of all, and of none too few', () => {
  const ids = Array.from({ length: 501 }, (_, index) => `s${index}`)
  const { key, wants } = probeFilterOf(ids.join(','))
  expect(key).toBe('')
  assert.ok(wants({ id: 's500.x', service: 's500' }))
  assert.ok(!probeFilterOf('s1,s2').wants({ id: 's500.x', service: 's500' }))
})

test('a history is read once for all who ask at one time', async (t) => {
  const store = new MemoryStore({ results: 1, hours: 1, days: 1 })
  const reads = vi.spyOn(store, 'history')
  const { app, clock } = await liveSite(t, { store })
  await clock.pass(60_000)
  const ask = async (only: string) => (await app.request(`/_waymark/probes/erp.ping.json${only}`)).status
  const statuses = await Promise.all(Array.from({ length: 40 }, (_, index) => ask(index % 2 === 0 ? '' : '?only=days')))
  expect([...new Set([...statuses, await ask(''), await ask('?only=days')])]).toStrictEqual([200])
  expect(reads.mock.calls.length).toBe(2)
})

test('what every object has is no part of a history, and no id', async (t) => {
  const { app, log } = await liveSite(t)
  const whole = await (await app.request('/_waymark/probes/erp.ping.json')).json()
  for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'])
    expect(await (await app.request(`/_waymark/probes/erp.ping.json?only=${name}`)).json(), name).toStrictEqual(whole)
  for (const id of ['__proto__', 'constructor', 'toString', '..%2ferp.ping', '%00', '<script>']) {
    for (const path of [`probes/${id}.json`, `badges/${id}.svg`, `badges/${id}.json`])
      expect((await app.request(`/_waymark/${path}`)).status, path).toBe(404)
  }
  expect(log).toStrictEqual([])
})
