import { readFileSync } from 'node:fs'
import { wcagContrast } from 'culori'
import { describe, expect, test } from 'vitest'
import { grounds } from '../../src/config/theme/accent.ts'

const css = readFileSync('src/styles/site/tokens.css', 'utf8')

type Theme = 'light' | 'dark'

/** The colours of a piece of the tokens, by name: one for each theme. */
function colorsIn(text: string): Map<string, Record<Theme, string>> {
  const pairs = text.matchAll(/--([\w-]+): light-dark\((#[\da-f]{3,6}), (#[\da-f]{3,6})\)/g)
  return new Map(Array.from(pairs, ([, name = '', light = '', dark = '']) => [name, { light, dark }]))
}

const [usual = '', more = ''] = css.split('@media (prefers-contrast: more)')
const colors = colorsIn(usual)
const contrasted = new Map([...colors, ...colorsIn(more)])

const pages = ['paper', 'side', 'surface', 'sunken']
const tones = ['good', 'caution', 'bad', 'work', 'past']
const washes = ['accent', ...tones].map((name) => `${name}-wash`)
const code = [...colors.keys()].filter((name) => name.startsWith('code-'))

/** Text and the grounds that it stands on. */
const texts: [text: string, grounds: string[]][] = [
  ['ink', [...pages, ...washes]],
  ['ink-soft', [...pages, 'accent-wash']],
  ['ink-strong', [...pages, ...washes]],
  ['accent', [...pages, 'accent-wash']],
  ['accent-ink', ['accent']],
  // Filled with a tone, a sign is drawn in the colour of the page.
  ...tones.map((name): [string, string[]] => [name, [...pages, `${name}-wash`]]),
  ...code.map((name): [string, string[]] => [name, pages]),
]

/** Frames and signs. */
const signs: [sign: string, grounds: string[]][] = [['line-strong', pages]]

/** The pairs with less contrast than this. */
function tooLow(among: typeof colors, pairs: typeof texts, least: number): string[] {
  return pairs.flatMap(([text, on]) =>
    on.flatMap((ground) =>
      (['light', 'dark'] as const).flatMap((theme) => {
        const [front, back] = [among.get(text)?.[theme], among.get(ground)?.[theme]]
        if (front === undefined || back === undefined) return [`${text} or ${ground} is no colour`]
        const found = wcagContrast(front, back)
        return found >= least ? [] : [`${text} on ${ground}, ${theme}: ${found.toFixed(2)}`]
      }),
    ),
  )
}

describe('The colours of the site can be read, in both themes', () => {
  test('were found', () => {
    expect(colors.size).toBeGreaterThan(25)
    expect(contrasted.get('ink')).toStrictEqual({ light: '#000000', dark: '#ffffff' })
    expect(code.length).toBeGreaterThan(5)
  })

  test('text has 4.5:1', () => expect(tooLow(colors, texts, 4.5)).toStrictEqual([]))
  test('frames and signs have 3:1', () => expect(tooLow(colors, signs, 3)).toStrictEqual([]))
  test('a pair that is too low would be told', () =>
    expect(tooLow(colors, [['line', ['paper']]], 3)).toStrictEqual([
      expect.stringMatching(/^line on paper, light: 1\.\d\d$/),
      expect.stringMatching(/^line on paper, dark: 1\.\d\d$/),
    ]))

  test('with more contrast asked for, words have 7:1 and every line 3:1', () => {
    const words = texts.filter(([name]) => name.startsWith('ink'))
    expect(tooLow(contrasted, words, 7)).toStrictEqual([])
    expect(tooLow(contrasted, [['line', pages]], 3)).toStrictEqual([])
    expect(tooLow(contrasted, signs, 4.5)).toStrictEqual([])
    expect(tooLow(contrasted, texts, 4.5)).toStrictEqual([])
  })
})

describe('What knows the colours besides', () => {
  test('an accent of a theme is held against the grounds and inks of the site', () => {
    for (const theme of ['light', 'dark'] as const) {
      expect(grounds[theme].pages).toStrictEqual(pages.map((name) => colors.get(name)?.[theme]))
      expect(grounds[theme].ink).toBe(colors.get('ink')?.[theme])
      expect(grounds[theme].inkSoft).toBe(colors.get('ink-soft')?.[theme])
    }
  })

  test('the mark is in the colours of the accent', () => {
    const mark = readFileSync('public/site/_waymark/mark.svg', 'utf8')
    for (const color of Object.values(colors.get('accent') ?? {})) expect(mark).toContain(color)
  })
})
