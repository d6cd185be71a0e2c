import { assert, expect, test } from 'vitest'
import { type DrawingPage, openDrawingPage } from '../drawing-page.ts'
import { variants } from '../told-variants.ts'
import { browser, page } from './page.ts'

/** What is drawn in one page, in this order, by its source. */
async function drawnIn({ draw }: DrawingPage, order: readonly string[]): Promise<Map<string, string>> {
  const drawn = new Map<string, string>()
  for (const source of order) drawn.set(source, JSON.stringify(await draw(source)))
  return drawn
}

test('no title, description or setting of one diagram reaches another, of whatever type', async () => {
  const other = await openDrawingPage(browser)
  // Forwards each bare diagram is drawn after those that tell something, backwards right after its own that do.
  const [forwards, backwards] = await Promise.all([drawnIn(page, variants), drawnIn(other, variants.toReversed())])
  const drawn = [...forwards.values()].filter((one) => one.startsWith('{"kind":"drawing"'))
  assert.ok(drawn.length > 220, `${drawn.length} of ${forwards.size} were drawn`)
  assert.ok(drawn.filter((one) => one.includes('"A description of two lines"')).length > 30, 'descriptions are told')
  expect(different(forwards, backwards)).toStrictEqual([])
})

function different(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...one].filter(([source, drawn]) => other.get(source) !== drawn).map(([source]) => source)
}

test('a diagram that fails, or sets what it may not, leaves no trace in the next', async () => {
  const source = 'flowchart LR\n  a[Gateway] --> b[Orders]'
  const { draw } = page
  const first = await draw(source)
  await draw('flowchart LR\n  a[Gateway --> b')
  await draw(
    '%%{init: {"flowchart": {"nodeSpacing": 300}, "look": "handDrawn", "themeVariables": {"lineColor": "red"}}}%%\nflowchart TD\n  x --> y',
  )
  await draw('sequenceDiagram\n  Alice->>Bob: constructor')
  expect(await draw(source)).toStrictEqual(first)
})
