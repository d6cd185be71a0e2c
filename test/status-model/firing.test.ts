import { describe, expect, test } from 'vitest'
import { alertsAsOf, alertsUnanswered } from '../../src/status-model/age.ts'
import type { AlertsNow, FiringAlert } from '../../src/status-model/alert.ts'
import type { ElementData } from '../../src/status-model/element-data.ts'
import { alertsShown, type FiringView, fillingLabels, firingElements, newsText } from '../../src/status-model/firing.ts'

const at = '2026-11-23T12:00:00.000Z'
const source = { name: 'metrics', kind: 'prometheus' as const, state: 'up' as const, checkedAt: at, everyMs: 30_000 }
const alert = (name: string, more: Partial<FiringAlert> = {}): FiringAlert => {
  return { id: name, name, state: 'firing', since: at, labels: {}, source: 'metrics', ...more }
}
const view: FiringView = { base: '/docs/', canFill: true, saysNone: false }

/** What a reader sees of some elements: texts with links as `[text](href)` and buttons as `<text>`. */
function seen(part: ElementData | string): string {
  if (typeof part === 'string') return part
  const inside = part.children.map(seen).join('')
  if (part.name === 'a') return `[${inside}](${part.attributes.href})`
  return part.name === 'button' ? `<${inside}>` : inside
}
const lines = (alerts: AlertsNow, changes: Partial<FiringView> = {}) =>
  firingElements(alerts, { ...view, ...changes }).map(seen)

const [down, slow] = [
  alert('ShopDown', {
    labels: { severity: 'page', pod: 'shop-7', path: 'a…' },
    page: { address: '/shop/down/', anchor: 'first step' },
    summary: '<b>It</b> is down',
    value: 0.75,
  }),
  alert('ShopSlow', { state: 'silenced', page: { address: '/shop/slow/' } }),
]
const alerts: AlertsNow = { sources: [source], firing: [down, slow] }

describe('What fires', () => {
  test('is told with its severity, since when, its value, text and labels', () => {
    expect(lines(alerts)).toStrictEqual([
      'Firing [ShopDown](/docs/shop/down/#first%20step) page since 2026-11-23 12:00 UTC value 0.75<b>It</b> is downpod=shop-7path=a…<Fill in its labels>' +
        'Silenced [ShopSlow](/docs/shop/slow/) since 2026-11-23 12:00 UTC',
    ])
  })

  test('stands at the head of its page, and no other', () => {
    expect(lines(alerts, { page: '/shop/slow/' })).toStrictEqual(['Silenced ShopSlow since 2026-11-23 12:00 UTC'])
    expect(lines(alerts, { page: '/shop/down/' })[0]).toContain('[ShopDown](#first%20step)')
    expect(lines(alerts, { page: '/other/' })).toStrictEqual([])
    expect(lines(alerts, { name: 'ShopSlow' })).toHaveLength(1)
    expect(alertsShown(alerts, { page: '/shop/slow/', name: undefined })).toStrictEqual([slow])
  })

  test('is bounded on a page, and counted', () => {
    const many = Array.from({ length: 9 }, (_, index) => alert(`A${index}`, { page: { address: '/a/' } }))
    expect(lines({ sources: [source], firing: many }, { page: '/a/' })[1]).toBe('and 4 more alerts')
    expect(lines({ sources: [source], firing: many, omitted: 1 })[1]).toBe('and 1 more alert')
  })

  test('is said to be nothing where somebody knows, and somebody wants to', () => {
    const none = { sources: [source], firing: [] }
    expect(lines(none)).toStrictEqual([])
    expect(lines(none, { saysNone: true })).toStrictEqual(['No alert fires.'])
  })

  test('fills with labels that are whole', () => {
    expect(fillingLabels(down)).toStrictEqual({ severity: 'page', pod: 'shop-7' })
    expect(lines(alerts, { canFill: false })[0]).not.toContain('<Fill')
    expect(lines({ ...alerts, firing: [slow] })[0]).not.toContain('<Fill')
  })
})

describe('A source that does not answer', () => {
  const silent = { ...source, state: 'unknown' as const, reason: 'Prometheus `metrics` does not answer' }
  const note = 'Not known what fires: Prometheus metrics does not answer, last answer 2026-11-23 12:00 UTC'

  test('is said where its alerts stand, and where somebody looks for them; it never says that nothing fires', () => {
    expect(lines({ sources: [silent], firing: [slow] }).at(-1)).toBe(note)
    expect(lines({ sources: [silent], firing: [] }, { saysNone: true })).toStrictEqual([note])
    expect(lines({ sources: [silent], firing: [] })).toStrictEqual([])
    const two = { sources: [source, { ...silent, name: 'other' }], firing: [] }
    expect(lines(two, { saysNone: true })).toStrictEqual(['No alert fires.', note])
  })

  test('and one that says nothing of itself is named', () => {
    const { reason: _, checkedAt: __, ...bare } = silent
    expect(lines({ sources: [bare], firing: [] }, { saysNone: true })).toStrictEqual([
      'Not known what fires: metrics does not answer',
    ])
  })

  test('is unknown after three intervals, or longer where a build has written it down; its alerts stay', () => {
    const now = Date.parse(at)
    expect(alertsAsOf(alerts, now + 90_000)).toBe(alerts)
    expect(alertsAsOf(alerts, now + 90_001)).toMatchObject({ sources: [{ state: 'unknown' }], firing: [down, slow] })
    expect(alertsAsOf(alerts, now + 3_600_000, 3_600_000)).toBe(alerts)
    expect(alertsUnanswered(alerts)).toMatchObject({ sources: [{ state: 'unknown' }], firing: [down, slow] })
  })
})

test('what begins to fire is read out once, what is silenced is not', () => {
  const [a, b, c, d] = ['A', 'B', 'C', 'D'].map((name) => alert(name))
  const all = [a, b, c, d].flatMap((one) => one ?? [])
  expect(newsText(new Set(), [])).toBe('')
  expect(newsText(new Set(['A']), all.slice(0, 1))).toBe('')
  expect(newsText(new Set(['A']), [...all.slice(0, 2), slow])).toBe('B fires')
  expect(newsText(new Set(), all.slice(0, 2))).toBe('A, B fire')
  expect(newsText(new Set(), all)).toBe('4 alerts fire')
})
