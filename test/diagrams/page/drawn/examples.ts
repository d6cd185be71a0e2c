import { gzipSync } from 'node:zlib'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { prefixOf } from '../../../../src/diagrams/drawing-page.ts'
import { type Drawings, drawAll } from '../../../../src/diagrams/drawings.ts'
import type { Drawing } from '../../../../src/diagrams/page/drawing.ts'
import { palettes } from '../../../../src/diagrams/page/theme/palette.ts'
import { examples } from '../examples.ts'
import { parseXml } from '../xml.ts'
import { drawOnce, page } from './page.ts'

const drawings = new Map<string, Drawing>()
beforeAll(async () => {
  for (const { name, source } of examples) {
    const drawn = await drawOnce(source)
    expect(drawn.kind, `${name}: ${'message' in drawn ? drawn.message : ''}`).toBe('drawing')
    if (drawn.kind === 'drawing') drawings.set(name, drawn)
  }
  expect(page.refused).toStrictEqual([])
})

/** Each drawing with its name, for a message that says which one. */
function each(check: (drawing: Drawing, name: string) => void): void {
  assert.ok(drawings.size >= 79, 'the examples were found')
  for (const [name, drawing] of drawings) check(drawing, name)
}

describe('Mermaid’s own examples', () => {
  test('are well-formed XML without styles, classes, HTML and foreign ids', () => {
    each(({ svg }, name) => {
      const elements = parseXml(svg)
      const [root] = elements
      expect(root?.attributes.get('role'), name).toBe('img')
      for (const { name: element, attributes } of elements) {
        expect(element, name).not.toBe('foreignObject')
        for (const key of ['style', 'class']) expect(attributes.has(key), `${name}: ${key}`).toBe(false)
        assert.ok(attributes.get('id')?.startsWith('d-test-') ?? true, name)
      }
    })
  })

  test('are one picture for both themes', () => {
    each(({ dark }, name) => expect(dark, name).toBe(undefined))
  })

  test('have nothing wrong with them but an icon of a font that is not there', () => {
    const problems = [...drawings].flatMap(([name, drawing]) =>
      drawing.problems.map(({ message }) => `${name}: ${message}`),
    )
    expect(problems).toStrictEqual([
      'flowchart-v2 0: Unexpected icon `fa fa-car`, expected text: nothing is fetched while drawing',
    ])
  })

  test('keep no colour of the light theme in the dark one', () => {
    const light = new Set(Object.values(palettes.light).flat())
    const same = new Set(Object.values(palettes.dark).flat())
    // What is drawn on an author's own colours keeps the ink that can be read there, in both themes.
    const inks = new Set([palettes.light.ink, palettes.light.accentInk])
    each(({ svg }, name) => {
      for (const { attributes } of parseXml(svg)) {
        for (const value of attributes.values()) {
          const dark = /^light-dark\([^,]+,(#\w+)\)$/.exec(value)?.[1] ?? value
          assert.ok(!light.has(dark) || same.has(dark) || inks.has(dark), `${name}: ${value}`)
        }
      }
    })
  })

  test('have words for those who do not see them, bounded', () => {
    each(({ description, svg }, name) => {
      assert.ok(description.length > 10 && description.length <= 1000, `${name}: ${description}`)
      expect(svg).toMatch(/<title id="d-test-t">[^<]+<\/title><desc id="d-test-d">[^<]+<\/desc>/)
      expect(svg).toMatch(/aria-labelledby="d-test-t" aria-describedby="d-test-d"/)
    })
  })

  test('join their nodes with their pictures', () => {
    const joinedKinds = /^(flowchart|stateDiagram|classDiagram|er|sequence|block|c4|architecture|requirement|usecase) /
    each(({ nodes, svg }, name) => {
      const marked = new Set(parseXml(svg).flatMap(({ attributes }) => attributes.get('data-node') ?? []))
      const known = new Set(nodes.map(({ id }) => id))
      for (const id of marked) assert.ok(known.has(id), `${name}: ${id}`)
      if (!joinedKinds.test(name.replace('-v2', ''))) return
      const missing = nodes.filter(({ id }) => !marked.has(id)).map(({ id }) => id)
      expect(
        missing.filter((id) => !unmarked.has(id)),
        name,
      ).toStrictEqual([])
    })
  })

  test('of flowchart, sequence, state and ER have at most 6 KB each on average, compressed', () => {
    const sizes = [...drawings].flatMap(([name, { svg }]) => {
      return /^(flowchart-v2|sequence|stateDiagram|er) /.test(name) ? [gzipSync(svg).length] : []
    })
    assert.ok(sizes.length > 8)
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) / sizes.length <= 6 * 1024)
  })
})

describe('Drawn by Waymark itself, in the other order', () => {
  const stop = new AbortController()
  afterAll(() => stop.abort())
  let others: Drawings
  beforeAll(async () => {
    const sources = examples.map(({ source }) => source).toReversed()
    others = await drawAll(sources, { cache: undefined, signal: stop.signal, limitMs: 60_000 })
  })

  for (const { name, source } of examples) {
    test(`${name} is the same byte for byte`, () => {
      const other = JSON.stringify(others.of(source), undefined, 1)
      expect(other.replaceAll(prefixOf(source), 'd-test')).toBe(JSON.stringify(drawings.get(name), undefined, 1))
    })
  }
})

/** Nodes without a shape of their own. */
const unmarked = new Set(['fanout'])
