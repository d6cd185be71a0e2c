import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Benchmark } from './benchmark.ts'
import { buildBenchmark } from './build.ts'
import { buildLargeBenchmark } from './build-large.ts'
import { checkBenchmark } from './check.ts'
import { checkPeerBenchmark } from './check-peer.ts'
import { diagramsBenchmark } from './diagrams.ts'
import { drawingBenchmark } from './drawing.ts'
import { externalBenchmark } from './external.ts'
import { type Figure, judge } from './figure.ts'
import { installBenchmark } from './install.ts'
import { load, machine } from './machine.ts'
import { keepBusy } from './measure.ts'
import { installPacked, packagedBrowser } from './packed.ts'
import { paintBenchmark } from './paint.ts'
import { peersBenchmark } from './peers.ts'
import { previewBenchmark, previewLargeBenchmark } from './preview.ts'
import { realityBenchmark } from './reality.ts'
import { searchBenchmark, searchLargeBenchmark } from './search/search.ts'
import { statusBenchmark, statusLargeBenchmark } from './status.ts'
import { statusPeerBenchmark } from './status-peer.ts'
import { statusStreamsBenchmark } from './status-streams.ts'
import { statusWidgetBenchmark } from './status-widget.ts'
import { statusYearBenchmark } from './status-year.ts'
import { suggestionsBenchmark } from './suggestions.ts'
import { table } from './table.ts'
import { measureProgram } from './waymark.ts'
import { weightBenchmark } from './weight.ts'

const usage = `npm run bench -- [name …] [--large] [--peers] [--package] [--load N] [--rounds N] [--json FILE]
  build           1,000 pages: cold, unchanged, one edited; memory
  check           1,000 pages: links and structure, all checks, unchanged, one edited; memory
  check-peer      all checks against remark-cli and remark-validate-links; installs them, run with --peers or by its name
  drawing         100 diagrams in a browser: cold, unchanged; what a picture weighs
  diagrams        500 diagrams read without a browser: warm, cold, unchanged; memory
  external        2,000 links over 50 hosts of this machine that take 50 ms each
  weight          what a browser loads for one page
  paint           largest paint and layout shift on a phone
  preview         1,000 pages of which 10 changed: against a build of these and both trees read; size of one file with 50
  reality         1,000 pages against 2,000 files of configuration, and 10,000 files alone: cold, unchanged
  search          what a reader finds first: by names, slips, headings, questions; time and bytes of the first result
  status          1,000 HTTP probes every 10 s, of a service of this machine: lag, CPU, memory
  status-streams  a service breaks, and 2,000 readers hear of it
  status-widget   a service breaks, and a page in a browser shows it
  status-year     a year of one probe that is asked every 30 s: its history on disk
  status-peer     CPU of an asking against Debian's prometheus-blackbox-exporter; downloads it, run with --peers or by its name
  status-large    10,000 HTTP probes every 60 s; takes minutes, run with --large or by its name
  search-large    the same on 6,000 pages; takes minutes, run with --large or by its name
  preview-large   10,000 pages of which 100 changed; takes minutes, run with --large or by its name
  install         what an install of the packed package weighs, and how long the command takes to start; installs it, run with --peers or by its name
  suggestions     how often "did you mean" is right, on slips and on what git's history renamed; run by its name
  build-large     10,000 pages; takes minutes, run with --large or by its name
  peers           against Starlight and MkDocs Material; installs them, run with --peers or by its name
With --package, which installs it, the packed package is measured in place of the sources. With --load, beside so many processes that never rest. Without names: build, check, diagrams, drawing, external, weight, paint, preview, reality, search, status, status-streams, status-widget, status-year. Exit status: 0 within budget, 1 over, 2 a figure could not be measured.
`

const benchmarks: Record<string, Benchmark> = {
  build: buildBenchmark,
  check: checkBenchmark,
  'check-peer': checkPeerBenchmark,
  drawing: drawingBenchmark,
  diagrams: diagramsBenchmark,
  external: externalBenchmark,
  weight: weightBenchmark,
  paint: paintBenchmark,
  preview: previewBenchmark,
  'preview-large': previewLargeBenchmark,
  reality: realityBenchmark,
  search: searchBenchmark,
  'search-large': searchLargeBenchmark,
  status: statusBenchmark,
  'status-streams': statusStreamsBenchmark,
  'status-widget': statusWidgetBenchmark,
  'status-year': statusYearBenchmark,
  'status-peer': statusPeerBenchmark,
  'status-large': statusLargeBenchmark,
  suggestions: suggestionsBenchmark,
  'build-large': buildLargeBenchmark,
  peers: peersBenchmark,
  install: installBenchmark,
}

/** Those that are run where none is named. */
const usual = [
  ...['build', 'check', 'diagrams', 'drawing', 'external', 'weight', 'paint', 'preview', 'reality', 'search'],
  ...['status', 'status-streams', 'status-widget', 'status-year'],
]

const mostOthers = 100

/** Runs the benchmarks that were asked for, prints their figures, and returns the exit status. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      large: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: false },
      package: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      load: { type: 'string', default: '0' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name))
  const [rounds, others] = [Number(values.rounds), Number(values.load)]
  const isMeant =
    Number.isInteger(rounds) && rounds > 0 && Number.isInteger(others) && others >= 0 && others <= mostOthers
  if (values.help || unknown.length > 0 || !isMeant) {
    process.stderr.write(usage)
    return values.help ? 0 : 2
  }
  const names = [
    ...(positionals.length > 0 ? positionals : usual),
    ...(values.large ? ['build-large', 'preview-large', 'search-large', 'status-large'] : []),
    ...(values.peers ? ['peers', 'check-peer', 'status-peer', 'install'] : []),
  ]
  const report = await measureAll([...new Set(names)], rounds, values.package, others)
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(publicReport(report), null, 2)}\n`)
  process.stdout.write(`${conditionsOf(report)}\n\n${table(report.figures)}`)
  return statusOf(report.figures)
}

interface Report {
  machine: ReturnType<typeof machine>
  startedAt: string
  seconds: number
  /** The load average before and after. */
  load: [number, number]
  /** Processes that never rested meanwhile. */
  others: number
  figures: Figure[]
}

/** The report for other programs; they need not know how a figure is judged. */
function publicReport(report: Report) {
  return { version: 1, ...report, figures: report.figures.map((figure) => ({ ...figure, judgement: judge(figure) })) }
}

async function measureAll(names: string[], rounds: number, isPackage: boolean, others: number): Promise<Report> {
  const folder = mkdtempSync(path.join(tmpdir(), 'waymark-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error('Stopped')))
  const [started, startedAt, loadBefore] = [performance.now(), new Date().toISOString(), load()]
  const figures: Figure[] = []
  if (isPackage) {
    const own = path.join(folder, 'package')
    mkdirSync(own)
    measureProgram(await installPacked(own, stop.signal, [packagedBrowser()]))
  }
  keepBusy(others)
  for (const name of names) {
    const own = path.join(folder, name)
    mkdirSync(own)
    const say = (message: string) => void process.stderr.write(`${message} (load ${load().toFixed(1)})\n`)
    figures.push(...((await benchmarks[name]?.({ folder: own, rounds, signal: stop.signal, say })) ?? []))
  }
  const seconds = (performance.now() - started) / 1000
  return { machine: machine(), startedAt, seconds, load: [loadBefore, load()], others, figures }
}

function conditionsOf({ machine: on, startedAt, seconds, load: [before, after], others }: Report): string {
  const where = `Node ${on.node}, ${on.platform}, ${on.cores} × ${on.cpu}, ${on.memoryGB} GB, ${on.fileSystem}`
  const beside = others > 0 ? `; beside ${others} that never rest` : ''
  return `${where}\n${startedAt}, ${seconds.toFixed(0)} s; load average ${before.toFixed(1)} before, ${after.toFixed(1)} after${beside}`
}

function statusOf(figures: Figure[]): number {
  const judgements = figures.map(judge)
  if (judgements.includes('over')) return 1
  return judgements.includes('not measured') ? 2 : 0
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
