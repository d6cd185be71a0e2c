import { describe, expect, test } from 'vitest'
import { elementsHtml } from '../../src/site/status/badge.ts'
import { detailElements } from '../../src/status-model/details.ts'
import { verdict } from '../site/status/shop.ts'

/** The details of a probe as text, a space between its parts. */
function told(more: Parameters<typeof verdict>[2]): string {
  return elementsHtml(detailElements([verdict('till.name', 'down', more)]))
}

describe('What is behind a reason', () => {
  test('has the phase that failed, the code, how long each phase took, and each condition with what was found', () => {
    const html = told({
      phase: 'first-byte',
      code: 'http/timeout',
      reason: 'No `200`',
      durationMs: 5003,
      phases: { dns: 3, connect: 1.2 },
      conditions: [
        { expression: 'status == 200', held: false, found: 503 },
        { expression: 'json.ready', held: true, found: null },
      ],
    })
    const text = html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
    expect(text).toBe(
      ' till.name State down Reason No 200 Failed in first-byte Code http/timeout Took 5003 ms · dns 3 ms · connect 1.2 ms does not hold status == 200 found 503 holds json.ready ',
    )
  })
  test('is text, whatever a service has answered, and bounded', () => {
    const found = { '<img src=x onerror=alert(1)>': 'x'.repeat(1000) }
    const html = told({ conditions: [{ expression: '<b>', held: false, found }] })
    expect(html).not.toContain('<img')
    expect(html).not.toContain('<b>')
    expect(html.length).toBeLessThan(1200)
  })
})
