import { assert, describe, expect, test } from 'vitest'
import { inTheme } from '../../src/widgets/diagram/file.ts'
import { fitted, middleOf, moved, type Scene, scaled } from '../../src/widgets/diagram/view.ts'

const scene: Scene = { picture: { width: 1000, height: 500 }, stage: { width: 532, height: 532 } }

describe('A picture in the large view', () => {
  test('is fitted into the middle, with a margin', () => {
    expect(fitted(scene)).toStrictEqual({ scale: 0.5, x: 16, y: 141 })
  })

  test('is not blown up beyond twice its size', () => {
    expect(fitted({ ...scene, picture: { width: 10, height: 10 } }).scale).toBe(2)
  })

  test('keeps what is under the pointer where it is', () => {
    const at = { x: 100, y: 200 }
    const before = fitted(scene)
    const after = scaled(before, 2, at, scene)
    const under = (view: typeof before) => [(at.x - view.x) / view.scale, (at.y - view.y) / view.scale]
    expect(after.scale).toBe(2)
    expect(under(after)).toStrictEqual(under(before))
  })

  test('has a smallest and a largest size', () => {
    const middle = middleOf(scene.stage)
    expect(scaled(fitted(scene), 1000, middle, scene).scale).toBe(8)
    expect(scaled(fitted(scene), 0.0001, middle, scene).scale).toBe(0.25)
  })

  test('cannot be lost', () => {
    for (const [x, y] of [
      [1e6, 0],
      [-1e6, 0],
      [0, 1e6],
      [0, -1e6],
    ] as const) {
      const view = moved(fitted(scene), { x, y }, scene)
      const seen = (start: number, length: number) => Math.min(532, start + length) - Math.max(0, start)
      assert.ok(seen(view.x, 500) >= 64 && seen(view.y, 250) >= 64, JSON.stringify(view))
    }
  })
})

describe('A colour for each theme becomes one', () => {
  const cases: [value: string, light: string, dark: string][] = [
    ['#fff', '#fff', '#fff'],
    ['light-dark(#fff,#000)', '#fff', '#000'],
    ['light-dark(rgb(1, 2, 3), rgba(4, 5, 6, 0.5))', 'rgb(1, 2, 3)', 'rgba(4, 5, 6, 0.5)'],
    ['a light-dark(b,c) d light-dark(e,f)', 'a b d e', 'a c d f'],
    ['light-dark(#fff', 'light-dark(#fff', 'light-dark(#fff'],
  ]
  for (const [value, light, dark] of cases) {
    test(value, () => expect([inTheme(value, false), inTheme(value, true)]).toStrictEqual([light, dark]))
  }
})
