import { expect, test } from 'vitest'
import { markdownText } from '../../src/text/markdown-text.ts'

/** As a forge reads it once Markdown is rendered: references are signs again. */
const rendered = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))

test.each([
  ['plain words, and a path/to.md', 'plain words, and a path/to.md'],
  ['<script>alert(1)</script>', '&#60;script&#62;alert&#40;1&#41;&#60;/script&#62;'],
  ['[a](b) **c** `d` | e', '&#91;a&#93;&#40;b&#41; &#42;&#42;c&#42;&#42; &#96;d&#96; &#124; e'],
  ['two\nlines\tand more', 'two lines and more'],
  ['\u202Egnp.exe', '\uFFFDgnp.exe'],
  ['1. an item', '1&#46; an item'],
  ['- an item', '&#45; an item'],
  ['12.5 - of 1.', '12&#46;5 - of 1.'],
])('%j is text and nothing else', (text, expected) => expect(markdownText(text)).toBe(expected))

test.each([
  '@everyone',
  'owner/name#12',
  '#12 !3 ~bug %4 $5 &6',
  'https://evil.example.org',
  'www.evil.example.org',
  'mail@evil.example.org',
  ':boom:',
  'GH-12',
  '_GH-12 4www.evil.example.org _www.evil.example.org',
  '0d91eeb4c8a1',
])('nothing that a forge looks for in rendered text is left in %j', (text) => {
  const shown = rendered(markdownText(text))
  expect(shown.replaceAll('\u2060', '')).toBe(text)
  expect(shown).not.toMatch(/[@#!~%$&:]\w|:\/\/|www\.|GH-\d|\b[0-9a-f]{7,}\b/i)
})

test('it is shortened before it is written in references', () => {
  expect(rendered(markdownText('<'.repeat(500), 10))).toBe(`${'<'.repeat(9)}…`)
})
