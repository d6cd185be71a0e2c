import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { diagramData } from '@mermaid-js/examples'
import { type DrawingOptions, type Drawings, drawAll } from '../../src/diagrams/drawings.ts'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { busySeconds, cores } from './machine.ts'
import { ProcessTree } from './process-tree.ts'
import { median, spread } from './sample.ts'

const flowcharts = Array.from({ length: 100 }, (_, index) => flowchart(index))

/** The types whose pictures are weighed, as the examples name them. */
const weighed = ['flowchart-v2', 'sequence', 'stateDiagram', 'er']

/** 100 flowcharts from nothing, the browser's start included; again as they are; and what pictures weigh. */
export async function drawingBenchmark({ folder, rounds, signal, say }: Context): Promise<Figure[]> {
  const cold: Run[] = []
  const unchanged: Run[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`drawing: ${flowcharts.length} flowcharts, round ${round} of ${rounds}`)
    const cache = await mkdtemp(path.join(folder, 'cache-'))
    cold.push(await run({ cache, signal }))
    const draw = () => Promise.reject(new Error('A browser was started for what is known'))
    unchanged.push(await run({ cache, signal, draw }))
  }
  const about = (runs: Run[]) =>
    `${flowcharts.length} flowcharts of 5 to 12 nodes, median of ${rounds}: ${spread(runs.map(({ seconds }) => seconds))}`
  return [
    {
      name: 'draw cold',
      value: median(cold.map(({ seconds }) => seconds)),
      unit: 's',
      budget: 12,
      conditions: `${about(cold)}; the browser’s start included, ${cores()} cores, others took up to ${percent(cold)} of the machine`,
    },
    {
      name: 'draw cold, CPU',
      value: median(cold.map(({ cpuSeconds }) => cpuSeconds)),
      unit: 's',
      conditions: `all processes: ${spread(cold.map(({ cpuSeconds }) => cpuSeconds))}`,
    },
    {
      name: 'draw unchanged',
      value: median(unchanged.map(({ seconds }) => seconds)),
      unit: 's',
      conditions: about(unchanged),
    },
    {
      name: 'drawn when unchanged',
      value: unchanged.reduce((sum, { drawn }) => sum + drawn, 0),
      unit: 'count',
      budget: 0,
      conditions: `${flowcharts.length} flowcharts; no browser is started`,
    },
    await weight(signal),
  ]
}

interface Run extends Drawings {
  seconds: number
  /** Of this process and all below it. */
  cpuSeconds: number
  /** The share of the machine that other processes took meanwhile, from 0 to 1. */
  others: number
}

async function run(options: DrawingOptions): Promise<Run> {
  const tree = new ProcessTree(process.pid)
  tree.look()
  const [started, before, busyBefore] = [performance.now(), tree.seconds, busySeconds()]
  const timer = setInterval(() => tree.look(), 100)
  const drawings = await drawAll(flowcharts, options).finally(() => clearInterval(timer))
  const seconds = (performance.now() - started) / 1000
  tree.look()
  const cpuSeconds = tree.seconds - before
  const others = Math.max(0, (busySeconds() - busyBefore - cpuSeconds) / (seconds * cores()))
  const failed = flowcharts.filter((source) => drawings.of(source)?.kind !== 'drawing')
  if (failed.length > 0) throw new Error(`${failed.length} of ${flowcharts.length} flowcharts were not drawn`)
  return { ...drawings, seconds, cpuSeconds, others }
}

function percent(runs: Run[]): string {
  return `${Math.round(100 * Math.max(...runs.map(({ others }) => others)))} %`
}

async function weight(signal: AbortSignal): Promise<Figure> {
  const codes = diagramData.flatMap(({ examples }) => examples.map(({ code }) => code))
  const drawings = await drawAll(codes, { cache: undefined, signal })
  const sizes = codes.flatMap((code) => {
    const drawn = drawings.of(code)
    if (drawn?.kind !== 'drawing' || !weighed.some((type) => drawn.type === type)) return []
    return [gzipSync(drawn.svg + (drawn.dark ?? '')).length / 1000]
  })
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  const conditions = `gzip -6, mean of ${sizes.length} examples of flowchart, sequence, state and ER: ${spread(sizes, 1)}`
  return { name: 'picture', value: sizes.length > 0 ? mean : undefined, unit: 'KB', budget: 6, conditions }
}

function flowchart(index: number): string {
  const nodes = Array.from({ length: 5 + (index % 8) }, (_, node) => `  n${node}[Step ${node} of runbook ${index}]`)
  const edges = nodes
    .slice(1)
    .map((_, node) => `  n${node % 3 === 2 ? node - 1 : node} -->${node % 2 ? '|then|' : ''} n${node + 1}`)
  return [`flowchart ${index % 2 ? 'TD' : 'LR'}`, ...nodes, ...edges].join('\n')
}
