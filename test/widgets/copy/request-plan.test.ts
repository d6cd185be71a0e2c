import { expect, test } from 'vitest'
import { isRequired, openGroups } from '../../../src/widgets/copy/manifest.ts'
import { encoded, isUnanswered, markedPage, planFor } from '../../../src/widgets/copy/request-plan.ts'

const base = 'https://docs.example.org/guides/'
const asked = { method: 'GET', isNavigation: false, hasRange: false }

test.for([
  ['', true, { kind: 'page', address: '' }],
  ['shop/?namespace=erp#now', true, { kind: 'page', address: 'shop/' }],
  ['shop/Gro%C3%9F%20und%20klein/', true, { kind: 'page', address: 'shop/Groß und klein/' }],
  ['_astro/site.abc.css', false, { kind: 'hashed', address: '_astro/site.abc.css' }],
  ['_waymark/names.json', false, { kind: 'file', address: '_waymark/names.json' }],
  ['_waymark/status.json?of=shop', false, { kind: 'pass' }],
  ['_waymark/events', false, { kind: 'pass' }],
  ['_waymark/probes/shop.json', false, { kind: 'pass' }],
  ['_waymark/mcp', false, { kind: 'pass' }],
  ['metrics', true, { kind: 'pass' }],
  ['waymark-worker.js', false, { kind: 'pass' }],
  ['%E0%A4%A', true, { kind: 'pass' }],
] as const)('%s', ([address, isNavigation, plan]) => {
  expect(planFor({ ...asked, url: base + address, isNavigation }, base)).toStrictEqual(plan)
})

test('what is not asked of the site’s files is left to the browser', () => {
  for (const one of [
    { method: 'POST', url: `${base}shop/` },
    { url: `${base}film.mp4`, hasRange: true },
    { url: 'https://docs.example.org/elsewhere/' },
    { url: 'https://other.example.org/guides/shop/' },
  ])
    expect(planFor({ ...asked, ...one }, base), JSON.stringify(one)).toStrictEqual({ kind: 'pass' })
})

test('a server that fails is none; one that says no is', () => {
  expect([200, 304, 401, 403, 404, 0, 500, 502, 503, 504].filter((status) => isUnanswered({ status }))).toStrictEqual([
    500, 502, 503, 504,
  ])
})

test('the root of a page says that it is a copy, whatever its text says', () => {
  const html = '<!DOCTYPE html><html lang="en"><body>&lt;html&gt; <code><html></code></body></html>'
  expect(markedPage(html, { keptAt: '2026-01-02T14:02:00.000Z', isMissing: false })).toBe(
    '<!DOCTYPE html><html data-copy="2026-01-02T14:02:00.000Z" lang="en"><body>&lt;html&gt; <code><html></code></body></html>',
  )
})

test('addresses are written as browsers do', () => {
  expect(encoded('shop/Groß & klein/')).toBe('shop/Gro%C3%9F%20%26%20klein/')
})

test('what others may answer for is not required', () => {
  const addresses = ['', 'shop/', '_astro/a.css', '_waymark/names.json', 'shop/plan.png', 'shop.md', '404.html']
  expect(addresses.filter(isRequired)).toStrictEqual(['', 'shop/', '_astro/a.css', '_waymark/names.json'])
})

test('of what was opened, as much stays as there is room for, and what is read in any case', () => {
  const groups = {
    'a/': [['a/', 'x', 20_000_000] as [string, string, number]],
    'b/': [['b/', 'x', 20_000_000] as [string, string, number]],
    'c/': [['c/', 'x', 20_000_000] as [string, string, number]],
  }
  const manifest = { version: 1 as const, core: [['', 'x', 5_000_000] as [string, string, number]], groups }
  expect(openGroups(manifest, ['c/', 'a/', 'b/', 'gone/', 'a/'])).toStrictEqual(['c/', 'a/'])
  expect(openGroups({ ...manifest, core: [['', 'x', 45_000_000]] }, ['a/', 'b/'])).toStrictEqual(['a/'])
})
