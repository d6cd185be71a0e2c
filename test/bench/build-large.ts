import path from 'node:path'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { writeGuidebooks } from './generator.ts'
import type { Measurement } from './measure.ts'
import { peakFigure, ratioFigure, timeFigures } from './run-figures.ts'
import { build, workplace } from './waymark.ts'

const limit = 900

/** 10,000 pages and 1,000 pages in turn; of the rounds that were asked for, two are enough. */
export async function buildLargeBenchmark({ folder, rounds, signal, say }: Context): Promise<Figure[]> {
  const [small, large] = [path.join(folder, 'small'), path.join(folder, 'large')]
  writeGuidebooks(workplace(small).root, { pages: 1000 })
  const { pages, bytes } = writeGuidebooks(workplace(large).root, { pages: 10_000 })
  const smalls: Measurement[] = []
  const larges: Measurement[] = []
  for (let round = 1; round <= Math.min(2, rounds); round++) {
    say(`build-large: ${pages} pages and 1,000 for comparison, round ${round}`)
    smalls.push(await build(workplace(small, round), signal))
    larges.push(await build(workplace(large, round), signal, limit))
  }
  return [
    ...timeFigures('large build cold', larges, `${pages} pages, ${(bytes / 1e6).toFixed(1)} MB`),
    ratioFigure('large build / 1,000 pages', larges, smalls, 10),
    peakFigure('large build peak memory', larges, 3),
  ]
}
