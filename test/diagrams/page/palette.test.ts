import { readFileSync } from 'node:fs'
import { assert, describe, expect, test } from 'vitest'
import { contrast } from '../../../src/diagrams/page/theme/contrast.ts'
import { type Palette, palettes } from '../../../src/diagrams/page/theme/palette.ts'

const themes = ['light', 'dark'] as const

describe('The palette of diagrams', () => {
  test('is that of the site, where the site names the colour', () => {
    const css = readFileSync(new URL('../../../src/styles/site/tokens.css', import.meta.url), 'utf8')
    const tokens = new Map(
      // Those of readers who ask for more contrast come later in the file.
      [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].reverse().map((found) => [found[1], found]),
    )
    const named: [keyof Palette, string][] = [
      ['paper', 'paper'],
      ['sunken', 'sunken'],
      ['line', 'line'],
      ['lineStrong', 'line-strong'],
      ['ink', 'ink'],
      ['inkSoft', 'ink-soft'],
      ['accent', 'accent'],
      ['accentWash', 'accent-wash'],
      ['good', 'good'],
      ['caution', 'caution'],
      ['bad', 'bad'],
      ['work', 'work'],
    ]
    for (const [name, token] of named) {
      const [, , light, dark] = tokens.get(token) ?? []
      expect([palettes.light[name], palettes.dark[name]], name).toStrictEqual([light, dark])
    }
  })

  test('has the background that the sheet for paper takes away from labels', () => {
    const css = readFileSync(new URL('../../../src/styles/diagram.css', import.meta.url), 'utf8')
    assert.ok(css.includes(`rect[fill^="light-dark(${palettes.light.paper},"]`))
  })

  test('stands for one dark colour with each light one', () => {
    const [light, dark] = [Object.values(palettes.light).flat(), Object.values(palettes.dark).flat()]
    expect(light.length).toBe(dark.length)
    const pairs = new Set(light.map((color, index) => `${color} ${dark[index]}`))
    expect(new Set(light).size).toBe(pairs.size)
  })

  for (const theme of themes) {
    const { ink, paper, surface, sunken, tint, washes, hues, accentInk, accent, inkSoft, lineStrong } = palettes[theme]
    test(`can be read in the ${theme} theme`, () => {
      for (const background of [paper, surface, sunken, tint, ...washes])
        assert.ok((contrast(ink, background) ?? 0) >= 4.5, background)
      for (const hue of [...hues.slice(0, 8), accent]) assert.ok((contrast(accentInk, hue) ?? 0) >= 4.5, hue)
      assert.ok((contrast(inkSoft, paper) ?? 0) >= 4.5)
    })
    test(`has lines and dots that are seen in the ${theme} theme`, () => {
      for (const line of [lineStrong, ...hues]) assert.ok((contrast(line, paper) ?? 0) >= 3, line)
    })
  }
})
