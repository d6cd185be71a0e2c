import { execFile } from 'node:child_process'
import { isIP } from 'node:net'
import { addressKind } from '../network/address-range.ts'
import { isHost } from '../network/endpoint.ts'
import { validateHost } from '../schema/network.ts'
import { text } from '../schema/text.ts'
import { addressesOf, ip, withoutFamily } from './connection/connect.ts'
import type { Answer } from './context.ts'
import { type Fault, invalidTarget, isFault, notProbed, proberFault } from './fault.ts'
import { defineKind } from './kind.ts'

/**
 * Sends one ICMP echo by a program of the machine, since a process without rights cannot. The address is looked up and
 * checked before, so that nothing but an IP address is handed to it.
 */
export const ping = defineKind({
  name: 'ping',
  summary: 'Whether a host answers an ICMP echo',
  example: 'gateway.example.org',
  target: text(validateHost).describe('A host that answers an ICMP echo'),
  keys: { ip },
  vocabulary: {
    rtt: { type: 'duration', text: "From the echo's request to its answer" },
    address: { type: 'string', text: 'The IP address that was pinged' },
  },
  silence: 'No ping reply',
  hostOf: (target) => target,
  run: async (probe, context, signal) => {
    if (!isHost(probe.target)) return invalidTarget('host')
    const addresses = await addressesOf(probe.target, probe, context, signal)
    if (isFault(addresses)) return { fault: addresses }
    const [address = ''] = addresses
    const seconds = Math.max(1, Math.ceil((context.timeout - context.stopwatch.elapsed) / 1000))
    let fault: Fault = noTool('this machine has neither `ping` nor `fping`')
    for (const tool of isIP(address) > 0 ? tools : []) {
      const file = await context.program(tool.name)
      if (file === undefined) continue
      context.stopwatch.enter('first-byte')
      const echo = echoOf(await execute(file, tool.arguments(address, seconds), signal), tool.name, address)
      if (!isFault(echo)) return { answer: echo }
      const isOwn = echo.blame !== 'network' || addressKind(address) === 'loopback'
      fault = isOwn ? echo : withoutFamily(echo, address, context)
      // One may have the right that the other lacks.
      if (fault.code !== 'no-tool') break
    }
    return { fault }
  },
})

interface Tool {
  name: string
  arguments: (address: string, seconds: number) => string[]
}

/** Options that iputils, BusyBox and fping understand; there is no other way to send one echo. */
const tools: readonly Tool[] = [
  { name: 'ping', arguments: (to, seconds) => [`-${isIP(to)}`, '-n', '-c', '1', '-W', String(seconds), to] },
  {
    name: 'fping',
    arguments: (to, seconds) => [`-${isIP(to)}`, '-C', '1', '-r', '0', '-t', String(seconds * 1000), to],
  },
]

interface Ended {
  /** The exit status, or what kept the program from running, such as `EMFILE`. */
  code: number | string
  output: string
}

/** Runs a program to its end. With the signal it is killed: whoever hangs may not heed a kinder one. */
function execute(file: string, given: string[], signal: AbortSignal): Promise<Ended> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<Ended>()
  const end = (error: unknown, output: string) => {
    const code = error instanceof Error && 'code' in error ? error.code : 0
    resolve({ code: typeof code === 'number' ? code : String(code ?? 'killed'), output })
  }
  let kill = () => {}
  const onAbort = () => {
    kill()
    reject(signal.reason)
  }
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const options = { maxBuffer: 64 * 1024, env: { LC_ALL: 'C' } }
    const child = execFile(file, given, options, (error, stdout, stderr) => end(error, `${stdout}\n${stderr}`))
    kill = () => void child.kill('SIGKILL')
  } catch (error) {
    // Some of what the system refuses is thrown, and not given to the callback.
    end(error, '')
  }
  return promise.finally(() => signal.removeEventListener('abort', onAbort))
}

function echoOf({ code, output }: Ended, tool: string, address: string): Answer | Fault {
  const time = /time[=<]\s*([\d.]+)\s*ms/.exec(output)?.[1] ?? /:\s*([\d.]+)\s*$/m.exec(output)?.[1]
  if (code === 0 && time !== undefined) return { values: { rtt: Number(time), address }, absent: {} }
  const own = proberFault(String(code))
  if (own !== undefined) return own
  if (/not permitted|permission denied|are you root|must run as root|lacking privilege/i.test(output))
    return noTool(`\`${tool}\` has no right to send ICMP on this machine`)
  if (/unreachable/i.test(output)) return silence('unreachable', `No route to ${address}`)
  if (/\b100% (?:packet )?loss\b|:\s*-\s*$/m.test(output)) return silence('timeout', `No ping reply from ${address}`)
  // What cannot be read says nothing of the host.
  const firstLine = output.trim().split('\n')[0]?.slice(0, 120) || `it ends with ${code}`
  return noTool(`\`${tool}\` of this machine cannot be used (${firstLine.replaceAll('`', "'")})`)
}

function silence(code: 'timeout' | 'unreachable', reason: string): Fault {
  return { code, reason, blame: 'network' }
}

function noTool(why: string): Fault {
  const cure = 'install `iputils-ping`, or let the group of this process send by `net.ipv4.ping_group_range`'
  return notProbed('no-tool', `${why}; ${cure}`)
}
