import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { assert, describe, expect, it } from 'vitest'
import { allCodes } from '../../checks/registry.ts'
import { checkNames } from '../../src/config/schema/check-settings.ts'

const manual = 'guidebooks/waymark'
const words = { error: 'Error', warning: 'Warning', info: 'Info', off: 'Off' }

/** The page that explains each code, relative to the manual. */
const sections = new Map(
  globSync(`${manual}/**/*.md`).flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return Array.from(
      text.matchAll(/^### ([a-z]+\/[a-z-]+)$/gm),
      ([, code = '']) => [code, path.relative(manual, file)] as const,
    )
  }),
)
const table = readFileSync(`${manual}/problems.md`, 'utf8')

describe('The manual', () => {
  const codes = Object.entries(allCodes())

  for (const [code, { severity }] of codes) {
    it(`explains ${code}, and lists it with its weight`, () => {
      const page = sections.get(code)
      assert.ok(page, 'it has a section of its own')
      const href = `${page === 'problems.md' ? '' : page}#${code.replace('/', '')}`
      assert.ok(
        table.includes(`\n| [\`${code}\`](${href}) | ${words[severity]} | `),
        `the table links to ${href} as ${severity}`,
      )
    })
  }

  it('explains no code that there is not', () => {
    const known = new Set(codes.map(([code]) => code))
    expect([...sections.keys()].filter((code) => !known.has(code))).toStrictEqual([])
  })

  it('is about codes of checks that there are', () => {
    const names = new Set<string>([...checkNames, 'config', 'inventory'])
    expect(codes.filter(([code]) => !names.has(code.replace(/\/.*/, '')))).toStrictEqual([])
    assert.ok(codes.length > 80)
  })
})
