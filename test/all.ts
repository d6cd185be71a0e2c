// Everything that CI runs, in the order of how fast it tells: `npm test`, or `npm test -- unit browser` for some of it.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const bin = (name: string) => `node_modules/.bin/${name}`

const temporary = mkdtempSync(path.join(tmpdir(), 'waymark-all-'))
const site = path.join(temporary, 'site')
const waymark = (...args: string[]) => [
  process.execPath,
  'src/cli/bin.ts',
  ...args,
  '--cache',
  path.join(temporary, 'cache'),
]

const reportOf = (step: string) => path.join(temporary, `${step}.json`)
const vitest = (step: string, ...projects: string[]) => [
  bin('vitest'),
  'run',
  '--config=test/vitest.config.ts',
  ...projects.map((project) => `--project=${project}`),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportOf(step)}`,
]

/** The commands of each step; the first that fails ends it. */
const steps: Record<string, string[][]> = {
  lint: [[bin('biome'), 'check', '--error-on-warnings', '.']],
  types: [[bin('tsc'), '--noEmit', '-p', '.']],
  templates: [[bin('astro'), 'check', '--tsconfig', '.ci/templates.json', '--minimumFailingSeverity', 'warning']],
  knip: [[bin('knip')]],
  unit: [vitest('unit', 'unit', 'cli')],
  guidebooks: [
    waymark('check', '--fail-on', 'info'),
    waymark('build', '--out', site),
    waymark('check', '--built', '--out', site),
  ],
  diagrams: [waymark('check', '--only', 'diagrams', '--draw', '--fail-on', 'info')],
  browser: [vitest('browser', 'browser')],
}

const asked = process.argv.slice(2)
const chosen = Object.entries(steps).filter(([name]) => asked.length === 0 || asked.includes(name))
const failed: string[] = []

for (const [name, commands] of chosen) {
  const started = performance.now()
  process.stdout.write(`\n── ${name}\n`)
  const status = await runAll(commands)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${seconds} s\n`)
  if (status !== 0) failed.push(name)
}

const tests = counted()
rmSync(temporary, { recursive: true, force: true })
if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(', ')}\n`)
if (tests) process.stdout.write(`\nTests: ${tests.passed} passed, ${tests.failed} failed\n`)
process.exitCode = failed.length > 0 ? 1 : 0

/** How many tests passed and failed in the steps that ran tests. */
function counted(): { passed: number; failed: number } | undefined {
  const reports = chosen.map(([name]) => reportOf(name)).filter((file) => existsSync(file))
  const sums = reports.map((file) => JSON.parse(readFileSync(file, 'utf8')))
  return sums.length === 0
    ? undefined
    : {
        passed: sums.reduce((sum, { numPassedTests }) => sum + numPassedTests, 0),
        failed: sums.reduce((sum, { numFailedTests }) => sum + numFailedTests, 0),
      }
}

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
