import path from 'node:path'
import type { Context } from './benchmark.ts'
import { check } from './check.ts'
import type { Figure } from './figure.ts'
import { writeGuidebooks } from './generator.ts'
import { writeManifests } from './manifests.ts'
import { type Measurement, measure } from './measure.ts'
import { timeFigures } from './run-figures.ts'
import { median, spread } from './sample.ts'
import { bin, type Workplace, workplace } from './waymark.ts'

interface Round {
  cold: Measurement
  coldWithout: Measurement
  unchanged: Measurement
  unchangedWithout: Measurement
}

const checks = ['hosts', 'alerts', 'commands', 'values']
const others = 'lint,structure,links,diagrams,services'

/**
 * What it costs to hold 1,000 pages against 2,000 files of configuration, each round with and without these checks, and
 * to read 10,000 files alone.
 */
export async function realityBenchmark({ folder, rounds, signal, say }: Context): Promise<Figure[]> {
  const [held, large] = [path.join(folder, 'held'), path.join(folder, 'large')]
  const { pages } = writeGuidebooks(path.join(workplace(held).root, 'guidebooks'), { pages: 1000 })
  writeManifests(workplace(held).root, { files: 2000 })
  writeGuidebooks(path.join(workplace(large).root, 'guidebooks'), { pages: 1 })
  writeManifests(workplace(large).root, { files: 10_000 })
  const measured: Round[] = []
  const lists: { cold: Measurement; unchanged: Measurement }[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`reality: ${pages} pages and 2,000 files, then 10,000 files, round ${round} of ${rounds}`)
    measured.push(await measureRound(held, round, signal))
    const place = workplace(large, round)
    const cold = await list(place, signal)
    lists.push({ cold, unchanged: await list(place, signal) })
  }
  const added = (name: string, with_: keyof Round, without: keyof Round, budget: number): Figure => {
    const differences = measured.map((round) => round[with_].cpuSeconds - round[without].cpuSeconds)
    const conditions = `CPU of \`check\` with less that without ${checks.join(', ')}; ${pages} pages, 2,000 files, median of ${rounds}: ${spread(differences)}`
    return { name, value: median(differences), unit: 's', budget, conditions }
  }
  return [
    added('reality adds, cold', 'cold', 'coldWithout', 0.8),
    added('reality adds, unchanged', 'unchanged', 'unchangedWithout', 0.2),
    ...timeFigures(
      'inventory cold',
      lists.map(({ cold }) => cold),
      '10,000 files',
      4,
    ),
    ...timeFigures(
      'inventory unchanged',
      lists.map(({ unchanged }) => unchanged),
      '10,000 files, with the start of the program',
    ),
  ]
}

async function measureRound(folder: string, round: number, signal: AbortSignal): Promise<Round> {
  const [all, some] = [workplace(folder, 2 * round), workplace(folder, 2 * round + 1)]
  const cold = await check(all, signal)
  const coldWithout = await check(some, signal, ['--only', others])
  return {
    ...{ cold, coldWithout, unchanged: await check(all, signal) },
    unchangedWithout: await check(some, signal, ['--only', others]),
  }
}

function list({ root, cache }: Workplace, signal: AbortSignal): Promise<Measurement> {
  const args = [bin, 'inventory', '--root', root, '--cache', cache, '--format', 'json']
  return measure(process.execPath, args, { signal, limit: 120 })
}
