import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from './benchmark.ts'
import { check } from './check.ts'
import type { Figure } from './figure.ts'
import { writeGuidebooks } from './generator.ts'
import { installFolder } from './installed.ts'
import { type Measurement, measure } from './measure.ts'
import { peakFigure, ratioFigure, timeFigures } from './run-figures.ts'
import { workplace } from './waymark.ts'

const budget = 0.4
const installLimit = 600
const checkLimit = 300

const packages = ['remark-cli', 'remark-preset-lint-recommended', 'remark-preset-lint-consistent', 'remark-gfm']
const manifest = {
  private: true,
  type: 'module',
  dependencies: Object.fromEntries([...packages, 'remark-validate-links'].map((name) => [name, '*'])),
}
const configuration = `plugins:
  - remark-gfm
  - remark-preset-lint-recommended
  - remark-preset-lint-consistent
  - [remark-validate-links, { repository: false }]
`

/** The same pages checked by Waymark from nothing and by remark-cli with the same presets and links, in turn. */
export async function checkPeerBenchmark(context: Context): Promise<Figure[]> {
  const { folder, rounds, signal, say } = context
  const name = 'check / remark-cli'
  const peer = installFolder('remark-cli')
  try {
    await install(peer, context)
  } catch (error) {
    signal.throwIfAborted()
    const conditions = `npm could not install it: ${error instanceof Error ? error.message : String(error)}`
    return [{ name, value: undefined, unit: 'ratio', budget, conditions }]
  }
  await writeFile(path.join(peer, '.remarkrc.yaml'), configuration)
  const { pages } = writeGuidebooks(path.join(peer, 'guidebooks'), { pages: 1000 })
  writeGuidebooks(workplace(folder).root, { pages: 1000 })
  const [ours, theirs]: [Measurement[], Measurement[]] = [[], []]
  for (let round = 1; round <= rounds; round++) {
    say(`check-peer: round ${round} of ${rounds}`)
    ours.push(await check(workplace(folder, round), signal))
    theirs.push(await remark(peer, signal))
  }
  return [
    ...timeFigures('Waymark check', ours, `${pages} pages, cold`),
    ...timeFigures('remark-cli', theirs, await versions(peer)),
    peakFigure('remark-cli, peak memory', theirs),
    ratioFigure(name, ours, theirs, budget),
  ]
}

function remark(folder: string, signal: AbortSignal): Promise<Measurement> {
  const bin = path.join(folder, 'node_modules', 'remark-cli', 'cli.js')
  return measure(process.execPath, [bin, '--no-stdout', '--quiet', 'guidebooks'], {
    cwd: folder,
    signal,
    limit: checkLimit,
  })
}

async function install(folder: string, { signal, say }: Context): Promise<void> {
  const stamp = path.join(folder, 'installed')
  if (existsSync(stamp)) return
  say(`check-peer: installing remark-cli in ${folder}`)
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest))
  await measure('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, signal, limit: installLimit })
  await writeFile(stamp, '')
}

async function versions(folder: string): Promise<string> {
  const names = ['remark-cli', 'remark-validate-links']
  const read = names.map(async (name) => {
    const text = await readFile(path.join(folder, 'node_modules', name, 'package.json'), 'utf8')
    const { version }: { version: string } = JSON.parse(text)
    return `${name} ${version}`
  })
  return (await Promise.all(read)).join(', ')
}
