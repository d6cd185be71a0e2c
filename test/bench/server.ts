import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { endWithThis } from './measure.ts'
import { bin, type Workplace } from './waymark.ts'

/** `waymark serve` as a process of its own; ends when it is disposed. */
export async function serve({
  root,
  out,
  cache,
}: Workplace): Promise<AsyncDisposable & { origin: string; pid: number }> {
  const args = [bin, 'serve', '--root', root, '--out', out, '--cache', cache, '--port', '0']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const end = endWithThis(child)
  const timer = setTimeout(end, 60_000)
  for await (const line of createInterface({ input: child.stdout })) {
    const origin = /http:\/\/[\d.]+:\d+/.exec(line)?.[0]
    if (origin === undefined) continue
    clearTimeout(timer)
    return { origin, pid: child.pid ?? -1, [Symbol.asyncDispose]: async () => end() }
  }
  throw new Error('`waymark serve` ended before it told its address')
}
