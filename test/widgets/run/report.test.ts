import { describe, expect, test } from 'vitest'
import { incidentMessage, jsonReport, markdownReport, type Report, zonedTime } from '../../../src/widgets/run/report.ts'
import type { Run } from '../../../src/widgets/run/run.ts'

const began = Date.parse('2026-11-23T13:02:11Z')
const at = (minutes: number) => began + minutes * 60_000

const run: Run = {
  ...{ id: 'r1', began, changed: began, who: 'on call' },
  ended: { at: at(8), outcome: 'did not', step: 'c' },
  pages: {
    '/disk/': {
      ...{
        title: 'Disk *full*',
        url: 'https://docs.example.org/disk/',
        version: 'v1',
        commit: '0123456789abcdef',
        at: began,
      },
      steps: [
        { key: 'a', text: 'Look at the `log`' },
        { key: 'b', text: 'Copy it', within: 'a' },
        { key: 'c', text: 'Restart' },
      ],
      marks: {
        a: {
          state: 'done',
          text: 'Look',
          at: at(1),
          note: 'two\n# lines @here',
          states: { shop: 'down', till: 'up' },
          changed: at(1),
        },
        b: { state: 'skipped', text: 'Copy it', at: at(2), note: 'no room', changed: at(2) },
        z: { state: 'done', text: 'Was here once', at: at(3), changed: at(3) },
      },
    },
    '/dns/': {
      ...{ title: 'DNS', url: 'https://docs.example.org/dns/', version: 'v1', at: at(4) },
      steps: [{ key: 'd', text: 'Ask it' }],
      marks: { d: { state: 'done', text: 'Ask it', at: at(5), changed: at(5) } },
    },
  },
}
const report: Report = { run, values: { namespace: 'erp', pod: 'a`b' }, zone: 'Europe/Berlin', now: at(20) }

test('times are those of a zone, and say which', () => {
  expect(zonedTime(began, 'Europe/Berlin')).toBe('2026-11-23T14:02:11+01:00')
  expect(zonedTime(began, 'America/St_Johns')).toBe('2026-11-23T09:32:11-03:30')
  expect(zonedTime(began + 900, 'UTC')).toBe('2026-11-23T13:02:11+00:00')
})

test('Markdown has all of it, and what readers wrote is text in it', () => {
  expect(markdownReport(report)).toBe(`# Run: Disk \\*full\\*

- By: on call
- Began: 2026-11-23T14:02:11+01:00 (Europe/Berlin)
- Ended: 2026-11-23T14:10:11+01:00
- Outcome: It did not work, after 8 min, at “Restart”
- Value: namespace = \`erp\`
- Value: pod = \`\` a\`b \`\`

## Disk \\*full\\*

<https://docs.example.org/disk/>, text of \`0123456789ab\`

- ✅ 14:03:11 Look at the \\\`log\\\`
  Note: two  
  \\# lines @here
  Services: shop down, till up
  - ⏭️ 14:04:11 Copy it
    Skipped: no room
- ⬜ Restart
- ✅ 14:05:11 Was here once (not on the page any more)

## DNS

<https://docs.example.org/dns/>

- ✅ 14:07:11 Ask it
`)
})

describe('The message for an incident', () => {
  test('says what was done, where and when, and calls nobody', () => {
    expect(incidentMessage(report)).toBe(`*Disk full*: It did not work, after 8 min, at “Restart”
2026-11-23 14:02–14:10 Europe/Berlin, on call
https://docs.example.org/disk/ (0123456789ab)
namespace=erp pod=a\`b
✅ 14:03 Look at the \`log\`: two # lines @\u2060here (shop down)
⏭️ 14:04 Copy it: no room
✅ 14:05 Was here once
✅ 14:07 Ask it [DNS]
1 step not done`)
  })

  test('goes by the clock, also from one page to the next and back', () => {
    const mark = (minutes: number) => ({ state: 'done' as const, text: '', at: at(minutes), changed: 1 })
    const page = (title: string, times: [text: string, minutes: number][]) => ({
      ...{ title, url: `https://docs.example.org/${title}/`, version: 'v', at: began },
      steps: times.map(([text]) => ({ key: text, text })),
      marks: Object.fromEntries(times.map(([text, minutes]) => [text, mark(minutes)])),
    })
    const pages = {
      '/disk/': page('Disk', [
        ['Look', 1],
        ['Restart', 4],
      ]),
      '/room/': page('Room', [
        ['Remove', 3],
        ['Find', 2],
      ]),
    }
    const lines = incidentMessage({ ...report, run: { ...run, pages } }).split('\n')
    expect(lines.filter((line) => line.startsWith('✅'))).toStrictEqual([
      '✅ 14:03 Look',
      '✅ 14:04 Find [Room]',
      '✅ 14:05 Remove [Room]',
      '✅ 14:06 Restart',
    ])
  })

  test('is short enough for a channel: the newest steps stay', () => {
    const steps = Array.from({ length: 300 }, (_, index) => ({
      key: `k${index}`,
      text: `Step ${index} ${'x'.repeat(100)}`,
    }))
    const marks = Object.fromEntries(
      steps.map(({ key, text }, index) => [key, { state: 'done' as const, text, at: at(index), changed: 1 }]),
    )
    const page = { title: 'Long', url: 'https://docs.example.org/', version: 'v', at: began, steps, marks }
    const message = incidentMessage({ ...report, run: { ...run, pages: { '/': page } } })
    expect(message.length).toBeLessThanOrEqual(3900)
    expect(message).toContain('Step 299')
    expect(message).toMatch(/… \d+ earlier steps/)
  })
})

test('JSON has the same for programs', () => {
  const read = JSON.parse(jsonReport(report))
  expect(read).toMatchObject({
    ...{ version: 1, title: 'Disk *full*', who: 'on call', began: '2026-11-23T14:02:11+01:00', outcome: 'did not' },
    ...{ stoppedAt: 'Restart', durationMs: 480_000, values: { namespace: 'erp', pod: 'a`b' } },
  })
  expect(read.pages[0].steps[0]).toStrictEqual({
    ...{ text: 'Look at the `log`', depth: 0, state: 'done', at: '2026-11-23T14:03:11+01:00' },
    ...{ note: 'two\n# lines @here', services: { shop: 'down', till: 'up' } },
  })
  expect(read.pages[0].steps[3]).toMatchObject({ text: 'Was here once', isGone: true })
})
