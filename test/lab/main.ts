// `npm run lab`: the lab alone. In another terminal: `npm run --silent waymark -- probe`.
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { runLab } from './running.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const stop = new AbortController()
// A second Ctrl-C finds no listener and ends the process at once.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())

const { WAYMARK_LAB: asked } = process.env
const running = await runLab({ root, block: asked ? Number(asked) : undefined })
const setting = Object.entries(running.variables)
  .map(([name, value]) => `${name}=${value} `)
  .join('')
process.stdout.write(`The lab plays the hosts of the guidebooks on this machine
  Break one:  ${running.url}
  Ask it:     ${setting}npm run --silent waymark -- probe --environment lab
`)
if (!stop.signal.aborted) await once(stop.signal, 'abort')
await running.stop()
