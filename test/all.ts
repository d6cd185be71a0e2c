// Everything that CI runs, in the order of how fast it tells: `npm test`, or `npm test -- unit browser` for some of it.
import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'

const bin = (name: string) => `node_modules/.bin/${name}`

/** A test file that starts a browser or a package manager is slow, and says so by its name. */
const tests = globSync('test/**/*.test.ts').sort()
const isSlow = (file: string) => /\.(?:browser|package)\.test\.ts$/.test(file)

/** Left to itself, Node runs one file fewer at once than there are processors: on two of them, one after the other. */
const atOnce = (most: number) => `--test-concurrency=${Math.max(1, Math.min(most, availableParallelism()))}`
/** A browser is several processes by itself. */
const browsersAtOnce = atOnce(Math.min(3, availableParallelism() - 1))

const temporary = mkdtempSync(path.join(tmpdir(), 'waymark-all-'))
const site = path.join(temporary, 'site')
const waymark = (...args: string[]) => [
  process.execPath,
  'src/cli/bin.ts',
  ...args,
  '--cache',
  path.join(temporary, 'cache'),
]

/** The commands of each step; the first that fails ends it. */
const steps: Record<string, string[][]> = {
  lint: [[bin('biome'), 'check', '--error-on-warnings', '.']],
  types: [[bin('tsc'), '--noEmit', '-p', '.']],
  templates: [[bin('astro'), 'check', '--tsconfig', '.ci/templates.json', '--minimumFailingSeverity', 'warning']],
  knip: [[bin('knip')]],
  unit: [[process.execPath, '--test', atOnce(16), '--test-reporter=spec', ...tests.filter((file) => !isSlow(file))]],
  guidebooks: [
    waymark('check', '--fail-on', 'info'),
    waymark('build', '--out', site),
    waymark('check', '--built', '--out', site),
  ],
  diagrams: [waymark('check', '--only', 'diagrams', '--draw', '--fail-on', 'info')],
  browser: [[process.execPath, '--test', browsersAtOnce, '--test-reporter=spec', ...tests.filter(isSlow)]],
}

const asked = process.argv.slice(2)
const chosen = Object.entries(steps).filter(([name]) => asked.length === 0 || asked.includes(name))
let failed: string[] = []

for (const [name, commands] of chosen) {
  const started = performance.now()
  process.stdout.write(`\n── ${name}\n`)
  const status = await runAll(commands)
  process.stdout.write(
    `── ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  )
  if (status !== 0) failed = [...failed, name]
}

rmSync(temporary, { recursive: true, force: true })
if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(', ')}\n`)
process.exitCode = failed.length > 0 ? 1 : 0

async function runAll(commands: string[][]): Promise<number> {
  for (const command of commands) {
    const status = await run(command)
    if (status !== 0) return status
  }
  return 0
}

function run([program = '', ...args]: string[]): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' } })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
