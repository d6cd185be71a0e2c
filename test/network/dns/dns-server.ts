import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { type Answer, decode, encode } from 'dns-packet'
import type { TestContext } from 'vitest'
import { portOf } from '../port.ts'

/** Names, or `*.` and a parent, with their addresses or, after `->`, their alias; `SERVFAIL` and the like in place of them. */
export type Zone = Record<string, string | string[]>

/** A hand that may change or hold back what is sent; `undefined` sends nothing. */
export type Meddle = (bytes: Buffer, question: Buffer, transport: 'udp' | 'tcp') => Buffer | undefined

export interface RunningDns {
  /** As a `resolvers` entry. */
  server: string
  /** Names that were asked for, with the type and how. */
  asked: string[]
}

const codes: Record<string, number> = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 }

/** A DNS server on loopback that knows a zone, and no other name. `delay` in milliseconds, over UDP. */
export async function serveDns(
  t: TestContext,
  zone: Zone,
  meddle: Meddle = (bytes) => bytes,
  delay = 0,
): Promise<RunningDns> {
  const asked: string[] = []
  const respond = (question: Buffer, transport: 'udp' | 'tcp') => {
    const { type, name } = questionOf(question)
    asked.push(`${type} ${name} ${transport}`)
    return meddle(replyTo(question, zone), question, transport)
  }
  const tcp = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      const reply = respond(bytes.subarray(2), 'tcp')
      const length = Buffer.alloc(2)
      length.writeUInt16BE(reply?.length ?? 0)
      if (reply) socket.end(Buffer.concat([length, reply]))
    })
  })
  let isOpen = true
  const listenBoth = async () => {
    await once(tcp.listen(0, '127.0.0.1'), 'listening')
    const port = portOf(tcp)
    const udp = createSocket('udp4', (bytes, from) => {
      const reply = respond(bytes, 'udp')
      const send = () => void (reply && isOpen && udp.send(reply, from.port, from.address))
      if (delay > 0) setTimeout(send, delay)
      else send()
    })
    udp.bind(port, '127.0.0.1')
    await once(udp, 'listening')
    return { udp, port }
  }
  let both = await listenBoth().catch(isTaken)
  // A port that is free for one protocol may be another's for the other.
  while (!both) {
    await new Promise((resolve) => tcp.close(resolve))
    both = await listenBoth().catch(isTaken)
  }
  const { udp, port } = both
  t.onTestFinished(() => {
    isOpen = false
    udp.close()
    tcp.close()
  })
  return { server: `127.0.0.1:${port}`, asked }
}

function isTaken(error: unknown): undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
}

function questionOf(bytes: Buffer): { type: string; name: string } {
  const [question] = decode(bytes).questions ?? []
  return { type: question?.type ?? '', name: question?.name ?? '' }
}

function replyTo(bytes: Buffer, zone: Zone): Buffer {
  const { id = 0, questions = [] } = decode(bytes)
  const { type, name } = questionOf(bytes)
  const answers: Answer[] = []
  let owner = name
  for (let hop = 0; hop < 20; hop++) {
    const alias = [zone[owner] ?? []].flat().find((value) => value.startsWith('->'))
    if (alias === undefined) break
    answers.push({ type: 'CNAME', name: owner, ttl: 60, data: alias.slice(2) })
    owner = alias.slice(2)
  }
  const values = [zone[owner] ?? zone[owner.replace(/^[^.]*/, '*')] ?? 'NXDOMAIN'].flat()
  const code = codes[values[0] ?? ''] ?? 0
  for (const data of values.filter(
    (value) => value.includes(':') === (type === 'AAAA') && /^[\da-f.:]+$/.test(value),
  )) {
    answers.push({ type: type === 'AAAA' ? 'AAAA' : 'A', name: owner, ttl: 60, data })
  }
  return encode({ type: 'response', id, flags: 0x180 | code, questions, answers })
}
