import { globSync, readFileSync } from 'node:fs'
import { assert, describe, expect, test } from 'vitest'
import { keysAt } from '../../src/config/hints/schema-path.ts'
import { checkNames } from '../../src/config/schema/check-settings.ts'
import { waymarkSchema } from '../../src/config/schema/waymark.ts'

const configure = readFileSync('guidebooks/waymark/configure.md', 'utf8')
const checks = globSync('guidebooks/waymark/checks/*.md').map((file) => readFileSync(file, 'utf8'))

describe('The manual knows each key of waymark.yaml', () => {
  const keys = keysAt(waymarkSchema, [])

  for (const key of keys) test(key, () => expect(configure).toMatch(new RegExp(`^### ${key}$`, 'm')))

  test('and no other', () => {
    const sections = Array.from(configure.matchAll(/^### (\S+)$/gm), ([, key]) => key)
    expect(sections.filter((key) => key === undefined || !keys.includes(key))).toStrictEqual([])
  })

  for (const path of ['repository', 'environments.*', 'status'])
    test(`below ${path}`, () => {
      const below = keysAt(waymarkSchema, path.split('.'))
      assert.ok(below.length > 2)
      expect(below.filter((key) => !configure.includes(`\n| \`${key}\` | `))).toStrictEqual([])
    })

  for (const name of checkNames)
    test(`below checks.${name}`, () => {
      const below = keysAt(waymarkSchema, ['checks', name])
      assert.ok(below.length >= 2)
      const isTold = (key: string) =>
        checks.some((text) => text.includes(`\`${key}\``) || text.includes(`\n### ${key}\n`))
      expect(below.filter((key) => !isTold(key))).toStrictEqual([])
    })
})
