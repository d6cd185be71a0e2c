// Test files run one after the other in the same process, so that what they import is loaded once: no file may leave
// anything behind for the next. What cannot be as it was is started as a process of its own (`test/cli/command-line.ts`).
import { setFlagsFromString } from 'node:v8'
import { afterAll, beforeAll, expect, inject, vi } from 'vitest'
import { endFile } from './file-end.ts'

// To start git from a process copies the list of its memory: a heap that V8 lets grow to a gigabyte makes that cost ten
// milliseconds, thousands of times.
setFlagsFromString('--heap-growing-percent=40')

// Vitest tells the code that it runs that it is a test. What users run is told nothing of the kind, and Vite and Astro listen.
for (const name of Object.keys(process.env)) {
  if (/^(?:VITEST(?:_.*)?|NODE_ENV|TEST|DEV|PROD|SSR|MODE|BASE_URL)$/.test(name)) delete process.env[name]
}

// Those that draw take the browser that the others look at pages with.
Object.assign(process.env, inject('browserEnv'))

/** What a test may replace, and has to put back; more than that is replaced by packages as they are loaded. */
const owners = Object.entries({ console, Object, Array, JSON, Date, Math })
const timers = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Date'] as const

/** What a file could change for those that follow it, by its name. */
function processState(): Map<string, unknown> {
  const state = new Map<string, unknown>([
    ['the working directory', process.cwd()],
    ['the exit status', process.exitCode],
    ['the mask of file modes', process.umask()],
  ])
  for (const [name, value] of Object.entries(process.env)) state.set(`the variable ${name}`, value)
  for (const name of ['SIGINT', 'SIGTERM', 'worker'] as const)
    state.set(`the listeners for ${name}`, process.listenerCount(name))
  for (const name of timers) state.set(name, globalThis[name])
  for (const [owner, object] of owners) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(object)))
      if (typeof value === 'function') state.set(`${owner}.${name}`, value)
  }
  return state
}

let before = new Map<string, unknown>()

beforeAll(() => {
  before = processState()
})

// The first that is registered is the last to run: all else has been tidied up.
afterAll(() => {
  // Those of the last test: of each other one they have been put back before the next.
  vi.restoreAllMocks()
  const after = processState()
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  )
  expect(changed, 'Unexpected traces of a test file in its process, expected none').toStrictEqual([])
})

afterAll(endFile)
