import type { Page } from 'playwright-core'
import { assert, beforeAll, describe, expect, test } from 'vitest'
import { MermaidParser } from '../../../../checks/diagrams/mermaid/mermaid-parser.ts'
import { problemsOf } from '../../../../checks/diagrams/reader/diagram-problems.ts'
import type { Drawing } from '../../../../src/diagrams/page/drawing.ts'
import { palettes } from '../../../../src/diagrams/page/theme/palette.ts'
import { coloredDiagrams } from '../colored-diagrams.ts'
import { examples } from '../examples.ts'
import { type Faint, faintIn } from '../faint.ts'
import { browser, drawOnce } from './page.ts'

let shown: Page

beforeAll(async () => {
  shown = await browser.newPage({ viewport: { width: 2000, height: 3000 } })
  await shown.setContent('<style>body { margin: 0 } svg { max-width: 2000px; max-height: 3000px }</style>')
  await shown.evaluate(`globalThis.faintIn = ${faintIn}`)
})

const sources = [...coloredDiagrams, ...examples.map(({ source }) => source)]

describe('In both themes text is seen at 4.5:1, and lines, borders and arrows at 3:1', async () => {
  const mermaid = await MermaidParser.load()
  assert.ok(sources.length >= 200, `${sources.length}`)

  for (const [index, source] of sources.entries()) {
    test(`${index}: ${source.split('\n', 1)}`, async () => {
      const drawn = await drawOnce(source)
      assert(drawn.kind === 'drawing', source)
      const faint = await measured(drawn)
      const told = (await problemsOf(source, mermaid)).filter(isOfContrast)
      // What is faint is what the check tells of without a browser, and nothing else is.
      expect(faint.length > 0, `${source}\n${JSON.stringify(faint)} ${JSON.stringify(told)}`).toBe(told.length > 0)
      const isOfText = faint.some(({ what }) => what === 'text')
      expect(drawn.problems.some(isOfContrast), 'the drawing tells of its text').toBe(isOfText)
    })
  }
})

test('what is faint would be seen', async () => {
  const parts = `<rect width="90" height="90" fill="#ddd"/><path d="M0 50H90" stroke="#aaa" fill="none"/><text y="20">seen</text><text y="80" fill="#999">faint</text>`
  const faint = await faintOf(`<svg width="90" height="90">${parts}</svg>`, ['light'])
  expect(faint.map(({ what, of }) => [what, of])).toStrictEqual([
    ['text', 'faint'],
    ['line', 'path'],
  ])
})

function isOfContrast({ code }: { code: string }): boolean {
  return code === 'diagrams/unreadable-color'
}

type Theme = 'light' | 'dark'

function lookIn(theme: Theme) {
  const { paper, line } = palettes[theme]
  return { theme, paper, decoration: line }
}

async function measured({ svg, dark }: Drawing): Promise<Faint[]> {
  if (dark === undefined) return faintOf(svg, ['light', 'dark'])
  return [...(await faintOf(svg, ['light'])), ...(await faintOf(dark, ['dark']))]
}

/** Of one picture, in each of the themes. */
function faintOf(svg: string, themes: Theme[]): Promise<Faint[]> {
  return shown.evaluate(
    ({ svg, looks }) => {
      document.body.innerHTML = svg
      const places = { covering: new Map(), boxes: new Map(), points: new Map(), lengths: new Map() }
      const faint = looks.flatMap(({ theme, ...look }): Faint[] => {
        document.body.style.colorScheme = theme
        return Reflect.apply(Reflect.get(globalThis, 'faintIn'), undefined, [look, places])
      })
      // It is laid out, and gone before anything is painted, of which nothing is asked here.
      document.body.replaceChildren()
      return faint
    },
    { svg, looks: themes.map(lookIn) },
  )
}
