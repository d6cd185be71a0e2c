import assert from 'node:assert/strict'

/**
 * Holds that work is done in so many seconds of a processor. Where it is not, since the machine is slow or busy, it holds
 * that half of it takes more than a third of the time: of what grows with the square of its size it takes a quarter.
 * `work` is told how much of it to do, 1 or ½.
 *
 * @throws AssertionError where it grows faster
 */
export async function assertLinear(work: (share: number) => unknown, seconds: number, what = ''): Promise<void> {
  if ((await secondsOf(() => work(1))) < seconds) return
  // What else the machine does only adds: the least is nearest to the truth.
  const [half, whole] = [await leastOf(() => work(0.5)), await leastOf(() => work(1))]
  assert.ok(whole < seconds || whole < half * 3, `${what} takes ${whole} s, and half of it ${half} s`)
}

async function leastOf(work: () => unknown): Promise<number> {
  const all: number[] = []
  for (let time = 0; time < 3; time++) all.push(await secondsOf(work))
  return Math.min(...all)
}

async function secondsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
