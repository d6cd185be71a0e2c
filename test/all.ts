// Everything that CI runs, in the order of how fast it tells: `npm test`, or `npm test -- unit browser` for some of it.
// Steps that keep one core busy run beside each other; Vitest shares out the cores itself, and runs all its projects at once.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'

const bin = (name: string) => `node_modules/.bin/${name}`

const nativeCompiler = 'node_modules/typescript-native/bin/tsc'

// What is compiled outlives a run.
process.env.NODE_COMPILE_CACHE ??= path.join(tmpdir(), 'node-compile-cache')
const temporary = mkdtempSync(path.join(placeInMemory() ?? tmpdir(), 'waymark-all-'))
process.env.TMPDIR = temporary
// Some tests become another user, who has to get to their own folders in it.
chmodSync(temporary, 0o711)
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    rmSync(temporary, { recursive: true, force: true })
    process.exit(status)
  })
}
const site = path.join(temporary, 'site')
const cache = path.join(temporary, 'cache')
const waymark = (...args: string[]) => [process.execPath, 'src/cli/bin.ts', ...args, '--cache', cache]

const report = path.join(temporary, 'tests.json')
const vitest = (projects: string[]) => [
  bin('vitest'),
  'run',
  '--config=test/vitest.config.ts',
  ...projects.map((project) => `--project=${project}`),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
]

interface Step {
  /** The first that fails ends the step. */
  commands?: string[][]
  /** Of Vitest. */
  projects?: string[]
}

const steps: Record<string, Step> = {
  lint: { commands: [[bin('biome'), 'check', '--error-on-warnings', '.']] },
  // A third of the time of the compiler that is a library too; one thread, since other steps run beside it.
  types: { commands: [[process.execPath, nativeCompiler, '--noEmit', '--singleThreaded', '-p', '.']] },
  guidebooks: {
    commands: [
      waymark('check', '--fail-on', 'info'),
      waymark('build', '--out', site),
      waymark('check', '--built', '--out', site),
    ],
  },
  templates: {
    commands: [[bin('astro'), 'check', '--tsconfig', '.ci/templates.json', '--minimumFailingSeverity', 'warning']],
  },
  knip: { commands: [[bin('knip')]] },
  // By then the guidebooks' pictures are in the cache.
  diagrams: { commands: [waymark('check', '--only', 'diagrams', '--draw', '--fail-on', 'info')] },
  unit: { projects: ['unit', 'cli'] },
  browser: { projects: ['browser'] },
}

const asked = process.argv.slice(2)
const chosen = Object.entries(steps).filter(([name]) => asked.length === 0 || asked.includes(name))
const failed: string[] = []

const waiting = chosen.flatMap(([name, { commands }]) => (commands ? [{ name, commands }] : []))
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await runStep(next.name, next.commands)
  }),
)
const projects = chosen.flatMap(([, step]) => step.projects ?? [])
if (projects.length > 0) await runStep(projects.join(', '), [vitest(projects)], { isSeen: true })

const tests = counted()
rmSync(temporary, { recursive: true, force: true })
if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(', ')}\n`)
if (tests) process.stdout.write(`\nTests: ${tests.passed} passed, ${tests.failed} failed\n`)
process.exitCode = failed.length > 0 ? 1 : 0

/**
 * A folder in memory, where there is enough of it and programs may run: tests write thousands of small files and
 * repositories, and none that has to outlast them. On a disk they wait for it.
 */
function placeInMemory(): string | undefined {
  const place = '/dev/shm'
  const gigabyte = 2 ** 30
  if (process.platform !== 'linux' || process.env.TMPDIR !== undefined || !existsSync(place)) return undefined
  const { bavail, bsize } = statfsSync(place)
  if (bavail * bsize < 6 * gigabyte || process.availableMemory() < 12 * gigabyte) return undefined
  let folder: string | undefined
  try {
    folder = mkdtempSync(path.join(place, 'waymark-try-'))
    writeFileSync(path.join(folder, 'program'), '#!/bin/sh\n', { mode: 0o755 })
    return spawnSync(path.join(folder, 'program')).status === 0 ? place : undefined
  } catch {
    return undefined
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a step, and says how it ended; what its commands say is seen as it comes, or stands together above that line. */
async function runStep(name: string, commands: string[][], { isSeen = false } = {}): Promise<void> {
  const started = performance.now()
  const head = `\n── ${name}\n`
  if (isSeen) process.stdout.write(head)
  let said = isSeen ? '' : head
  let status = 0
  for (const command of commands) {
    const ended = await run(command, isSeen)
    said += ended.said
    status = ended.status
    if (status !== 0) break
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`${said}── ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${seconds} s\n`)
  if (status !== 0) failed.push(name)
}

/** How many tests passed and failed, where tests ran. */
function counted(): { passed: number; failed: number } | undefined {
  if (!existsSync(report)) return undefined
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8'))
  return { passed, failed }
}

/** Runs a command to its end; `said` is empty where it is seen as it comes. */
async function run([program = '', ...args]: string[], isSeen: boolean): Promise<{ status: number; said: string }> {
  // Tests take from the cache what the steps before have drawn and built, see `kept-cache.ts`.
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', GUIDEBOOKS_CACHE: cache }
  const child = spawn(program, args, {
    stdio: ['inherit', ...(isSeen ? (['inherit', 'inherit'] as const) : (['pipe', 'pipe'] as const))],
    env,
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
  const outputs = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ''))
  const [status, ...said] = await Promise.all([ended, ...outputs])
  return { status, said: said.join('') }
}
