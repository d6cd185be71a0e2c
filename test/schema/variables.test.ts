// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import { assert, describe, expect, it } from 'vitest'
import { countWithoutDefault, expand, lookupIn, variablesOf } from '../../src/schema/variables.ts'

describe('references to variables', () => {
  const cases: [written: string, names: string[], open: number][] = [
    ['plain', [], 0],
    ['${HOST}', ['HOST'], 1],
    ['${HOST:-erp.lab}', ['HOST'], 0],
    ['https://${HOST}:${PORT:-443}/${HOST}', ['HOST', 'PORT'], 2],
    ['${_a1}', ['_a1'], 1],
    ['$HOST ${1A} ${A-B} ${} ${A', [], 0],
    ['$${HOST}', [], 0],
    ['${A:-${B}}', ['B'], 1],
  ]
  for (const [written, names, open] of cases) {
    it(`finds ${names.join(', ') || 'none'} in ${written}`, () => {
      expect(variablesOf(written)).toStrictEqual(names)
      expect(countWithoutDefault(written)).toBe(open)
    })
  }

  it('takes linear time', () => {
    const hostile = '${A:-'.repeat(200_000)
    const before = process.cpuUsage()
    expect(variablesOf(hostile)).toStrictEqual([])
    assert.ok(process.cpuUsage(before).user < 2_000_000)
  })
})

describe('expansion', () => {
  const lookup = lookupIn({ HOST: 'erp.lab', EMPTY: '', DOLLAR: '${HOST} $& $1' })
  const cases: [written: string, expanded: string, missing: string[]][] = [
    ['https://${HOST}/${HOST}', 'https://erp.lab/erp.lab', []],
    ['${HOST:-other}', 'erp.lab', []],
    ['${NONE:-other}', 'other', []],
    ['${NONE:-}', '', []],
    ['${EMPTY}', '', []],
    ['${EMPTY:-other}', 'other', []],
    ['${NONE}/${OTHER}/${NONE}', '${NONE}/${OTHER}/${NONE}', ['NONE', 'OTHER']],
    ['$${HOST}', '${HOST}', []],
    ['${DOLLAR}', '${HOST} $& $1', []],
    ['${toString} ${constructor}', '${toString} ${constructor}', ['toString', 'constructor']],
  ]
  for (const [written, expanded, missing] of cases) {
    it(`makes ${expanded || 'nothing'} of ${written}`, () => {
      expect(expand(written, lookup)).toStrictEqual({ text: expanded, missing })
    })
  }

  it('asks the sources in their order, and passes over what has no value', () => {
    const found = lookupIn({ A: 'first', B: undefined }, { A: 'second', B: 'second' })
    expect([found('A'), found('B'), found('C')]).toStrictEqual(['first', 'second', undefined])
  })
})
