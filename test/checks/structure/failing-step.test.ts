import { describe, expect, test } from 'vitest'
import { structure } from '../../../checks/structure/structure.ts'
import { failingStep } from '../../../checks/structure/tree/failing-step.ts'
import type { RunRecord } from '../../../src/status-model/run-record.ts'
import { pageOf } from '../../guidebook/written-page.ts'
import { checkFiles } from '../engine/project-files.ts'

const { wrong } = failingStep
const [first = '', restart = ''] = pageOf(wrong).steps.map(({ key }) => key)

const run = (day: number, outcome: RunRecord['outcome'], step?: string): RunRecord => ({
  ...{ began: `2026-11-${day}T14:00:00.000Z`, ended: `2026-11-${day}T14:08:00.000Z`, done: 1, of: 2, outcome },
  ...(step !== undefined && { step }),
})

/** What is told of a page after these runs, the newest first. */
async function told(runs: RunRecord[] | undefined, page: string = wrong, address = '/shop/disk/') {
  const found = await checkFiles(
    { 'guidebooks/shop/README.md': '# Shop\n', 'guidebooks/shop/disk.md': page },
    { checks: [structure], context: runs ? { runs: { version: 1, pages: { [address]: runs } } } : {} },
  )
  return found.flatMap(({ code, file, line, message }) =>
    code === failingStep.code ? [`${file}:${line} ${message}`] : [],
  )
}

const failed = [run(23, 'did not', restart), run(21, 'did not', restart)]

describe('A step at which runs did not work', () => {
  test('is told with how many, and the last day', async () => {
    expect(await told(failed)).toStrictEqual([
      'guidebooks/shop/disk.md:4 Unexpected step `Restart the pod.` at which 2 runs did not work, the last one on 2026-11-23, expected a step that works',
    ])
  })

  test.each<[name: string, runs: RunRecord[] | undefined, page?: string]>([
    ['nobody told of runs', undefined],
    ['one did not work there', [run(23, 'did not', restart)]],
    ['two did not work at two steps', [run(23, 'did not', restart), run(21, 'did not', first)]],
    ['two did not work, and nobody said where', [run(23, 'did not'), run(21, 'did not')]],
    ['the last two have worked', [run(25, 'worked'), run(24, 'worked'), ...failed]],
    ['the step says something else now', failed, failingStep.right],
  ])('is not told where %s', async (_, runs, page) => expect(await told(runs, page)).toStrictEqual([]))

  test('is told of its page alone', async () => {
    expect(await told(failed, wrong, '/other/disk/')).toStrictEqual([])
  })
})
