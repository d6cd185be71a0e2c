import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diagrams } from '../../../checks/diagrams/diagrams.ts'
import { diagramRules } from '../../../checks/diagrams/rules.ts'
import { drawAll } from '../../../src/diagrams/drawings.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { checkFiles } from '../engine/project-files.ts'

const stop = new AbortController()
const rules = diagramRules.filter(({ needs, examplesNeed }) => needs ?? examplesNeed)
let found: readonly Finding[] = []

/** What `check --draw` tells of a project whose pages are the examples, so that one browser draws them all. */
beforeAll(async () => {
  const pages = rules.flatMap(({ code, wrong, right }) =>
    Object.entries({ wrong, right }).map(([kind, example]) => {
      expect(example, `the ${kind} example of ${code} is one page`).toBeTypeOf('string')
      return [pageOf(code, kind), String(example)] as const
    }),
  )
  // Half of what is usual: a fast machine gives up too, and a slow one draws what is right.
  const limitMs = 5000
  const draw = (sources: readonly string[]) => drawAll(sources, { cache: undefined, signal: stop.signal, limitMs })
  found = await checkFiles(
    { 'waymark.yaml': 'version: 1\n', ...Object.fromEntries(pages) },
    { checks: [diagrams], context: { draw } },
  )
})
afterAll(() => stop.abort())

function pageOf(code: string, kind: string): string {
  return `guidebooks/${code.replace('/', '-')}-${kind}.md`
}

function codesIn(page: string): string[] {
  return found.filter(({ file }) => file === page).map(({ code }) => code)
}

describe('Examples of what shows in a picture alone', () => {
  for (const { code } of rules) {
    test(`${code}: the wrong one has it, the right one does not`, () => {
      expect(codesIn(pageOf(code, 'wrong'))).toContain(code)
      expect(codesIn(pageOf(code, 'right'))).not.toContain(code)
    })
  }
})
