/** How late probe runs began: counts by their upper bounds, in seconds, as Prometheus wants a histogram. */
export class SchedulingDelay {
  static readonly bounds: readonly number[] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  readonly counts = SchedulingDelay.bounds.map(() => 0)
  count = 0
  /** Seconds. */
  sum = 0

  add(milliseconds: number): void {
    const seconds = milliseconds / 1000
    const bucket = SchedulingDelay.bounds.findIndex((bound) => seconds <= bound)
    if (bucket >= 0) this.counts[bucket] = (this.counts[bucket] ?? 0) + 1
    this.count++
    this.sum += seconds
  }
}
