import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { registerHooks } from 'node:module'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { IdleThread } from '../../checks/diagrams/reader/idle-thread.ts'
import { main } from '../../src/cli/main.ts'

/** The program. */
export const bin = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url))

export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

/** Starts `waymark` with these arguments as a process of its own. */
export function start(args: string[], cwd?: string, env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bin, ...args], { cwd, env: { ...process.env, NO_COLOR: '1', ...env } })
}

/** The environment of a process in which some code runs before any other. */
export function preloaded(code: string): { NODE_OPTIONS: string } {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` }
}

/**
 * The environment of a server that closes no connection for want of news within a day: if it waits for one when it is to
 * end, it waits for longer than any test. So nothing has to be said of how long an end takes on a machine that is busy.
 */
export const patient = preloaded(`
  import http from 'node:http'
  import { syncBuiltinESMExports } from 'node:module'
  const day = 86_400_000
  const { createServer } = http
  http.createServer = (...args) =>
    Object.assign(createServer(...args), { keepAliveTimeout: day, headersTimeout: day, requestTimeout: day })
  syncBuiltinESMExports()`)

/** Runs `waymark` with these arguments to its end, as a process of its own: for what ends a process, or reads its input. */
export async function runProcess(args: string[], cwd?: string): Promise<Outcome> {
  const child = start(args, cwd)
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}

/** Whoever runs next in this process need not load Mermaid again. */
const idleThread = new IdleThread()

/** One process has one working directory and one output: what runs in it, runs one after the other. */
let last: Promise<unknown> = Promise.resolve()

/** How many commands have run in this process. */
let runs = 0

// A build of pages with code imports what it has bundled, and a process imports each file once: by its address, which
// here tells the runs apart.
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context)
    if (!resolved.url.includes('/.prerender/')) return resolved
    const url = new URL(resolved.url)
    url.searchParams.set('run', String(runs))
    return { ...resolved, url: url.href }
  },
})

/**
 * Runs `waymark` with these arguments to its end, in this process: what is loaded once is not loaded again. `input` is
 * what standard input holds; it is this process's where none is given.
 */
export function run(args: string[], cwd?: string, input?: string): Promise<Outcome> {
  const outcome = last.then(() => withInput(input, () => runHere(args, cwd)))
  last = outcome.catch(() => {})
  return outcome
}

async function withInput(input: string | undefined, work: () => Promise<Outcome>): Promise<Outcome> {
  const own = Object.getOwnPropertyDescriptor(process, 'stdin')
  if (input === undefined || !own) return work()
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from([Buffer.from(input)]) })
  try {
    return await work()
  } finally {
    Object.defineProperty(process, 'stdin', own)
  }
}

async function runHere(args: string[], cwd = process.cwd()): Promise<Outcome> {
  const before = { cwd: process.cwd(), exitCode: process.exitCode, env: { ...process.env } }
  const outputs = [process.stdout, process.stderr].map((stream) => new CapturedStream(stream))
  // Each command listens for Ctrl-C, and a process is made for one.
  const signals = (['SIGINT', 'SIGTERM'] as const).map((name) => ({ name, listeners: process.listeners(name) }))
  runs += 1
  process.env.NO_COLOR = '1'
  process.exitCode = undefined
  process.chdir(cwd)
  try {
    const code = await main(args, idleThread)
    const [stdout = '', stderr = ''] = outputs.map((output) => output.text)
    return { code, stdout, stderr }
  } finally {
    for (const output of outputs) output.release()
    process.chdir(before.cwd)
    process.exitCode = before.exitCode
    // Vite, too, sets variables.
    for (const name of Object.keys(process.env)) if (!Object.hasOwn(before.env, name)) delete process.env[name]
    Object.assign(process.env, before.env)
    for (const { name, listeners } of signals) {
      for (const listener of process.listeners(name)) {
        if (!listeners.includes(listener)) process.removeListener(name, listener)
      }
    }
  }
}

/** Keeps what is written to a stream of this process, until it is released. */
class CapturedStream {
  readonly #stream: NodeJS.WriteStream
  readonly #write: NodeJS.WriteStream['write']
  readonly #parts: string[] = []

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
    this.#write = stream.write
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      this.#parts.push(typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk))
      for (const one of rest) if (typeof one === 'function') one()
      return true
    }
  }

  get text(): string {
    return this.#parts.join('')
  }

  release(): void {
    this.#stream.write = this.#write
  }
}
