import { afterAll, describe, expect, test } from 'vitest'
import { diagrams } from '../../../checks/diagrams/diagrams.ts'
import { diagramRules } from '../../../checks/diagrams/rules.ts'
import type { Example } from '../../../checks/rule.ts'
import { drawAll } from '../../../src/diagrams/drawings.ts'
import { checkFiles } from '../engine/project-files.ts'

const stop = new AbortController()
afterAll(() => stop.abort())

/** The codes that an example is told by `check --draw`. */
async function codesIn(example: Example): Promise<string[]> {
  const files = typeof example === 'string' ? { 'guidebooks/page.md': example } : example
  // Half of what is usual: a fast machine gives up too, and a slow one draws what is right.
  const limitMs = 5000
  const draw = (sources: readonly string[]) => drawAll(sources, { cache: undefined, signal: stop.signal, limitMs })
  const found = await checkFiles(
    { 'waymark.yaml': 'version: 1\n', ...files },
    { checks: [diagrams], context: { draw } },
  )
  return found.map(({ code }) => code)
}

describe('Examples of what shows in a picture alone', () => {
  for (const { code, wrong, right } of diagramRules.filter(({ needs, examplesNeed }) => needs ?? examplesNeed)) {
    test(`${code}: the wrong one has it, the right one does not`, async () => {
      expect(await codesIn(wrong)).toContain(code)
      expect(await codesIn(right)).not.toContain(code)
    })
  }
})
