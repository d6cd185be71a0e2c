import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imageSize } from 'image-size'
import { badgeEndpoint, badgeSvg } from '../../../src/status/api/badge.ts'

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
      assert.match(whole, /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u)
      if (open.at(-1) === 'text' || open.at(-1) === 'title') texts.push(whole)
    } else if (closing) assert.equal(open.pop(), name)
    else {
      assert.match(name, /^(?:svg|title|rect|path|g|text)$/)
      if (!empty) open.push(name)
    }
  }
  assert.equal(end, svg.length, `not well-formed at: ${svg.slice(end, end + 40)}`)
  assert.deepEqual(open, [])
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
    const svg = badgeSvg({ label, state: 'down' })
    const [title = '', , state] = textsOf(svg)
    assert.match(title, /: down$/)
    assert.ok(state === 'down' || label === '', label)
  }
})

test('it is as wide as its text', () => {
  const widths = (label: string) => {
    const svg = badgeSvg({ label, state: 'up' })
    const { width = 0, height } = imageSize(Buffer.from(svg))
    assert.equal(height, 20)
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
  const [title] = textsOf(badgeSvg({ label: '👩‍👩‍👧‍👦'.repeat(60), state: 'up' }))
  assert.equal(title, `${'👩‍👩‍👧‍👦'.repeat(39)}…: up`)
})

test('what shields.io asks for', () => {
  // Source: shields.io/badges/endpoint-badge
  const keys = ['schemaVersion', 'label', 'message', 'color', 'isError', 'cacheSeconds']
  for (const state of ['up', 'degraded', 'maintenance', 'unknown', 'down'] as const) {
    const badge = badgeEndpoint({ label: 'Shop', state })
    assert.deepEqual(Object.keys(badge), keys)
    const { schemaVersion, label, message, color, isError, cacheSeconds } = badge
    assert.deepEqual([schemaVersion, label, message, isError], [1, 'Shop', state, state === 'down'])
    assert.match(color, /^#[0-9a-f]{6}$/)
    assert.ok(cacheSeconds >= 300)
  }
})
