import type { Figure } from './figure.ts'
import type { Measurement } from './measure.ts'
import { median, spread } from './sample.ts'

/** Wall and CPU time of some runs of one thing. `about` says what it was; `budget` is for the wall time, in seconds. */
export function timeFigures(name: string, runs: Measurement[], about: string, budget?: number): Figure[] {
  const seconds = runs.map((run) => run.seconds)
  const cpu = runs.map((run) => run.cpuSeconds)
  const others = Math.round(100 * Math.max(...runs.map((run) => run.others)))
  const count = runs.length === 1 ? '1 run' : `median of ${runs.length}`
  const conditions = `${about}, ${count}: ${spread(seconds)}; others took up to ${others} % of the machine`
  return [
    { name, value: median(seconds), unit: 's', ...(budget !== undefined && { budget }), conditions },
    { name: `${name}, CPU`, value: median(cpu), unit: 's', conditions: `all processes, ${count}: ${spread(cpu)}` },
  ]
}

/** Of each round its own ratio, since the machine may be slower in one round than in another. */
export function ratioFigure(name: string, ours: Measurement[], theirs: Measurement[], budget: number): Figure {
  const ratios = ratio(ours, theirs, (run) => run.seconds)
  const cpu = median(ratio(ours, theirs, (run) => run.cpuSeconds))
  const conditions = `median of ${ratios.length}: ${spread(ratios)}; of CPU time ${cpu.toFixed(2)}`
  return { name, value: median(ratios), unit: 'ratio', budget, conditions }
}

function ratio(ours: Measurement[], theirs: Measurement[], of: (run: Measurement) => number): number[] {
  return ours.flatMap((run, round) => {
    const other = theirs[round]
    return other ? [of(run) / of(other)] : []
  })
}

/** The most memory that was in use at once; the worst of the runs. */
export function peakFigure(name: string, runs: Measurement[], budget?: number): Figure {
  const peaks = runs.flatMap(({ peakBytes }) => (peakBytes === undefined ? [] : [peakBytes / 1e9]))
  const measured = peaks.length > 0
  return {
    name,
    value: measured ? Math.max(...peaks) : undefined,
    unit: 'GB',
    ...(budget !== undefined && { budget }),
    conditions: measured ? `all processes, most of ${peaks.length}: ${spread(peaks)}` : 'needs /proc',
  }
}
