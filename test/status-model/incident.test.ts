import { describe, expect, test } from 'vitest'
import { gapCode, type StateChange } from '../../src/status-model/change.ts'
import { incidentItem, incidentsOf, incidentText } from '../../src/status-model/incident.ts'
import type { State } from '../../src/status-model/verdict.ts'

/** A change of a day, at a time such as `14:13`. */
function change(probe: string, time: string, from: State, to: State, more: Partial<StateChange> = {}): StateChange {
  return { probe, at: at(time), from, to, ...more }
}

function at(time: string): string {
  return `2026-11-22T${time}:00.000Z`
}

const gap = { code: gapCode, reason: 'Nothing was asked for more than three intervals' }

/** What the incidents of some changes are, with how long, as of 15:00; the newest first. */
function told(changes: StateChange[]): string[] {
  return incidentsOf(changes).map((incident) => {
    const { service, from, until, probes } = incident
    const time = (iso: string | undefined) => iso?.slice(11, 16) ?? '…'
    return `${service} ${incidentText(incident, Date.parse(at('15:00')))}, ${time(from)}–${time(until)} (${probes.join()})`
  })
}

describe('Changes of services are', () => {
  const cases: Record<string, [changes: StateChange[], incidents: string[]]> = {
    'one incident with its length, from the first that was bad to the first that was good': [
      [change('till.name', '14:13', 'up', 'down'), change('till.name', '14:31', 'down', 'up')],
      ['till down for 18 min, 14:13–14:31 (till.name)'],
    ],
    'one that began when its state did, and not when that was decided': [
      [
        change('till.name', '14:14', 'up', 'down', { since: at('14:13') }),
        change('till.name', '14:32', 'down', 'up', { since: at('14:31') }),
      ],
      ['till down for 18 min, 14:13–14:31 (till.name)'],
    ],
    'one that lasts, until the last of its probes is up again': [
      [
        change('till.name', '14:00', 'up', 'down'),
        change('till.healthz', '14:05', 'up', 'down'),
        change('till.name', '14:30', 'down', 'up'),
      ],
      ['till down for 1 h, 14:00–… (till.name,till.healthz)'],
    ],
    'one with how long it was worst, where it was less bad before': [
      [
        change('till.name', '14:00', 'up', 'degraded'),
        change('till.name', '14:13', 'degraded', 'down'),
        change('till.name', '14:31', 'down', 'up'),
      ],
      ['till down for 18 min of 31 min, 14:00–14:31 (till.name)'],
    ],
    'one where it recovered for a moment only': [
      [
        change('till.name', '14:00', 'up', 'down'),
        change('till.name', '14:02', 'down', 'up'),
        change('till.name', '14:05', 'up', 'down'),
        change('till.name', '14:09', 'down', 'up'),
      ],
      ['till down 2 times, for 6 min of 9 min, 14:00–14:09 (till.name)'],
    ],
    'two where it was well between them': [
      [
        change('till.name', '13:00', 'up', 'down'),
        change('till.name', '13:02', 'down', 'up'),
        change('till.name', '14:05', 'up', 'down'),
        change('till.name', '14:09', 'down', 'up'),
      ],
      ['till down for 4 min, 14:05–14:09 (till.name)', 'till down for 2 min, 13:00–13:02 (till.name)'],
    ],
    'one for each service': [
      [change('till.name', '14:00', 'up', 'down'), change('stock.ping', '14:01', 'up', 'down')],
      ['stock down for 59 min, 14:01–… (stock.ping)', 'till down for 1 h, 14:00–… (till.name)'],
    ],
    'none, where Waymark began to ask': [[change('till.name', '14:00', 'unknown', 'up')], []],
    'one, where Waymark began to ask something that was down': [
      [change('till.name', '14:00', 'unknown', 'down')],
      ['till down for 1 h, 14:00–… (till.name)'],
    ],
    'none, where Waymark was started again': [
      [
        change('till.name', '14:00', 'up', 'unknown', { since: at('13:00'), ...gap }),
        change('till.name', '14:00', 'unknown', 'up'),
      ],
      [],
    ],
    'none, where it was started again and tells no codes': [
      [
        change('till.name', '14:00', 'up', 'unknown', { since: at('13:00') }),
        change('till.name', '14:00', 'unknown', 'up'),
      ],
      [],
    ],
    'one, where Waymark was started again while it was down': [
      [
        change('till.name', '13:30', 'up', 'down'),
        change('till.name', '14:00', 'down', 'unknown', { since: at('13:40'), ...gap }),
        change('till.name', '14:00', 'unknown', 'down'),
        change('till.name', '14:10', 'down', 'up'),
      ],
      ['till down for 40 min, 13:30–14:10 (till.name)'],
    ],
    'one from the first answer on, where it was down after a start': [
      [
        change('till.name', '14:00', 'up', 'unknown', { since: at('13:40'), ...gap }),
        change('till.name', '14:02', 'unknown', 'down'),
        change('till.name', '14:10', 'down', 'up'),
      ],
      ['till down for 8 min, 14:02–14:10 (till.name)'],
    ],
    'one, where nobody could find out anything': [
      [change('till.name', '14:00', 'up', 'unknown'), change('till.name', '14:10', 'unknown', 'up')],
      ['till unknown for 10 min, 14:00–14:10 (till.name)'],
    ],
    'one of maintenance': [
      [change('till.name', '14:00', 'up', 'maintenance'), change('till.name', '14:10', 'maintenance', 'up')],
      ['till maintenance for 10 min, 14:00–14:10 (till.name)'],
    ],
    'one without a beginning, where the older changes are not kept': [
      [change('till.name', '14:10', 'down', 'up')],
      ['till down, …–14:10 (till.name)'],
    ],
    'the same, the newest first as a server tells them': [
      [
        change('till.name', '14:00', 'unknown', 'up'),
        change('till.name', '14:00', 'up', 'unknown', { since: at('13:00'), ...gap }),
        change('till.name', '12:31', 'down', 'up'),
        change('till.name', '12:13', 'up', 'down'),
      ],
      ['till down for 18 min, 12:13–12:31 (till.name)'],
    ],
  }
  for (const [name, [changes, incidents]] of Object.entries(cases))
    test(name, () => expect(told(changes)).toStrictEqual(incidents))
})

test('an incident has the reason of its worst state', () => {
  const [incident] = incidentsOf([
    change('till.name', '14:00', 'up', 'degraded', { reason: 'Slow' }),
    change('till.name', '14:13', 'degraded', 'down', { reason: 'No `A`' }),
    change('till.name', '14:31', 'down', 'degraded', { reason: 'Slow again' }),
  ])
  expect(incident?.reason).toBe('No `A`')
  expect(incident?.state).toBe('down')
})

test('what lasts has no length where nobody knows when it is read', () => {
  const [incident] = incidentsOf([change('till.name', '14:00', 'up', 'down')])
  expect(incident && incidentText(incident)).toBe('down')
})

test('no more than twenty are listed', () => {
  const changes = Array.from({ length: 30 }, (_, index) => change(`s${index}.a`, '14:00', 'up', 'down'))
  expect(incidentsOf(changes).length).toBe(20)
})

test('an incident is an item whose reason is text', () => {
  const [incident] = incidentsOf([change('till.name', '14:00', 'up', 'down', { reason: '<b>No</b> `A`' })])
  const item = incident && incidentItem(incident, { nameOf: () => 'Till', now: Date.parse(at('14:18')) })
  expect(JSON.stringify(item)).toContain('"<b>No</b> "')
  expect(JSON.stringify(item)).toContain('"down for 18 min"')
})
