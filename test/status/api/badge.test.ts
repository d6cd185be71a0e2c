import { imageSize } from 'image-size'
import { assert, expect, test } from 'vitest'
import { badgeEndpoint, drawnBadge, type StateBadge } from '../../../src/status/api/badge.ts'
import { badgeSvg } from '../../../src/svg/badge.ts'

const stateSvg = (badge: StateBadge) => badgeSvg(drawnBadge(badge))

/** Reads XML 1.0 as far as a badge has it, strictly: well-formed, and no other elements. Returns the texts. */
function textsOf(svg: string): string[] {
  const texts: string[] = []
  const open: string[] = []
  const token =
    /<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)(\/?)>|([^<&]|&(?:amp|lt|gt|quot|#39);)+/gy
  let end = 0
  for (const match of svg.matchAll(token)) {
    const [whole, closing, name = '', , empty] = match
    end = match.index + whole.length
    if (name === '') {
      expect(whole).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u)
      if (open.at(-1) === 'text' || open.at(-1) === 'title') texts.push(whole)
    } else if (closing) expect(open.pop()).toBe(name)
    else {
      expect(name).toMatch(/^(?:svg|title|rect|path|g|text)$/)
      if (!empty) open.push(name)
    }
  }
  expect(end, `not well-formed at: ${svg.slice(end, end + 40)}`).toBe(svg.length)
  expect(open).toStrictEqual([])
  return texts
}

const hostile = [
  'Shop',
  '<script>alert(1)</script>',
  '"><svg onload=x>',
  "' & ]]> <!-- -->",
  '&amp;&lt;&#x3c;',
  'a\u0000b\u0007c\u001b[31m\u009bd',
  'lone \ud800 surrogate \udfff',
  'not a character \ufffe\uffff',
  '\u202egnp.exe',
  '',
  '漢字'.repeat(30),
  '👩‍👩‍👧‍👦'.repeat(60),
  'e\u0301'.repeat(60),
]

test('a badge is well-formed, whatever the name is', () => {
  for (const label of hostile) {
    const svg = stateSvg({ label, state: 'down' })
    const [title = '', , state] = textsOf(svg)
    expect(title).toMatch(/: down$/)
    assert.ok(state === 'down' || label === '', label)
  }
})

test('it is as wide as its text', () => {
  const widths = (label: string) => {
    const svg = stateSvg({ label, state: 'up' })
    const { width = 0, height } = imageSize(Buffer.from(svg))
    expect(height).toBe(20)
    return width
  }
  const empty = widths('')
  const cases: [label: string, least: number, most: number][] = [
    ['aaaaaaaaaa', 60, 80],
    ['iiiiiiiiii', 30, 50],
    ['漢漢漢漢漢漢漢漢漢漢', 110, 140],
    ['Привет мир', 70, 115],
    ['😀😀😀😀😀😀😀😀😀😀', 110, 150],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 22, 30],
    ['ａｂｃ', 33, 42],
    // Marks stand above their letters.
    ['e\u0301e\u0301e\u0301', 18, 24],
  ]
  for (const [label, least, most] of cases) {
    const width = widths(label) - empty
    assert.ok(width >= least && width <= most, `${label}: ${width}`)
  }
  assert.ok(widths('m'.repeat(500)) < 600, 'a long one is cut')
})

test('a long name is cut between characters', () => {
  const [title] = textsOf(stateSvg({ label: '👩‍👩‍👧‍👦'.repeat(60), state: 'up' }))
  expect(title).toBe(`${'👩‍👩‍👧‍👦'.repeat(39)}…: up`)
})

test('what shields.io asks for', () => {
  // Source: shields.io/badges/endpoint-badge
  const keys = ['schemaVersion', 'label', 'message', 'color', 'isError', 'cacheSeconds']
  for (const state of ['up', 'degraded', 'maintenance', 'unknown', 'down'] as const) {
    const badge = badgeEndpoint({ label: 'Shop', state })
    expect(Object.keys(badge)).toStrictEqual(keys)
    const { schemaVersion, label, message, color, isError, cacheSeconds } = badge
    expect([schemaVersion, label, message, isError]).toStrictEqual([1, 'Shop', state, state === 'down'])
    expect(color).toMatch(/^#[0-9a-f]{6}$/)
    assert.ok(cacheSeconds >= 300)
  }
})
