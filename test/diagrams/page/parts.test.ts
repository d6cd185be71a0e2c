import { describe, expect, test } from 'vitest'
import { type Part, part } from '../../../src/diagrams/page/svg/part.ts'
import { merge, write } from '../../../src/diagrams/page/svg/svg.ts'
import { painted, renumbered, tidy } from '../../../src/diagrams/page/svg/tidy.ts'
import { joinRuns, runPart, type TextRun } from '../../../src/diagrams/page/text/text-run.ts'

function rect(paint: Record<string, string>, attributes: Record<string, string> = {}): Part {
  return { ...part('rect', Object.entries(attributes)), paint: new Map(Object.entries(paint)) }
}

function group(children: Part[], attributes: Record<string, string> = {}): Part {
  return part('g', Object.entries(attributes), children)
}

describe('Both themes in one picture', () => {
  test('colours that differ stand side by side; those that are equal stand alone', () => {
    const [one] = merge([rect({ fill: '#fff', stroke: '#333' })], [rect({ fill: '#000', stroke: '#333' })]) ?? []
    expect(Object.fromEntries(one?.paint ?? [])).toStrictEqual({ fill: 'light-dark(#fff,#000)', stroke: '#333' })
  })
  test('pictures that are not built alike do not merge', () => {
    expect(merge([rect({})], [])).toBe(undefined)
    expect(merge([rect({})], [group([])])).toBe(undefined)
    expect(merge([group([rect({})])], [group([])])).toBe(undefined)
    expect(merge([rect({ fill: 'url(#p-1)' })], [rect({ fill: '#000' })])).toBe(undefined)
  })
})

describe('What nobody sees is left out', () => {
  test('groups of nothing, and groups that say nothing', () => {
    expect(tidy([group([group([])]), group([group([rect({ fill: '#fff' })])])])).toStrictEqual([rect({ fill: '#fff' })])
  })
  test('a group that stands for a node stays', () => {
    expect(tidy([group([rect({})], { 'data-node': 'a' })])[0]?.name).toBe('g')
  })
  test('a move of letters alone is reckoned into them', () => {
    const text: Part = { ...part('text', [['x', '1.5'], ['y', '2']]), text: 'a' } // biome-ignore format: one line
    expect(
      tidy([group([text], { transform: 'translate(10,-4)' })])
        .map(write)
        .join(),
    ).toBe('<text x="11.5" y="-2">a</text>')
  })
  test('marks that no line refers to, and ids that nothing refers to', () => {
    const marker = (id: string) => part('marker', [['id', id]], [rect({})])
    const line = { ...part('path', [['id', 'L1']]), paint: new Map([['marker-end', 'url(#used)']]) }
    const [kept, path] = tidy([marker('used'), marker('unused'), line])
    expect(kept?.attributes.get('id')).toBe('used')
    expect(path?.attributes.has('id')).toBe(false)
  })
})

test('ids are numbered in the order of their appearance, and references follow', () => {
  const line = { ...part('path'), paint: new Map([['marker-end', 'url(#x-77)']]) }
  const use = part('use', [['href', '#icon']])
  const link = part('a', [['href', '#x-77']])
  const written = renumbered([line, use, link, part('marker', [['id', 'x-77']])], 'd').map((one) => write(painted(one)))
  expect(written).toStrictEqual([
    '<path marker-end="url(#d-1)"/>',
    '<use href="#d-2"/>',
    '<a href="#x-77"/>',
    '<marker id="d-1"/>',
  ])
})

test('only what differs from what an element has anyway is written', () => {
  const plain = rect({ fill: '#000', stroke: 'none', 'stroke-width': '1', opacity: '1' })
  expect(write(painted(plain))).toBe('<rect/>')
  const inside = group([rect({ fill: '#f00' }), rect({ fill: '#000' })])
  inside.paint.set('fill', '#f00')
  expect(write(painted(inside))).toBe('<g fill="#f00"><rect/><rect fill="#000"/></g>')
})

describe('Letters', () => {
  const run = (text: string, x: number, width: number, size = '16'): TextRun => {
    return { text, x, width, y: 10, paint: new Map([['font-size', size]]) }
  }
  test('words that stand side by side and look the same become one run', () => {
    expect(joinRuns([run('Get', 0, 20), run('money', 24, 40)])).toStrictEqual([run('Get money', 0, 64)])
    expect(joinRuns([run('Get', 0, 20), run('money', 20, 40)])).toStrictEqual([run('Getmoney', 0, 60)])
  })
  test('others do not', () => {
    expect(joinRuns([run('a', 0, 10), run('b', 40, 10)]).length).toBe(2)
    expect(joinRuns([run('a', 0, 10), run('b', 12, 10, '12')]).length).toBe(2)
    expect(joinRuns([run('a', 0, 10), { ...run('b', 12, 10), y: 30 }]).length).toBe(2)
  })
  test('a run fits its width in any font, and keeps its spaces', () => {
    expect(write(runPart(run('a  b', 1.234, 20)))).toBe(
      '<text x="1.23" y="10" textLength="20" lengthAdjust="spacingAndGlyphs">a\u00a0\u00a0b</text>',
    )
  })
})
