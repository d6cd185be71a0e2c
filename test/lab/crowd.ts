import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer } from 'dns-packet'
import { portOf } from '../network/port.ts'
import type { Ending } from './client.ts'
import { type FaultName, makeFault } from './fault.ts'
import { NameServer } from './name-server.ts'
import type { Known } from './zone.ts'

export interface CrowdOptions {
  /** How many services there are. */
  count: number
  /** What is wrong with the name of a service, by its number; nothing where this says nothing. */
  faultOf: (index: number) => FaultName | undefined
  /** How much of what is sent gets lost, questions and answers of DNS and packets of HTTP. */
  percent: number
  /** From 0 to 1; decides what gets lost. */
  random: () => number
}

export interface Crowd {
  resolver: string
  /** As a file. */
  services: string
  /** How often DNS was asked over UDP and over TCP, and how many packets were lost. */
  counts: { udp: number; tcp: number; lost: number }
}

/** Milliseconds until a packet of a connection is sent again. */
const retransmission = 1000

/** So many addresses that they do not fit into a packet. */
const longAnswer = 40

const domain = 'crowd.test'

/** Many services on loopback, on a network that loses packets; every tenth has an answer of DNS that needs TCP. */
export async function startCrowd(t: Ending, { count, faultOf, percent, random }: CrowdOptions): Promise<Crowd> {
  const counts = { udp: 0, tcp: 0, lost: 0 }
  const counting = () => {
    const drawn = random()
    if (drawn * 100 < percent) counts.lost++
    return drawn
  }
  const lost = () => (counting() * 100 < percent ? retransmission : 0)
  const web = createServer(async (_, response) => {
    // The connection's two packets, the request and the answer.
    const late = lost() + lost() + lost() + lost()
    if (late > 0) await pause(late)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
  })
  await once(web.listen(0, '127.0.0.1'), 'listening')
  const names = await NameServer.start(0, {
    faults: {
      ofHost: (host) => makeFault(faultOf(numberOf(host)) ?? 'packet-loss', { percent }),
      isBack: () => false,
    },
    zone: addressesOf,
    onQuestion: (line) => {
      counts[line.endsWith('tcp') ? 'tcp' : 'udp']++
    },
    random: counting,
  })
  t.onTestFinished(async () => {
    web.closeAllConnections()
    await Promise.all([once(web.close(), 'close'), names.stop()])
  })
  return { resolver: `127.0.0.1:${names.port}`, services: servicesOf(count, portOf(web)), counts }
}

function servicesOf(count: number, port: number): string {
  const service = (_: unknown, index: number) => {
    const host = `s${index}.${domain}`
    const http = `{ http: "http://${host}:${port}/", expect: ["status == 200"], timeout: 60s }`
    const name = `{ dns: A ${host}, expect: ["'127.0.0.1' in answers"], timeout: 60s }`
    return `  s${index}: { probes: { http: ${http}, name: ${name} } }`
  }
  return `services:\n${Array.from({ length: count }, service).join('\n')}\n`
}

function addressesOf(name: string, type: string): Known {
  const length = numberOf(name) % 10 === 0 ? longAnswer : 1
  const addresses = Array.from({ length }, (_, index) => `127.0.0.${index + 1}`)
  const answers = addresses.map((data): Answer => ({ type: 'A', name, ttl: 60, data }))
  return { exists: true, answers: type === 'A' ? answers : [], authorities: [] }
}

function numberOf(name: string): number {
  return Number(/^s(\d+)\./.exec(name)?.[1] ?? Number.NaN)
}
