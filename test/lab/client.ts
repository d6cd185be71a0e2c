import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { decode, encode, RECURSION_DESIRED, type RecordType } from 'dns-packet'
import { type Lab, type LabOptions, startLab } from './lab.ts'

/** A test, or whatever else comes to an end. */
export interface Ending {
  onTestFinished(end: () => Promise<void>): void
}

/** A lab that ends with its test. */
export async function labOf(t: Ending, options?: LabOptions): Promise<Lab> {
  const lab = await startLab(options)
  t.onTestFinished(() => lab.stop())
  return lab
}

/** Where a host's door is. */
export function portOfHost({ environment }: Lab, host: string): number {
  return Number(environment.connect[`${host}:443`]?.split(':')[1])
}

/** Connects to a host's door; rejects with what the system says, or after some milliseconds. */
export async function reach(lab: Lab, host: string, patience?: number): Promise<Socket> {
  const socket = connectTcp({ host: '127.0.0.1', port: portOfHost(lab, host) })
  await within(patience, socket, 'connect')
  return socket.on('error', () => {})
}

/** Speaks TLS with a host, and trusts whatever it shows: `authorizationError` tells what is wrong with that. */
export async function handshake(lab: Lab, host: string, patience?: number): Promise<TLSSocket> {
  const plain = await reach(lab, host)
  const options = { ca: lab.authority, host, rejectUnauthorized: false, servername: host }
  const socket = connectTls({ socket: plain, ...options })
  await within(patience, socket, 'secureConnect')
  return socket.on('error', () => {})
}

/** Sends a GET and returns all that comes back, as it is, until the connection ends or some milliseconds are over. */
export async function get(socket: Socket, host: string, path: string, patience?: number): Promise<string> {
  let received = ''
  socket.setEncoding('utf8').on('data', (text) => {
    received += text
  })
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  const timer = patience === undefined ? undefined : setTimeout(() => socket.destroy(), patience)
  await once(socket, 'close')
  clearTimeout(timer)
  return received
}

/** Waits for an event of a socket, for ever or for some milliseconds. */
async function within(patience: number | undefined, socket: Socket, event: string): Promise<void> {
  const end = () => socket.destroy(new Error('Nothing within the time'))
  const timer = patience === undefined ? undefined : setTimeout(end, patience)
  try {
    await once(socket, event)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Asks the lab's DNS over UDP. `next` is a name that is asked for right after, on the same way: undefined when the answer
 * to that comes first, so that nothing has to be waited for that may not come.
 */
export async function askUdp(lab: Lab, type: RecordType, name: string, next?: string) {
  const questions = [questionOf(type, name), ...(next === undefined ? [] : [questionOf('A', next, nextId)])]
  const packet = await firstOverUdp(lab, questions)
  return packet.id === nextId ? undefined : packet
}

/** Sends messages to the lab's DNS over UDP, one after the other, and returns what comes back first. */
export async function firstOverUdp(lab: Lab, messages: readonly Buffer[]) {
  const socket = createSocket('udp4')
  try {
    for (const message of messages) socket.send(message, dnsPort(lab), '127.0.0.1')
    const [bytes]: Buffer[] = await once(socket, 'message')
    return readPacket(bytes ?? Buffer.alloc(0))
  } finally {
    socket.close()
  }
}

/** Asks the lab's DNS over TCP. */
export async function askTcp(lab: Lab, type: RecordType, name: string) {
  const socket = connectTcp({ host: '127.0.0.1', port: dnsPort(lab) })
  const question = questionOf(type, name)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(question.length)
  // In two pieces, as a network may deliver it.
  socket.write(Buffer.concat([length, question.subarray(0, 5)]))
  socket.write(question.subarray(5))
  const [bytes]: Buffer[] = await once(socket, 'data')
  socket.destroy()
  return readPacket((bytes ?? Buffer.alloc(0)).subarray(2))
}

/** What DNS said; `code` as in RFC 1035, section 4.1.1. */
function readPacket(bytes: Buffer) {
  const { id, flags = 0, flag_tc: isTruncated, flag_aa: isFirstHand, answers = [], authorities = [] } = decode(bytes)
  const code = { 0: 'NOERROR', 2: 'SERVFAIL', 3: 'NXDOMAIN', 5: 'REFUSED' }[flags & 15]
  return { id, code, isTruncated, isFirstHand, answers, authorities }
}

/** The number that `questionOf` gives a question. */
export const questionId = 4711

/** The number of a question that is asked so that its answer tells that none has come to the one before. */
const nextId = 815

export function questionOf(type: RecordType, name: string, id = questionId): Buffer {
  return encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ type, name }] })
}

function dnsPort({ environment }: Lab): number {
  return Number(environment.resolvers[0]?.split(':')[1])
}
