import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { reporters } from '../../../checks/reporters/registry.ts'

for (const name of Object.keys(reporters))
  test(`${name} has a test that holds it to the contract`, () => {
    const text = readFileSync(path.join(import.meta.dirname, `${name}.test.ts`), 'utf8')
    expect(text).toMatch(/^reporterContract\(/m)
  })
