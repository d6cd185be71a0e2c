// Records as fast as it can, until it is killed: `node writer.ts FILE`. Prints how many results of this life last.
import { SqliteStore } from '../../../src/status/history/sqlite-store.ts'
import { entry, retention } from './entry.ts'

const [file = ''] = process.argv.slice(2)
const store = SqliteStore.open({ file, environment: null, retention })
const probes = 20
const states = ['up', 'up', 'up', 'down', 'down', 'degraded'] as const

for (let count = 1; ; count++) {
  const state = states[Math.floor(count / 7) % states.length] ?? 'up'
  const { error } = await store.record(entry({ id: `s${count % probes}.ping`, state, at: Date.now() }))
  if (error !== undefined) throw error
  if (count % 50 !== 0) continue
  await store.flush()
  process.stdout.write(`${count}\n`)
  // Lets the line go out.
  await new Promise((resolve) => setImmediate(resolve))
}
