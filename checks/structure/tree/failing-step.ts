import type { Page } from '../../../src/guidebook/page.ts'
import type { Step } from '../../../src/guidebook/parts/step.ts'
import type { RunRecord } from '../../../src/status-model/run-record.ts'
import { quote } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { InputRule } from '../rule.ts'

/** Once may be bad luck. */
const leastRuns = 2

export const failingStep = {
  code: 'structure/failing-step',
  severity: 'warning',
  needs: 'runs',
  summary: 'A step at which two runs or more did not work',
  why: `
Two people or more have [followed the page](../on-call.md#follow-the-steps) up to this step, and did not get past it. Mend the step, or say in it what to do when it does not work.

What is counted are the runs that [the server keeps](../commands/serve.md#runs), the last twenty of a page. Give \`check\` their file, or what \`/_waymark/runs.json\` answers: \`--status FILE\`. A step is known by what it says: with other words it begins anew. It is not told any more when the last two runs have worked.
`,
  wrong: '# Disk full\n\n1. Look at the log.\n2. Restart the pod.\n',
  right: '# Disk full\n\n1. Look at the log.\n2. Restart the deployment.\n',
  over: 'tree',
  check: ({ pages, guidebooks, runs, inRoot }) =>
    pages.flatMap((page) => findingsOn(page, runs?.pages[guidebooks.addressOf(page)] ?? [], inRoot(page.file))),
} as const satisfies InputRule

function findingsOn(page: Page, runs: readonly RunRecord[], file: string): RawFinding[] {
  const last = runs.slice(0, leastRuns)
  if (last.length < leastRuns || last.every(({ outcome }) => outcome === 'worked')) return []
  return page.steps.flatMap((step): RawFinding[] => {
    const failed = runs.filter((run) => run.outcome === 'did not' && run.step === step.key)
    const [newest] = failed
    if (!newest || failed.length < leastRuns) return []
    const day = newest.ended.slice(0, 10)
    return [
      {
        code: failingStep.code,
        file,
        message: `Unexpected step ${quote(step.text)} at which ${failed.length} runs did not work, the last one on ${day}, expected a step that works`,
        hint: 'Mend the step, or say in it what to do when it does not work',
        ...placeOf(step),
      },
    ]
  })
}

/** Its first line: a step may be long. */
function placeOf({ line, column, endLine, endColumn }: Step) {
  return endLine === line
    ? { line, column, endLine, endColumn }
    : { line, column, endLine: line, endColumn: column + 1 }
}
