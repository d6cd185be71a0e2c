import { appendFile, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { writeGuidebooks } from './generator.ts'
import type { Measurement } from './measure.ts'
import { peakFigure, ratioFigure, timeFigures } from './run-figures.ts'
import { build, type Workplace, workplace } from './waymark.ts'

interface Round {
  cold: Measurement
  unchanged: Measurement
  edited: Measurement
  editedAgain: Measurement
}

/** 1,000 pages: from nothing, again as they are, with one page edited, and edited again: the site before went a moment ago. */
export async function buildBenchmark({ folder, rounds, signal, say }: Context): Promise<Figure[]> {
  const { pages, bytes } = writeGuidebooks(workplace(folder).root, { pages: 1000 })
  const measured: Round[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`build: ${pages} pages, round ${round} of ${rounds}`)
    measured.push(await measureRound(workplace(folder, round), signal, round))
  }
  const cold = measured.map((round) => round.cold)
  const unchanged = measured.map((round) => round.unchanged)
  const edited = measured.map((round) => round.edited)
  const editedAgain = measured.map((round) => round.editedAgain)
  const size = `${pages} pages, ${(bytes / 1e6).toFixed(1)} MB`
  return [
    ...timeFigures('build cold', cold, size),
    ...timeFigures('build unchanged', unchanged, size),
    ...timeFigures('build edited', edited, `one of ${pages} pages`),
    ...timeFigures('build edited again', editedAgain, `one of ${pages} pages`),
    ratioFigure('build unchanged / cold', unchanged, cold, 0.08),
    ratioFigure('build edited / cold', edited, cold, 0.35),
    peakFigure('build peak memory', cold, 1.1),
  ]
}

async function measureRound(place: Workplace, signal: AbortSignal, round: number): Promise<Round> {
  const cold = await build(place, signal)
  const unchanged = await build(place, signal)
  const edited = await buildEdited(place, signal, `Edited in round ${round}, for the benchmark.`)
  const editedAgain = await buildEdited(place, signal, `Edited again in round ${round}, for the benchmark.`)
  return { cold, unchanged, edited, editedAgain }
}

async function buildEdited(place: Workplace, signal: AbortSignal, mark: string): Promise<Measurement> {
  const file = path.join(place.root, 'book-0003', 'page-07.md')
  const measured = await edit(file, `\n${mark}\n`, () => build(place, signal))
  const html = await readFile(path.join(place.out, 'book-0003', 'page-07', 'index.html'), 'utf8')
  if (!html.includes(mark)) throw new Error('The edited page was not built again: its figure would mean nothing')
  return measured
}

/** Appends to a file for as long as `during` runs. */
async function edit<Result>(file: string, addition: string, during: () => Promise<Result>): Promise<Result> {
  const before = await readFile(file)
  await appendFile(file, addition)
  try {
    return await during()
  } finally {
    await writeFile(file, before)
  }
}
