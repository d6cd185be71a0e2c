import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, assert, describe, expect, test } from 'vitest'
import { ask, tell } from '../checks/probes/asking.ts'
import { serveDns } from '../network/dns/dns-server.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'waymark-ping-'))
afterAll(() => rmSync(folder, { recursive: true }))
let count = 0

/** A program that notes what it is given, says something, and ends so. */
function program(says: string, code: number) {
  const file = path.join(folder, `tool-${count++}`)
  writeFileSync(file, `#!/bin/sh\necho "$@" > "${file}.given"\n${says}\nexit ${code}\n`)
  chmodSync(file, 0o755)
  return { file, given: () => readFileSync(`${file}.given`, 'utf8').trim() }
}

const found = (programs: Record<string, { file: string }>) => ({
  program: async (name: string) => programs[name]?.file,
})

/** What a program of some name has really said, to its two outputs. */
const saying = (output: string, errors = '') => `cat <<'X'\n${output}\nX\ncat >&2 <<'X'\n${errors}\nX`

const silence = 'down first-byte ping/timeout: No ping reply from 127.0.0.1'
const unreachable = 'down first-byte ping/unreachable: No route to 127.0.0.1'
const noRight =
  /^unknown first-byte ping\/no-tool: Not probed: `f?ping` has no right to send ICMP on this machine; install /

describe('ping', () => {
  test('asks the address that the name leads to, and nothing else', async (t) => {
    const { server } = await serveDns(t, { 'a.lab': '127.0.0.9' })
    const ping = program("echo '64 bytes from 127.0.0.9: icmp_seq=1 ttl=64 time=0.042 ms'", 0)
    const told = await ask('{ ping: a.lab, timeout: 3s, expect: ["rtt < duration(\'1ms\')"] }', {
      changes: found({ ping }),
      environment: { resolvers: [server] },
    })
    expect(told.state).toBe('up')
    expect(ping.given()).toBe('-4 -n -c 1 -W 3 127.0.0.9')
    expect(told.conditions[0]?.found).toBe('0.042 ms')
  })

  test('asks fping where there is nothing else', async () => {
    const fping = program("echo '::1 : 0.03' >&2", 0)
    expect(await tell('{ ping: "::1", timeout: 2s }', { changes: found({ fping }) })).toBe('up')
    expect(fping.given()).toBe('-6 -C 1 -r 0 -t 2000 ::1')
  })

  test('asks the one that has the right', async () => {
    const ping = program(saying('', 'ping: socket: Operation not permitted'), 2)
    const fping = program(saying('127.0.0.1 : [0], 64 bytes, 0.012 ms (0.012 avg, 0% loss)', '127.0.0.1 : 0.012'), 0)
    expect(await tell('{ ping: 127.0.0.1 }', { changes: found({ ping, fping }) })).toBe('up')
  })

  // As iputils 20221126, BusyBox 1.35 and fping 5.1 of Debian 12 say it.
  const outputs: [name: string, output: string, errors: string, code: number, told: string | RegExp][] = [
    [
      'iputils: an echo',
      'PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.\n64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.036 ms\n\n--- 127.0.0.1 ping statistics ---\n1 packets transmitted, 1 received, 0% packet loss, time 0ms\nrtt min/avg/max/mdev = 0.036/0.036/0.036/0.000 ms',
      '',
      0,
      'up',
    ],
    [
      'iputils: silence',
      'PING 10.9.0.2 (10.9.0.2) 56(84) bytes of data.\n\n--- 10.9.0.2 ping statistics ---\n1 packets transmitted, 0 received, 100% packet loss, time 0ms\n',
      '',
      1,
      silence,
    ],
    [
      'iputils: a router says no',
      'PING 10.9.0.2 (10.9.0.2) 56(84) bytes of data.\nFrom 10.9.0.1 icmp_seq=1 Destination Host Unreachable\n\n--- 10.9.0.2 ping statistics ---\n1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms',
      '',
      1,
      unreachable,
    ],
    ['iputils: no way', '', 'ping: connect: Network is unreachable', 2, unreachable],
    [
      'iputils: no right',
      '',
      'ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\nping: => missing cap_net_raw+p capability or setuid?',
      2,
      noRight,
    ],
    [
      'BusyBox: an echo',
      'PING 127.0.0.1 (127.0.0.1): 56 data bytes\n64 bytes from 127.0.0.1: seq=0 ttl=64 time=0.017 ms\n\n--- 127.0.0.1 ping statistics ---\n1 packets transmitted, 1 packets received, 0% packet loss\nround-trip min/avg/max = 0.017/0.017/0.017 ms',
      '',
      0,
      'up',
    ],
    [
      'BusyBox: silence',
      'PING 127.0.0.1 (127.0.0.1): 56 data bytes\n\n--- 127.0.0.1 ping statistics ---\n1 packets transmitted, 0 packets received, 100% packet loss',
      '',
      1,
      silence,
    ],
    [
      'BusyBox: no way',
      'PING 10.10.0.2 (10.10.0.2): 56 data bytes',
      'ping: sendto: Network is unreachable',
      1,
      unreachable,
    ],
    [
      'BusyBox: no right',
      'PING 127.0.0.1 (127.0.0.1): 56 data bytes',
      'ping: permission denied (are you root?)',
      1,
      noRight,
    ],
    ['fping: an echo', '::1 : [0], 64 bytes, 0.012 ms (0.012 avg, 0% loss)', '\n::1 : 0.012', 0, 'up'],
    ['fping: silence', '127.0.0.1 : [0], timed out (NaN avg, 100% loss)', '\n127.0.0.1 : -', 1, silence],
    ['fping: no way', '', '\n10.10.0.2 : -', 1, silence],
    [
      'fping: a router says no',
      '10.9.0.2 : [0], timed out (NaN avg, 100% loss)',
      'ICMP Host Unreachable from 10.9.0.1 for ICMP Echo sent to 10.9.0.2\n\n10.9.0.2 : -',
      1,
      unreachable,
    ],
    ['fping: no right', '', "fping: can't create socket (must run as root?)", 4, noRight],
    [
      'another system, with other options',
      '',
      'ping: illegal option -- 4\nusage: ping [-AaDdfnoQqRrv]',
      64,
      /^unknown first-byte ping\/no-tool: Not probed: `ping` of this machine cannot be used \(ping: illegal option -- 4\); install/,
    ],
    ['a program that is ended by somebody', 'PING', 'kill', 137, /^unknown .* cannot be used \(PING\)/],
  ]
  for (const [name, output, errors, code, told] of outputs) {
    test(`understands ${name}`, async () => {
      const tool = program(saying(output, errors), code)
      const changes = found(name.startsWith('fping') ? { fping: tool } : { ping: tool })
      const line = await tell('{ ping: 127.0.0.1 }', { changes })
      if (typeof told === 'string') expect(line).toBe(told)
      else expect(line).toMatch(told)
    })
  }

  test('a program that hangs is ended, whatever it does against that', async () => {
    const ping = program(`trap '' TERM\necho $$ > ${folder}/pid\nexec sleep 30`, 0)
    expect(await tell('{ ping: 127.0.0.1, timeout: 500ms }', { changes: found({ ping }) })).toBe(
      'down first-byte ping/timeout: No ping reply within 500 ms',
    )
    const pid = Number(readFileSync(path.join(folder, 'pid'), 'utf8'))
    const isThere = () => {
      try {
        return process.kill(pid, 0)
      } catch {
        return false
      }
    }
    for (let look = 0; look < 100 && isThere(); look++) await delay(20)
    assert.ok(!isThere())
  })

  test('silence until the end is no word about the host where the canary is silent too', async (t) => {
    const { server } = await serveDns(t, {}, () => undefined)
    const ping = program('exec sleep 30', 0)
    expect(
      await tell('{ ping: 127.0.0.1, timeout: 300ms }', {
        changes: found({ ping }),
        environment: { resolvers: [server] },
      }),
    ).toBe(
      'unknown first-byte ping/timeout: The network here fails, no DNS server answers: no ping reply within 300 ms',
    )
  })

  test('a machine without IPv6 says so', async () => {
    const ping = program(saying('', 'ping: connect: Network is unreachable'), 2)
    const changes = { ...found({ ping }), hasFamily: (family: 4 | 6) => family === 4 }
    expect(await tell('{ ping: "fd00::1" }', { changes })).toBe(
      'unknown first-byte ping/prober: Not probed: this machine has no IPv6',
    )
  })

  test('what a variable gives is no option', async () => {
    const ping = program('true', 0)
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of services.yaml
    const told = await tell('{ ping: "${HOST}" }', { changes: found({ ping }), env: { HOST: '-f' } })
    expect(told).toBe('unknown ping/invalid-target: Not probed: the target is no host')
  })
})
