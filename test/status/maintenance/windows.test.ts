import { describe, expect, test } from 'vitest'
import { maintenance } from '../../../src/config/schema/maintenance.ts'
import { MaintenanceWindows } from '../../../src/status/maintenance/windows.ts'

const windows = (...written: object[]) => new MaintenanceWindows(maintenance.parse(written))

describe('a window', () => {
  const once = { from: '2026-11-22T22:00+01:00', until: '2026-11-23T02:00+01:00' }
  const nightly = { every: 'day', at: '02:30', for: '2h' }
  const sunday = { every: 'sunday', at: '23:00', for: '3h' }
  const paris = { every: 'day', at: '02:30', for: '1h', timezone: 'Europe/Paris' }
  const long = { every: 'monday', at: '12:00', for: '24h' }
  const cases: [window: object, moment: string, isInside: boolean][] = [
    [once, '2026-11-22T20:59:59Z', false],
    [once, '2026-11-22T21:00:00Z', true],
    [once, '2026-11-23T00:59:59Z', true],
    [once, '2026-11-23T01:00:00Z', false],
    [nightly, '2026-11-22T02:29:59Z', false],
    [nightly, '2026-11-22T02:30:00Z', true],
    [nightly, '2026-11-22T04:29:59Z', true],
    [nightly, '2026-11-22T04:30:00Z', false],
    // 22 November 2026 is a Sunday; the window goes over midnight.
    [sunday, '2026-11-22T23:30:00Z', true],
    [sunday, '2026-11-23T01:59:00Z', true],
    [sunday, '2026-11-23T02:00:00Z', false],
    [sunday, '2026-11-23T23:30:00Z', false],
    [sunday, '2026-11-29T23:30:00Z', true],
    [long, '2026-11-24T11:59:00Z', true],
    [long, '2026-11-24T12:00:00Z', false],
    // In winter Paris is an hour ahead of UTC, in summer two.
    [paris, '2026-11-22T01:30:00Z', true],
    [paris, '2026-11-22T02:30:00Z', false],
    [paris, '2026-07-01T00:30:00Z', true],
    [paris, '2026-07-01T01:30:00Z', false],
    // On 29 March clocks go from 02:00 to 03:00: there is no 02:30, so it begins at 03:30.
    [paris, '2026-03-29T01:15:00Z', false],
    [paris, '2026-03-29T01:45:00Z', true],
    [paris, '2026-03-29T02:15:00Z', true],
    [paris, '2026-03-29T02:30:00Z', false],
    // On 25 October 02:30 comes twice: the window is there once.
    [paris, '2026-10-25T00:15:00Z', false],
    [{ every: 'day', at: '00:00', for: '1h', timezone: 'Pacific/Kiritimati' }, '2026-11-22T10:30:00Z', true],
    [{ every: 'day', at: '23:00', for: '1h', timezone: 'Pacific/Pago_Pago' }, '2026-11-22T10:30:00Z', true],
  ]
  for (const [window, moment, isInside] of cases) {
    test(`${JSON.stringify(window)} ${isInside ? 'has' : 'does not have'} ${moment}`, () => {
      expect(windows(window).at(Date.parse(moment)) !== undefined).toBe(isInside)
    })
  }

  test('an hour that comes twice holds one window', () => {
    const of = windows(paris)
    const quarters = Array.from({ length: 24 * 4 }, (_, index) => Date.parse('2026-10-25T00:00Z') + index * 900_000)
    expect(quarters.filter((moment) => of.at(moment)).length).toBe(4)
  })

  test('tells when it begins or ends next', () => {
    const cases: [window: object, after: string, boundary: string | undefined][] = [
      [once, '2026-11-01T00:00:00Z', '2026-11-22T21:00:00.000Z'],
      [once, '2026-11-22T21:00:00Z', '2026-11-23T01:00:00.000Z'],
      [once, '2026-11-23T01:00:00Z', undefined],
      [nightly, '2026-11-22T04:30:00Z', '2026-11-23T02:30:00.000Z'],
      [sunday, '2026-11-23T02:00:00Z', '2026-11-29T23:00:00.000Z'],
    ]
    for (const [window, after, boundary] of cases) {
      const next = windows(window).nextBoundary(Date.parse(after))
      expect(next === undefined ? undefined : new Date(next).toISOString()).toBe(boundary)
    }
  })
})

test('several windows are one; without any there is none', () => {
  const both = windows(
    { every: 'day', at: '01:00', for: '1h' },
    { from: '2026-11-22T12:00Z', until: '2026-11-22T13:00Z' },
  )
  const inside = ['01:30', '12:30', '14:00'].map((time) => both.at(Date.parse(`2026-11-22T${time}Z`)) !== undefined)
  expect(inside).toStrictEqual([true, true, false])
  expect([windows().at(0), windows().nextBoundary(0)]).toStrictEqual([undefined, undefined])
})
