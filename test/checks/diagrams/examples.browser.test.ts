import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diagrams } from '../../../checks/diagrams/diagrams.ts'
import { timeout } from '../../../checks/diagrams/rules/timeout.ts'
import { diagramRules } from '../../../checks/diagrams/rules.ts'
import { type Drawings, drawAll } from '../../../src/diagrams/drawings.ts'
import { usualLimitMs } from '../../../src/diagrams/work-limit.ts'
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
  found = await checkFiles(
    { 'waymark.yaml': 'version: 1\n', ...Object.fromEntries(pages) },
    { checks: [diagrams], context: { draw } },
  )
})
afterAll(() => stop.abort())

/** Half of the usual limit for what is to be given up, so that a fast machine does too; twice that for the rest, for a slow one. */
async function draw(sources: readonly string[]): Promise<Drawings> {
  const isTooMuch = (source: string) => timeout.wrong.includes(source)
  const draw = (some: readonly string[], limitMs: number) =>
    drawAll(some, { cache: undefined, signal: stop.signal, limitMs })
  const large = await draw(sources.filter(isTooMuch), usualLimitMs / 2)
  const others = await draw(
    sources.filter((source) => !isTooMuch(source)),
    usualLimitMs * 2,
  )
  return {
    of: (source) => large.of(source) ?? others.of(source),
    drawn: large.drawn + others.drawn,
    known: 0,
    left: [...large.left, ...others.left],
    late: [...large.late, ...others.late],
  }
}

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
