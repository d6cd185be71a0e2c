import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { busySeconds, cores } from './machine.ts'
import { childSeconds, ProcessTree } from './process-tree.ts'

export interface Measurement {
  /** Wall time, from start to end of the process. */
  seconds: number
  /** CPU time of the process and all below it; a tenth of a second short where one of them outlived its parent. */
  cpuSeconds: number
  /** Most memory in use at once, by the process and all below it; undefined where there is no /proc. */
  peakBytes: number | undefined
  /** The share of the machine that other processes took meanwhile, from 0 to 1: times are too long by some of it. */
  others: number
  stdout: string
}

export interface MeasureOptions {
  cwd?: string
  env?: Record<string, string>
  signal: AbortSignal
  /** Seconds after which it is ended, and fails. */
  limit: number
}

const milliseconds = 100

/** Runs a program to its end, and measures it. Rejects when it fails, takes longer than its limit, or is aborted. */
export async function measure(command: string, args: string[], options: MeasureOptions): Promise<Measurement> {
  options.signal.throwIfAborted()
  const [before, busyBefore] = [childSeconds(), busySeconds()]
  const started = performance.now()
  // A group of its own, so that nothing that it starts is left behind.
  const child = spawn(command, args, {
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    env: { ...process.env, NO_COLOR: '1', ASTRO_TELEMETRY_DISABLED: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  const tree = new ProcessTree(child.pid ?? -1)
  const timer = setInterval(() => tree.look(), milliseconds)
  const release = endWith(child, options)
  try {
    const [code] = await once(child, 'exit')
    const seconds = (performance.now() - started) / 1000
    const cpuSeconds = Math.max(childSeconds() - before, tree.seconds)
    const others = Math.max(0, (busySeconds() - busyBefore - cpuSeconds) / (seconds * cores()))
    const [stdout, stderr] = await output
    options.signal.throwIfAborted()
    if (code !== 0) throw new Error(failure([command, ...args], code, seconds, options.limit, stdout + stderr))
    return { seconds, cpuSeconds, peakBytes: tree.peakBytes, others, stdout }
  } finally {
    clearInterval(timer)
    release()
  }
}

/** Ends a process and all that it started on abort, after its limit, and with this process. */
function endWith(child: ChildProcess, { signal, limit }: MeasureOptions): () => void {
  const end = () => endGroup(child)
  const timer = setTimeout(end, limit * 1000)
  signal.addEventListener('abort', end)
  process.on('exit', end)
  return () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    process.off('exit', end)
    end()
  }
}

/** Ends a process that leads a group with this process, or before: when what is returned is called. */
export function endWithThis(child: ChildProcess): () => void {
  const end = () => endGroup(child)
  process.once('exit', end)
  return () => {
    process.off('exit', end)
    end()
  }
}

/** Starts so many processes that never rest, as on a machine that others use too; they end with this one. */
export function keepBusy(count: number): void {
  for (let index = 0; index < count; index++) {
    const child = spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore', detached: true })
    child.unref()
    endWithThis(child)
  }
}

/** Ends a process that leads a group, and its group. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

function failure(command: string[], code: number | null, seconds: number, limit: number, output: string): string {
  const reason = code === null && seconds >= limit ? `did not end within ${limit} s` : `ended with ${code}`
  return `\`${command.join(' ')}\` ${reason}: ${output.trim().slice(-2000)}`
}
