import { describe, expect, test } from 'vitest'
import { dashes } from '../../../src/diagrams/page/read/computed.ts'
import { safeTarget } from '../../../src/diagrams/page/read/flatten.ts'
import { failureOf, shortText } from '../../../src/diagrams/page/read/messages.ts'
import { short, shortNumbers } from '../../../src/diagrams/page/svg/number.ts'
import { shortPath, steadyOutline } from '../../../src/diagrams/page/svg/path-data.ts'
import { write } from '../../../src/diagrams/page/svg/svg.ts'
import { contrast, inBothThemes, over, shortColor } from '../../../src/diagrams/page/theme/contrast.ts'

function table<Input>(
  name: string,
  given: (input: Input) => unknown,
  cases: [input: Input, expected: unknown][],
): void {
  describe(name, () => {
    for (const [input, expected] of cases) {
      test(`${JSON.stringify(input)} is ${JSON.stringify(expected)}`, () =>
        expect(given(input)).toStrictEqual(expected))
    }
  })
}

table<number>('A number has two decimals at most', short, [
  [1, '1'],
  [1.005, '1'],
  [-0.001, '0'],
  [12.345678, '12.35'],
  [1e-9, '0'],
])

table<string>('A list of numbers keeps what stands between them', shortNumbers, [
  ['translate( 1.23456 ,  -2)', 'translate(1.23,-2)'],
  ['0,0 10.999999,5', '0,0 11,5'],
  ['matrix(1 0 0 1 1e2 .5)', 'matrix(1 0 0 1 100 0.5)'],
  ['50%', '50%'],
])

table<string>('Data of a path', shortPath, [
  ['M 1.23456 2 L 3,4 Z', 'M1.23 2L3 4Z'],
  ['m0-1.5-2 3', 'm0-1.5-2 3'],
  ['M0 0a1 1 0 01.5.5', 'M0 0a1 1 0 0 1 0.5 0.5'],
  ['M0 0A5 5 0 1 0-3 4', 'M0 0A5 5 0 1 0-3 4'],
  ['M0 0L10 NaN', 'M0 0'],
  ['url(x)', ''],
  ['', ''],
])

table<string>('Strokes of a steady hand are one line', steadyOutline, [
  ['M0 0 C3 0, 6 0, 9 0 M0 0 C2 0, 5 0, 9 0 M9 0 C9 1, 9 2, 9 3 M9 0 C9 1, 9 2, 9 3', 'M0 0L9 0L9 3'],
  ['M0 0 C3 5, 6 5, 9 0 M0 0 C2 0, 5 0, 9 0 M9 0 C9 1, 9 2, 9 3 M9 0 C9 1, 9 2, 9 3', undefined],
  ['M0 0 L9 0', undefined],
  ['M0 0 C3 0, 6 0, 9 NaN M0 0 C2 0, 5 0, 9 0 M9 0 C9 1, 9 2, 9 3 M9 0 C9 1, 9 2, 9 3', undefined],
  ['', undefined],
])

table<string>('Dashes', dashes, [
  ['3px, 4px', '3 4'],
  ['0px, 0px, 18.5px, 0px', 'none'],
  ['0px', 'none'],
  ['none', 'none'],
  ['0px, 0px, 2px, 2px, 2px, 2px, 2px, 2px, 1.2px, 0px', '2 2'],
  ['5px, 1px, 2px, 1px, 5px, 1px', '5 1 2 1 5 1'],
  ['2px, 2px, 2px, 2px, 9px, 0px', '2 2 2 2 9 0'],
  ['0px, 4px, 60px, 4px', '0 4 60 4'],
])

table<string>('A computed colour', shortColor, [
  ['rgb(255, 255, 255)', '#fff'],
  ['rgb(27, 36, 34)', '#1b2422'],
  ['rgba(0, 0, 0, 0)', 'none'],
  ['rgba(255, 0, 0, 0.5)', '#ff000080'],
  ['rgb(232.8, 0.2, 0)', '#e90000'],
  ['none', 'none'],
  ['color(srgb 1 0 0)', 'color(srgb 1 0 0)'],
])

test('colours of both themes are one value, and an invisible one is transparent', () => {
  expect(inBothThemes('#fff', '#fff')).toBe('#fff')
  expect(inBothThemes('#fff', '#000')).toBe('light-dark(#fff,#000)')
  expect(inBothThemes('none', '#000')).toBe('light-dark(transparent,#000)')
})

test('contrast is that of WCAG', () => {
  expect(contrast('#000', '#ffffff')).toBe(21)
  expect(contrast('#fff', '#fff')).toBe(1)
  expect(contrast('red', '#fff')).toBe(undefined)
  expect(over('#ff000080', 1, '#000000')).toBe('#800000')
  expect(over('#ffffff', 0.5, '#000000')).toBe('#808080')
})

table<string>('The target of a link', safeTarget, [
  ['https://example.org/a b', 'https://example.org/ab'],
  ['HTTP://example.org', 'HTTP://example.org'],
  ['//example.org/x', '//example.org/x'],
  ['../page.md#a:b', '../page.md#a:b'],
  ['page.md?x=javascript:1', 'page.md?x=javascript:1'],
  ['mailto:a@example.org', 'mailto:a@example.org'],
  ['javascript:alert(1)', undefined],
  ['\u0001java\u00adscript\t:alert(1)', undefined],
  ['\u2028JAVASCRIPT:x', undefined],
  ['data:text/html,x', undefined],
  ['blob:https://example.org/x', undefined],
  ['  ', undefined],
])

table<unknown>('What Mermaid said', failureOf, [
  [new Error('Short\nand more'), 'Short'],
  [new Error('Parse error on line 2:\n...x\n---^\nExpecting A'), 'Parse error on line 2: Expecting A'],
  [new Error('\n\n'), 'Unexpected failure of Mermaid, expected a picture'],
  ['thrown text', 'thrown text'],
  [{}, '[object Object]'],
])

test('a stranger’s text is one line, bounded, without signs that steer', () => {
  expect(shortText('a\u202eb\u0000\n c', 80)).toBe('a b c')
  expect(shortText('x'.repeat(100), 10)).toBe(`${'x'.repeat(9)}…`)
  expect(shortText('🚀'.repeat(10), 4).isWellFormed()).toBe(true)
})

test('XML is written with its signs escaped, and without characters that it cannot hold', () => {
  const attributes = new Map([['data-node', '"a" & <b>']])
  const text = { name: 'text', attributes, paint: new Map(), children: [], text: '</text>\u0000\ud800]]>' }
  expect(write(text)).toBe('<text data-node="&quot;a&quot; &amp; &lt;b&gt;">&lt;/text&gt;\ufffd]]&gt;</text>')
})
