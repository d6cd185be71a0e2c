import { execFile } from 'node:child_process'
import { isIP } from 'node:net'
import { isHost } from '../../src/config/target.ts'
import type { Answer } from './answer.ts'
import type { Ask, Asked } from './asked.ts'
import { isFault } from './fault.ts'
import { languages } from './vocabulary.ts'
import { addressesOf } from './way.ts'

/**
 * Sends one ICMP echo by a program of the machine, since a process without rights cannot. The address is looked up and
 * judged before, so that nothing but an IP address is handed to it.
 */
export const askPing: Ask<'ping'> = async (probe, means, signal) => {
  if (!isHost(probe.target))
    return { fault: { what: 'invalid-target', reason: 'Not asked: the target is no host', blame: 'prober' } }
  const addresses = await addressesOf(probe.target, probe, means, signal)
  if (isFault(addresses)) return { fault: addresses }
  const [address = ''] = addresses
  const tool = await toolFor(address, means.surroundings.program)
  if (!tool) return { fault: noTool('this machine has neither `ping` nor `fping`') }
  means.stopwatch.enter('first-byte')
  const seconds = Math.max(1, Math.ceil((means.timeout - means.stopwatch.elapsed) / 1000))
  const { code, output } = await run(tool.file, tool.arguments(address, seconds), signal)
  return askedOf(code, output, address)
}

interface Tool {
  file: string
  arguments: (address: string, seconds: number) => string[]
}

/** Options that iputils, BusyBox and fping understand. */
async function toolFor(
  address: string,
  program: (name: string) => Promise<string | undefined>,
): Promise<Tool | undefined> {
  const family = isIP(address)
  if (family === 0) return undefined
  const ping = await program('ping')
  if (ping !== undefined)
    return { file: ping, arguments: (to, seconds) => [`-${family}`, '-n', '-c', '1', '-W', String(seconds), to] }
  const fping = await program('fping')
  if (fping === undefined) return undefined
  return {
    file: fping,
    arguments: (to, seconds) => [`-${family}`, '-C', '1', '-r', '0', '-t', String(seconds * 1000), to],
  }
}

function run(file: string, given: string[], signal: AbortSignal): Promise<{ code: number; output: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number; output: string }>()
  const options = { signal, maxBuffer: 64 * 1024, env: { LC_ALL: 'C' } }
  execFile(file, given, options, (error, stdout, stderr) => {
    if (signal.aborted) return reject(signal.reason)
    const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
    resolve({ code, output: `${stdout}\n${stderr}` })
  })
  return promise
}

function askedOf(code: number, output: string, address: string): Asked {
  const time = /time[=<]\s*([\d.]+)\s*ms/.exec(output)?.[1] ?? /:\s*([\d.]+)\s*$/m.exec(output)?.[1]
  if (code === 0 && time !== undefined) return { answer: answerOf(Number(time), address) }
  if (
    /not permitted|permission denied|are you root|lacking privilege|socket:/i.test(output) ||
    code < 0 ||
    code === 126
  )
    return { fault: noTool('`ping` has no right to send ICMP on this machine') }
  const reason = `Unexpected silence of \`${address}\`, expected an ICMP echo`
  return { fault: { what: 'timeout', reason, blame: 'network' } }
}

function answerOf(milliseconds: number, address: string): Answer {
  const rtt: unknown = languages.ping.evaluate(`duration('${Math.round(milliseconds * 1000)}us')`)
  return { values: { rtt, address }, absent: {} }
}

function noTool(why: string) {
  const cure = 'install `iputils-ping`, or let the group of this process send by `net.ipv4.ping_group_range`'
  return { what: 'no-tool', reason: `Not asked: ${why}; ${cure}`, blame: 'prober' } as const
}
