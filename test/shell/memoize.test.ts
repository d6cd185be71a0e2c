import { expect, test } from 'vitest'
import { memoize } from '../../src/shell/memoize.ts'

test('short texts are read once, long ones each time, and none for another', () => {
  const read: string[] = []
  const lengthOf = memoize((text) => {
    read.push(text)
    return text.length
  })
  const long = 'x'.repeat(2_001)
  expect(['', 'ls', '', 'ls', 'pwd', long, long].map(lengthOf)).toStrictEqual([0, 2, 0, 2, 3, 2_001, 2_001])
  expect(read).toStrictEqual(['', 'ls', 'pwd', long, long])
})

test('what was forgotten is read again', () => {
  let count = 0
  const numberOf = memoize((text) => [text, ++count])
  const first = numberOf('first')
  for (let other = 0; other < 10_000; other++) numberOf(String(other))
  expect(numberOf('first')).not.toBe(first)
  expect(numberOf('first')).toBe(numberOf('first'))
})
