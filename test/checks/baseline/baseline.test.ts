import { describe, expect, test } from 'vitest'
import { compare, type KnownFinding } from '../../../checks/baseline/baseline.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { finding } from '../reporters/report.ts'

const everywhere = { isLookedFor: () => true, isThere: () => true }

function at(line: number, about: Partial<Finding> = {}): Finding {
  return finding({ file: 'a.md', message: 'Unexpected link to `x`, expected a file in `./`', line, ...about })
}

function known(about: Partial<KnownFinding> = {}): KnownFinding {
  return { file: 'a.md', code: 'links/missing-file', finding: 'Unexpected link to `x`', ...about }
}

describe('What is known', () => {
  test('is matched by what it is: not by its line, nor by what was expected', () => {
    const {
      fresh,
      known: count,
      mended,
    } = compare([at(7, { message: 'Unexpected link to `x`, expected another' })], [known()], everywhere)
    expect([fresh, count, mended]).toStrictEqual([[], 1, []])
  })

  test('counts: of more than are known the last ones are new', () => {
    const { fresh } = compare([at(1), at(5), at(9)], [known({ count: 2 })], everywhere)
    expect(fresh.map(({ line }) => line)).toStrictEqual([9])
  })

  test('is mended where it is not found, as far as it is not', () => {
    const baseline = [known({ count: 3 }), known({ finding: 'Unexpected link to `y`' })]
    const { mended, pruned, renewed } = compare([at(1)], baseline, everywhere)
    expect(mended).toStrictEqual([known({ count: 2 }), known({ finding: 'Unexpected link to `y`' })])
    expect([pruned, renewed]).toStrictEqual([[known()], [known()]])
  })

  test('is not mended where nobody looked, and stays', () => {
    const baseline = [known({ file: 'b.md' }), known()]
    const { mended, pruned, renewed } = compare([], baseline, {
      ...everywhere,
      isLookedFor: ({ file }) => file === 'a.md',
    })
    expect(mended).toStrictEqual([known()])
    expect([pruned, renewed]).toStrictEqual([[known({ file: 'b.md' })], [known({ file: 'b.md' })]])
  })

  test('goes along with a page that has another name now, but not from one that is still there', () => {
    const moved = at(1, { file: 'moved.md' })
    const gone = compare([moved], [known()], { ...everywhere, isThere: (file) => file !== 'a.md' })
    expect([gone.fresh, gone.mended, gone.pruned]).toStrictEqual([[], [], [known({ file: 'moved.md' })]])
    const there = compare([moved], [known()], everywhere)
    expect([there.fresh, there.mended]).toStrictEqual([[moved], [known()]])
  })

  test('pruned does not take up what is new; renewed does', () => {
    const { pruned, renewed } = compare([at(1), at(2, { code: 'links/case' })], [known()], everywhere)
    expect(pruned).toStrictEqual([known()])
    expect(renewed).toStrictEqual([known({ code: 'links/case' }), known()])
  })
})
