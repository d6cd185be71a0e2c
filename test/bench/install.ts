import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { installPacked } from './packed.ts'
import { median } from './sample.ts'

const starts = 20
/** 250 MiB: what `du -sm` calls 250. */
const budget = 262

/** What `npm install` of the packed package lays down for a user, and how long the command takes to start. */
export async function installBenchmark({ folder, rounds, signal, say }: Context): Promise<Figure[]> {
  say('install: packs and installs')
  const bin = await installPacked(folder, signal)
  const { bytes, packages } = weigh(path.join(folder, 'node_modules'))
  const pairs = Array.from({ length: starts * rounds }, () => [start([bin, '--version']), start(['-e', '0'])])
  const [version = 0, node = 0] = [0, 1].map((at) => median(pairs.map((pair) => pair[at] ?? 0)))
  const conditions = `${pairs.length} of each, in turn: ${version.toFixed(0)} ms, ${node.toFixed(0)} ms`
  return [
    { name: 'install', value: bytes / 1e6, unit: 'MB', budget, conditions: 'blocks of the file system, as du -s' },
    { name: 'install, packages', value: packages, unit: 'count', conditions: `${process.platform}-${process.arch}` },
    { name: 'waymark --version / node -e 0', value: version / node, unit: 'ratio', budget: 1.5, conditions },
  ]
}

/** What files and folders take of the disk, a file of two names once, and how many packages there are. */
function weigh(folder: string): { bytes: number; packages: number } {
  const known = new Set<number>()
  let bytes = 0
  let packages = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isSymbolicLink()) continue
    const { ino, blocks } = statSync(file)
    if (!known.has(ino)) bytes += blocks * 512
    known.add(ino)
    if (/[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/.@][^\\/]*[\\/]package\.json$/.test(file)) packages++
  }
  return { bytes, packages }
}

/** Milliseconds from start to end. */
function start(args: string[]): number {
  const before = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return performance.now() - before
}
