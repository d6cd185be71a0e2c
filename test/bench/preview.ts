import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { pagesInGuidebook, writeGuidebooks } from './generator.ts'
import { type Measurement, measure } from './measure.ts'
import { peakFigure, ratioFigure, timeFigures } from './run-figures.ts'
import { bin, build, type Workplace, workplace } from './waymark.ts'

interface Size {
  pages: number
  changed: number
}

/** 1,000 pages of which 10 changed, and how large one file with 50 changed pages is. */
export async function previewBenchmark(context: Context): Promise<Figure[]> {
  return [...(await previewFigures(context, 'preview', { pages: 1000, changed: 10 })), await singleFigure(context)]
}

/** 10,000 pages of which 100 changed. */
export function previewLargeBenchmark(context: Context): Promise<Figure[]> {
  return previewFigures({ ...context, rounds: Math.min(2, context.rounds) }, 'large preview', {
    pages: 10_000,
    changed: 100,
  })
}

interface Round {
  cold: Measurement
  again: Measurement
  /** A build of the changed pages alone, and then both moments read and nothing else. */
  needed: Measurement
}

/** A preview of what changed, against what cannot be spared: to build the changed pages, and to read both trees. */
async function previewFigures({ folder, rounds, signal, say }: Context, name: string, size: Size): Promise<Figure[]> {
  const whole = path.join(folder, 'whole')
  const part = path.join(folder, 'part')
  const changed = writeChange(workplace(whole).root, size)
  for (const file of changed)
    cpSync(path.join(workplace(whole).root, file), path.join(workplace(part).root, file), { recursive: true })
  const measured: Round[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`${name}: ${size.changed} of ${size.pages} pages changed, round ${round} of ${rounds}`)
    const place = workplace(whole, round)
    const cold = await preview(place, ['--out', place.out, '--only', 'changed'], signal)
    const again = await preview(place, ['--out', place.out, '--only', 'changed'], signal)
    const pages = await build(workplace(part, round), signal)
    const reading = await measure(process.execPath, [reader, place.root, 'main'], { signal, limit })
    measured.push({ cold, again, needed: sumOf(pages, reading) })
  }
  const of = (key: keyof Round) => measured.map((round) => round[key])
  const about = `${size.changed} of ${size.pages} pages changed`
  return [
    ...timeFigures(`${name} cold`, of('cold'), about),
    ...timeFigures(`${name} again`, of('again'), about),
    ...timeFigures(`${name}, what is needed`, of('needed'), 'a build of the changed pages, and both trees read'),
    ratioFigure(`${name} / what is needed`, of('cold'), of('needed'), 1.5),
    peakFigure(`${name} peak memory`, of('cold')),
  ]
}

const limit = 600
const reader = fileURLToPath(new URL('./read-moments.ts', import.meta.url))

function preview({ root, cache }: Workplace, args: string[], signal: AbortSignal): Promise<Measurement> {
  const all = [bin, 'preview', '--root', root, '--cache', cache, '--base', 'main', ...args]
  return measure(process.execPath, all, { signal, limit })
}

/** One after the other. */
function sumOf(one: Measurement, other: Measurement): Measurement {
  return {
    seconds: one.seconds + other.seconds,
    cpuSeconds: one.cpuSeconds + other.cpuSeconds,
    peakBytes: undefined,
    others: Math.max(one.others, other.others),
    stdout: '',
  }
}

/** A repository whose branch `change` differs from `main` in some pages, evenly among all. Returns their files. */
export function writeChange(root: string, { pages, changed }: Size): string[] {
  writeGuidebooks(root, { pages })
  commit(root, ['init', '--quiet', '--initial-branch', 'main'])
  commit(root, ['add', '--all'])
  commit(root, ['commit', '--quiet', '--message', 'Before'])
  commit(root, ['switch', '--quiet', '--create', 'change'])
  const files = Array.from({ length: changed }, (_, index) => {
    const at = Math.floor((index * pages) / changed)
    const [book, page] = [Math.floor(at / pagesInGuidebook), 1 + (at % (pagesInGuidebook - 1))]
    return `book-${String(book).padStart(4, '0')}/page-${String(page).padStart(2, '0')}.md`
  })
  for (const file of files) {
    const text = readFileSync(path.join(root, file), 'utf8')
    const other = text.replace('Day-2 work on', 'Daily work with').replace('rollout restart', 'rollout status')
    writeFileSync(path.join(root, file), `${other}\nOne more paragraph, which was not there.\n`)
  }
  commit(root, ['commit', '--quiet', '--all', '--message', 'After'])
  return files
}

function commit(root: string, args: string[]): void {
  execFileSync('git', ['-C', root, '-c', 'user.name=bench', '-c', 'user.email=bench@example.org', ...args], {
    stdio: 'ignore',
  })
}

/** The whole change in one file: a reader gets it by e-mail. */
async function singleFigure({ folder, signal, say }: Context): Promise<Figure> {
  const place = workplace(path.join(folder, 'single'))
  writeChange(place.root, { pages: 100, changed: 50 })
  const file = path.join(folder, 'single.html')
  say('preview: one file with 50 changed pages')
  await preview(place, ['--single', file], signal)
  const conditions = '50 changed pages of about 5 KB, styles and scripts in it'
  return { name: 'preview, one file', value: statSync(file).size / 1e3, unit: 'KB', budget: 5000, conditions }
}
