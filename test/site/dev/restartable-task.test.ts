import { setImmediate as turn } from 'node:timers/promises'
import { assert, expect, test } from 'vitest'
import { RestartableTask } from '../../../src/site/dev/restartable-task.ts'

/** A job whose runs end when they are told to. */
function job() {
  const runs: { input: string; signal: AbortSignal; end: () => void; fail: (error: Error) => void }[] = []
  const work = (input: string, signal: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    runs.push({ input, signal, end: resolve, fail: reject })
    return promise
  }
  return { runs, work }
}

async function turns(isDone: () => boolean): Promise<void> {
  for (let count = 0; count < 1000 && !isDone(); count++) await turn()
}

test('a burst of asking does the latest alone, and cancels what runs', async () => {
  const { runs, work } = job()
  const latest = new RestartableTask(work, { onFailure: (error) => assert.fail(String(error)) })
  latest.restart('a')
  await turns(() => runs.length === 1)
  for (const input of ['b', 'c', 'd']) latest.restart(input)
  expect(runs[0]?.signal.aborted).toBe(true)
  await turn()
  expect(runs.length, 'one at a time: the cancelled one is waited for').toBe(1)
  runs[0]?.fail(new Error('cancelled'))
  await turns(() => runs.length === 2)
  expect([runs.length, runs[1]?.input, runs[1]?.signal.aborted]).toStrictEqual([2, 'd', false])
  runs[1]?.end()
  await latest.stop()
})

test('a failure is told, and the next one is done all the same', async () => {
  const { runs, work } = job()
  const failures: unknown[] = []
  const latest = new RestartableTask(work, { onFailure: (error) => failures.push(error) })
  latest.restart('a')
  await turns(() => runs.length === 1)
  runs[0]?.fail(new Error('broken'))
  await turns(() => failures.length === 1)
  expect(String(failures[0])).toMatch(/broken/)
  latest.restart('b')
  await turns(() => runs.length === 2)
  expect(runs[1]?.input).toBe('b')
  runs[1]?.end()
  await latest.stop()
})

test('stopping cancels what runs and what waits, and nothing is done after it', async () => {
  const { runs, work } = job()
  const latest = new RestartableTask(work, { onFailure: (error) => assert.fail(String(error)) })
  latest.restart('a')
  await turns(() => runs.length === 1)
  latest.restart('b')
  const stopped = latest.stop()
  runs[0]?.end()
  await stopped
  latest.restart('c')
  await turn()
  await latest.stop()
  expect(runs.length).toBe(1)
})
