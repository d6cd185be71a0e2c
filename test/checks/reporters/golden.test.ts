import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { reporters } from '../../../checks/reporters/registry.ts'
import { empty, rich, sources } from './report.ts'

const folder = path.join(import.meta.dirname, 'fixtures/golden')

/** What each file holds. `UPDATE_GOLDEN=1` writes them anew: look at the diff. */
const golden: Record<string, string> = {
  'pretty.txt': text('pretty'),
  'pretty-color.txt': reporters.pretty?.(rich, { ...sources, color: true }) ?? '',
  'pretty-clean.txt': reporters.pretty?.(empty, sources) ?? '',
  'report.json': text('json'),
  'report.sarif': text('sarif'),
  'junit.xml': text('junit'),
  'junit-clean.xml': reporters.junit?.(empty, sources) ?? '',
  'github.txt': text('github'),
}

function text(format: string): string {
  return reporters[format]?.(rich, sources) ?? ''
}

for (const [name, expected] of Object.entries(golden)) {
  test(name, () => {
    const file = path.join(folder, name)
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, expected)
    }
    expect(expected).toBe(readFileSync(file, 'utf8'))
  })
}
