import { describe, expect, it } from 'vitest'
import { duration, parseDuration } from '../../src/schema/duration.ts'

describe('durations', () => {
  const cases: [text: string, milliseconds: number | undefined][] = [
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5s', 1500],
    ['1m30s', 90_000],
    ['2h', 7_200_000],
    ['0s', 0],
    ['30', undefined],
    ['s', undefined],
    ['', undefined],
    ['-1s', undefined],
    ['1 s', undefined],
    ['2d', 172_800_000],
    ['1w', undefined],
    ['1e3s', undefined],
  ]
  for (const [text, milliseconds] of cases) {
    it(`${text || 'an empty text'} is ${milliseconds ?? 'no duration'}`, () => {
      expect(parseDuration(text)).toBe(milliseconds)
    })
  }

  it('are held between two others, both included', () => {
    const schema = duration('1s', '1m')
    const accepted = ['999ms', '1s', '60s', '61s'].map((text) => schema.safeParse(text).data)
    expect(accepted).toStrictEqual([undefined, 1000, 60_000, undefined])
  })
})
