// `npm start`: the lab, and this repository's guidebooks beside it with a live status. Options go to `waymark serve`, and
// those that `waymark build` has too go to both: `npm start -- --port 8080`.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { failureText } from '../../src/cli/failure-text.ts'
import { guidebookProbes, root } from './guidebook-probes.ts'
import { nudge } from './nudge.ts'
import { runLab } from './running.ts'
import { expectVacancy } from './vacancy.ts'

const ending = new AbortController()
/** Ends the nudges of an earlier press. */
const earlier = new Map<string, AbortController>()
let child: ChildProcess | undefined
let site: string | undefined

// A terminal tells the child too; a second Ctrl-C finds no listener and ends everything at once.
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    ending.abort()
    child?.kill('SIGTERM')
  })
}

const options = process.argv.slice(2)
const { out, cache, base, host = '127.0.0.1', port = '4321' } = readOptions(options)
// A build takes a while; what stands in the way after it is told before.
await expectVacancy({ host, port: Number(port) || 0 }).catch((error) => {
  process.stderr.write(failureText(error))
  process.exit(2)
})
const probes = await guidebookProbes()
const running = await runLab({ root, site: () => site, onChange: lookAgain })
process.stdout.write(`The lab plays the hosts of the guidebooks on this machine\n`)
const shared = Object.entries({ out, cache, base }).flatMap(([name, value]) => (value ? [`--${name}`, value] : []))
const status = (await waymark('build', ...shared)) || (await waymark('serve', '--environment', 'lab', ...options))
const wasAsked = ending.signal.aborted
ending.abort()
await running.stop()
process.exitCode = wasAsked ? 0 : status

/** Those of `waymark serve` that matter before it runs; it reads them all by itself. */
function readOptions(args: string[]): { [name in 'out' | 'cache' | 'base' | 'host' | 'port']?: string } {
  const { values } = parseArgs({
    args,
    strict: false,
    options: Object.fromEntries(
      ['out', 'cache', 'base', 'host', 'port'].map((name) => [name, { type: 'string' } as const]),
    ),
  })
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string'))
}

/** Runs a command to its end; does nothing once the end was asked for. Returns its exit status. */
async function waymark(...args: string[]): Promise<number> {
  if (ending.signal.aborted) return 0
  const { WAYMARK_LAB: _, WAYMARK_LAB_FOLDER: __, ...outer } = process.env
  const env = { ...outer, ...running.variables }
  child = spawn(process.execPath, [`--import=${new URL('orphan.ts', import.meta.url)}`, 'src/cli/bin.ts', ...args], {
    cwd: root,
    env,
    stdio: ['inherit', 'pipe', 'inherit'],
  })
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text)
    const [, url] = /\bat (http:\S+)\n/.exec(text) ?? []
    if (url !== undefined) greet(url)
  })
  const [code] = await once(child, 'close')
  return code ?? 1
}

function greet(url: string): void {
  site = url
  process.stdout.write(`Break a service at ${running.url} and watch the pages tell\n`)
  // What is known from an earlier start was found in another lab.
  lookAgain()
}

/** Has the site see what has changed, for one service or for all. */
function lookAgain(changed?: string): void {
  if (site === undefined) return
  for (const [service, concerned] of Map.groupBy(probes, (probe) => probe.service)) {
    if (changed !== undefined && changed !== service && !isNeighbour(changed, service)) continue
    earlier.get(service)?.abort()
    const latest = new AbortController()
    earlier.set(service, latest)
    const rounds = changed !== undefined && running.lab.faults.of(changed) ? 2 : 1
    void nudge(site, concerned, { rounds, signal: AbortSignal.any([latest.signal, ending.signal]) })
  }
}

/** Ops is on the host of ERPNext. */
function isNeighbour(changed: string, service: string): boolean {
  return changed === 'erpnext' && service === 'ops'
}
