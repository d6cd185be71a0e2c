import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { diagramData } from '@mermaid-js/examples'
import { DiagramReader } from '../../checks/diagrams/reader/diagram-reader.ts'
import type { Context } from './benchmark.ts'
import { check } from './check.ts'
import type { Figure } from './figure.ts'
import type { Measurement } from './measure.ts'
import { peakFigure, timeFigures } from './run-figures.ts'
import { median, spread } from './sample.ts'
import { type Workplace, workplace } from './waymark.ts'

const examples = diagramData.flatMap((type) => type.examples.map(({ code }) => code))

const count = 500

/** The official examples, read again and again; and 500 different diagrams of all types by the command line. */
export async function diagramsBenchmark({ folder, rounds, signal, say }: Context): Promise<Figure[]> {
  await writePages(workplace(folder).root)
  const warm = await warmTimes(rounds, signal)
  const cold: Measurement[] = []
  const unchanged: Measurement[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`diagrams: ${count} diagrams, round ${round} of ${rounds}`)
    const place: Workplace = workplace(folder, round)
    cold.push(await check(place, signal, ['--only', 'diagrams']))
    unchanged.push(await check(place, signal, ['--only', 'diagrams']))
  }
  const about = `${count} diagrams of ${diagramData.length} types on ${count / 10} pages`
  return [
    {
      name: 'one diagram, warm',
      value: median(warm),
      unit: 'ms',
      budget: 8,
      conditions: `mean of ${examples.length} examples, median of ${warm.length} passes: ${spread(warm)}`,
    },
    ...timeFigures('diagrams cold', cold, about, 5),
    ...timeFigures('diagrams unchanged', unchanged, about),
    peakFigure('diagrams peak memory', cold, 0.4),
  ]
}

/** Milliseconds for each diagram, of one pass after another over all examples; the first one is not counted. */
async function warmTimes(rounds: number, signal: AbortSignal): Promise<number[]> {
  const reader = new DiagramReader({ signal })
  const times: number[] = []
  try {
    for (let pass = 0; pass <= 2 * rounds; pass++) {
      const started = performance.now()
      for (const source of examples) await reader.read(source)
      if (pass > 0) times.push((performance.now() - started) / examples.length)
    }
  } finally {
    await reader.close()
  }
  return times
}

async function writePages(root: string): Promise<void> {
  const book = path.join(root, 'guidebooks', 'book')
  await mkdir(book, { recursive: true })
  await writeFile(path.join(book, 'README.md'), '# Book\n')
  for (let page = 0; page < count / 10; page++) {
    const fences = Array.from({ length: 10 }, (_, index) => fence(page * 10 + index))
    await writeFile(path.join(book, `page-${page}.md`), [`# Page ${page}`, ...fences, ''].join('\n\n'))
  }
}

/** An example with a comment of its own, so that no two are the same. */
function fence(index: number): string {
  return ['```mermaid', examples[index % examples.length]?.trimEnd(), `%% ${index}`, '```'].join('\n')
}
