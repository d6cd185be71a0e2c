import { appendFile, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { writeGuidebooks } from './generator.ts'
import { type Measurement, measure } from './measure.ts'
import { peakFigure, timeFigures } from './run-figures.ts'
import { bin, type Workplace, workplace } from './waymark.ts'

interface Round {
  inside: Measurement
  cold: Measurement
  unchanged: Measurement
  edited: Measurement
}

/** 1,000 pages of 16 links: links and structure alone, then all checks from nothing, as they are, and with one page edited. */
export async function checkBenchmark({ folder, rounds, signal, say }: Context): Promise<Figure[]> {
  const { pages, bytes } = writeGuidebooks(workplace(folder).root, { pages: 1000 })
  const measured: Round[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`check: ${pages} pages, round ${round} of ${rounds}`)
    measured.push(await measureRound(workplace(folder, round), signal))
  }
  const of = (name: keyof Round) => measured.map((round) => round[name])
  const size = `${pages} pages, ${(bytes / 1e6).toFixed(1)} MB`
  return [
    ...timeFigures('check links, structure', of('inside'), size, 1.5),
    ...timeFigures('check cold', of('cold'), size, 6),
    ...timeFigures('check unchanged', of('unchanged'), size, 1.5),
    ...timeFigures('check edited', of('edited'), `one of ${pages} pages`, 1.7),
    peakFigure('check peak memory', of('cold'), 0.4),
  ]
}

/** Checks a project from the command line, as a process of its own. */
export function check({ root, cache }: Workplace, signal: AbortSignal, options: string[] = []): Promise<Measurement> {
  const args = [bin, 'check', '--root', root, '--cache', cache, '--format', 'json', ...options]
  return measure(process.execPath, args, { signal, limit: 120 })
}

async function measureRound(place: Workplace, signal: AbortSignal): Promise<Round> {
  const inside = await check(place, signal, ['--only', 'links,structure', '--no-cache'])
  const cold = await check(place, signal)
  const unchanged = await check(place, signal)
  const file = path.join(place.root, 'book-0003', 'page-07.md')
  const before = await readFile(file)
  // What the rules find there weighs less than an error, which would end the command with 1.
  await appendFile(file, '\n> A quote whose second line\nis one without its mark\n')
  try {
    const edited = await check(place, signal)
    if (!edited.stdout.includes('no-blockquote-without-marker'))
      throw new Error('The edited page was not looked at again')
    return { inside, cold, unchanged, edited }
  } finally {
    await writeFile(file, before)
  }
}
