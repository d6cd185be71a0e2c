import type { Browser } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { MermaidParser } from '../../../../checks/diagrams/mermaid/mermaid-parser.ts'
import type { DiagramProblem } from '../../../../checks/diagrams/problem.ts'
import { problemsOf } from '../../../../checks/diagrams/reader/diagram-problems.ts'
import { launchBrowser } from '../../../browser.ts'
import { type DrawingPage, openDrawingPage } from '../../../diagrams/page/drawing-page.ts'
import { examples } from '../../../diagrams/page/examples.ts'
import { labelPlaces } from './label-places.ts'
import { isLabel, labelVariants } from './label-variants.ts'

/** Of all the variants each place is given some, and each variant comes to all types. */
const each = 5

const told = new Set(['lost-text', 'literal-break', 'lost-part'].map((name) => `diagrams/${name}`))
const mermaid = await MermaidParser.load()
let browser: Browser
let page: DrawingPage

beforeAll(async () => {
  browser = await launchBrowser()
  page = await openDrawingPage(browser)
})
afterAll(() => browser?.close())

/** The letters of the drawing that the site shows, in its order, without white space. */
async function seenOf(source: string): Promise<string> {
  const drawn = await page.draw(source)
  if (drawn.kind !== 'drawing') return `not drawn: ${drawn.message}`
  return plain([...drawn.svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => decoded(text)).join(''))
}

function decoded(text: string): string {
  const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text.replace(/&(?:#(\d+)|(\w+));/g, (entity, number?: string, name?: string) =>
    number === undefined ? (signs[name ?? ''] ?? entity) : String.fromCodePoint(Number(number)),
  )
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
}

function mended(source: string, problems: readonly DiagramProblem[]): string {
  const edits = problems.flatMap(({ fix }) => fix?.edits ?? []).sort((a, b) => b.start - a.start)
  return edits.reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source)
}

/** Places with some of their variants, as far as Mermaid takes them. */
async function diagrams(): Promise<{ name: string; source: string; wanted: string }[]> {
  const found = []
  for (const [index, [place, template]] of Object.entries(labelPlaces).entries()) {
    const rotated = labelVariants.map((_, at) => labelVariants[(at + index * each) % labelVariants.length])
    let taken = 0
    for (const variant of rotated) {
      if (taken === each || !variant || !isLabel(place, variant.written)) continue
      const source = template.replaceAll('LABEL', () => variant.written)
      if ('error' in (await mermaid.parse(source))) continue
      taken++
      found.push({ name: `${place}: ${variant.written}`, source, wanted: variant.wanted })
    }
  }
  return found
}

describe('What is told of labels is what their drawings lack', () => {
  test('whatever the type, the place and the text, and each fix shows what was written', async () => {
    const all = await diagrams()
    assert.ok(all.length >= 500, `${all.length} diagrams`)
    const wrong: string[] = []
    let fixes = 0
    for (const { name, source, wanted } of all) {
      const problems = (await problemsOf(source, mermaid)).filter(({ code }) => told.has(code))
      const seen = await seenOf(source)
      const isSeen = seen.includes(plain(wanted))
      if (isSeen && problems.length > 0) wrong.push(`${name}: ${problems[0]?.message}, but it is drawn: ${seen}`)
      if (!isSeen && problems.length === 0) wrong.push(`${name}: nothing is told, but ${seen} is drawn`)
      if (!problems.some(({ fix }) => fix)) continue
      fixes++
      const cured = await seenOf(mended(source, problems))
      if (!cured.includes(plain(wanted))) wrong.push(`${name}: ${mended(source, problems)} is drawn as ${cured}`)
    }
    expect(wrong).toStrictEqual([])
    assert.ok(fixes >= 50, `${fixes} fixes`)
  })

  test('of Mermaid’s own examples no text is lost', async () => {
    for (const { name, source } of examples) {
      const problems = await problemsOf(source, mermaid)
      expect(
        problems.filter(({ code }) => /lost-text|literal-break/.test(code)),
        name,
      ).toStrictEqual([])
    }
  })
})
