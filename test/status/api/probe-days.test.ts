import { expect, test } from 'vitest'
import { liveSite } from './live-site.ts'

test('the days of a probe can be had alone', async (t) => {
  const site = await liveSite(t)
  await site.clock.pass(70_000)
  const { version, days, ...more } = await site.json('/_waymark/probes/erp.ping.json?only=days')
  expect([version, more]).toStrictEqual([1, { canRun: true }])
  const [day] = Array.isArray(days) ? days : []
  expect([day.at, day.up > 0, day.down]).toStrictEqual(['2026-11-22T00:00:00.000Z', true, 0])
  expect((await site.json('/_waymark/probes/erp.ping.json?only=sums')).times).toMatchObject({
    p50Ms: expect.any(Number),
  })
  expect((await site.app.request('/_waymark/probes/erp.pnig.json?only=days')).status).toBe(404)
})

test('pages are told where readers may not run a probe', async (t) => {
  const site = await liveSite(t, { readOnly: true })
  for (const only of ['days', 'sums'])
    expect((await site.json(`/_waymark/probes/erp.ping.json?only=${only}`)).canRun).toBe(false)
})
