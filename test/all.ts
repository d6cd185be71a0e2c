// Everything that CI runs, in the order of how fast it tells: `npm test`, or `npm test -- unit browser` for some of it.
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'

const bin = (name: string) => `node_modules/.bin/${name}`

/** A test file that starts a browser or a package manager is slow, and says so by its name. */
const tests = globSync('test/**/*.test.ts').sort()
const isSlow = (file: string) => /\.(?:browser|package)\.test\.ts$/.test(file)

const steps: Record<string, string[]> = {
  lint: [bin('biome'), 'check', '--error-on-warnings', '.'],
  types: [bin('tsc'), '--noEmit', '-p', '.'],
  templates: [bin('astro'), 'check', '--tsconfig', '.ci/templates.json', '--minimumFailingSeverity', 'warning'],
  knip: [bin('knip')],
  unit: [process.execPath, '--test', '--test-reporter=spec', ...tests.filter((file) => !isSlow(file))],
  browser: [process.execPath, '--test', '--test-concurrency=1', '--test-reporter=spec', ...tests.filter(isSlow)],
}

const asked = process.argv.slice(2)
const chosen = Object.entries(steps).filter(([name]) => asked.length === 0 || asked.includes(name))
let failed: string[] = []

for (const [name, command] of chosen) {
  const started = performance.now()
  process.stdout.write(`\n── ${name}\n`)
  const status = await run(command)
  process.stdout.write(
    `── ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  )
  if (status !== 0) failed = [...failed, name]
}

if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(', ')}\n`)
process.exitCode = failed.length > 0 ? 1 : 0

function run([program = '', ...args]: string[]): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' } })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
