import { describe, expect, test } from 'vitest'
import { anchorOf, isTop, lastLineOf, readingsOf } from '../../../checks/links/fragment.ts'

describe('A fragment is read as browsers read it', () => {
  const readings: [fragment: string, readings: string[]][] = [
    ['restore', ['restore']],
    ['gr%C3%B6%C3%9Fe', ['gr%C3%B6%C3%9Fe', 'größe']],
    ['100%', ['100%']],
    ['a%20b%', ['a%20b%', 'a b%']],
    ['%ff', ['%ff', '\ufffd']],
  ]
  for (const [fragment, expected] of readings)
    test(fragment, () => expect(readingsOf(anchorOf(fragment))).toStrictEqual(expected))

  test('without what marks a text', () => {
    expect(anchorOf('restore:~:text=now')).toBe('restore')
    expect(anchorOf(':~:text=now')).toBe('')
  })

  test('the head of the page', () => {
    expect(['', 'top', 'TOP', 'topic'].map(isTop)).toStrictEqual([true, true, true, false])
  })
})

describe('The last line that a fragment names', () => {
  const cases: [fragment: string, last: number | undefined][] = [
    ['L10', 10],
    ['L10-L20', 20],
    ['L10-20', 20],
    ['L10C3-L20C5', 20],
    ['lines-10:20', 20],
    ['Login', undefined],
    ['line-10', undefined],
  ]
  for (const [fragment, last] of cases) test(fragment, () => expect(lastLineOf(fragment)).toBe(last))
})
