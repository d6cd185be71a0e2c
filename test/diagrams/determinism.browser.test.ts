import { diagramData } from '@mermaid-js/examples'
import { assert, describe, expect, test } from 'vitest'
import { type Drawings, drawAll } from '../../src/diagrams/drawings.ts'
import type { Drawn } from '../../src/diagrams/page/drawing.ts'

const examples = diagramData.flatMap(({ name, examples }) =>
  examples.map(({ title, code }) => ({ title: `${name}: ${title}`, code })),
)

describe('All examples of Mermaid, drawn in two orders', async () => {
  const codes = examples.map(({ code }) => code)
  let there: Drawings
  let back: Drawings

  test('are drawn, all of them', async () => {
    there = await draw(codes)
    back = await draw(codes.toReversed())
    assert.ok(examples.length >= 79)
    const undrawable = examples.filter(({ code }) => there.of(code)?.kind !== 'drawing')
    expect(undrawable.map(({ title, code }) => [title, there.of(code)])).toStrictEqual([])
  })

  for (const { title, code } of examples) {
    test(`${title} is the same byte for byte`, () => {
      expect(text(back.of(code))).toBe(text(there.of(code)))
    })
  }
})

function draw(sources: string[]): Promise<Drawings> {
  return drawAll(sources, { cache: undefined, signal: AbortSignal.timeout(300_000), limitMs: 60_000 })
}

function text(drawn: Drawn | undefined): string {
  return JSON.stringify(drawn, undefined, 1)
}
